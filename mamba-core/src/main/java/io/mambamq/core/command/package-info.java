// SPDX-License-Identifier: Apache-2.0

/**
 * What is written to the log: one record per change of the durable state, and its bytes
 * ({@link io.mambamq.core.command.CommandCodec}). Commands are immutable and may be shared by threads.
 */
@NullMarked
package io.mambamq.core.command;

import org.jspecify.annotations.NullMarked;
