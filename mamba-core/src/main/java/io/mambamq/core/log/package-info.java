// SPDX-License-Identifier: Apache-2.0

/**
 * The port to the log that makes commands durable ({@link io.mambamq.core.log.CommandLog}), and the answers that wait
 * for it ({@link io.mambamq.core.log.Proposals}). Confined to the partition's thread.
 */
@NullMarked
package io.mambamq.core.log;

import org.jspecify.annotations.NullMarked;
