// SPDX-License-Identifier: Apache-2.0

/**
 * Where the bodies of messages are: the recent ones in a cache bounded in bytes, all of them in the journal.
 *
 * <p>Entry class: {@link io.mambamq.server.body.BodyStore}. Confined to the partition's thread.
 */
@NullMarked
package io.mambamq.server.body;

import org.jspecify.annotations.NullMarked;
