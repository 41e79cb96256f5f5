// SPDX-License-Identifier: Apache-2.0

/**
 * Checkpoint files: what the owner of the state says of it, in pieces, each with a checksum. Two files are written in
 * turn, so that the last good checkpoint is never the one being overwritten; they keep their size, so that a full disk
 * does not keep a checkpoint from being written. Nothing here knows what log stands in front.
 *
 * <p>Entry classes: {@link io.mambamq.journal.checkpoint.CheckpointWriter},
 * {@link io.mambamq.journal.checkpoint.CheckpointReader}.
 */
@NullMarked
package io.mambamq.journal.checkpoint;

import org.jspecify.annotations.NullMarked;
