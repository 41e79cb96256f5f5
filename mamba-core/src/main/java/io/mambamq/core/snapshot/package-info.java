// SPDX-License-Identifier: Apache-2.0

/**
 * The bytes of a snapshot of the durable state, as far as they are the same for everything that is in it: pieces, entries
 * ({@link io.mambamq.core.snapshot.PieceWriter} has the drawing) and numbers of varying length. What an entry says is the
 * affair of the package whose state it is: {@code queue} and {@code durable}, where
 * {@link io.mambamq.core.durable.StateSnapshot} is the place to begin reading. Confined to the partition's thread.
 */
@NullMarked
package io.mambamq.core.snapshot;

import org.jspecify.annotations.NullMarked;
