// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.reclaim;

/** What the owner of a checkpoint hands to the reclaimer. */
sealed interface CheckpointStep {

    OpenCheckpoint checkpoint();

    /** The file is opened. */
    record Begin(OpenCheckpoint checkpoint) implements CheckpointStep {}

    /** A piece of the owner's state. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Write(OpenCheckpoint checkpoint, byte[] piece) implements CheckpointStep {}

    /** It is complete. */
    record Commit(OpenCheckpoint checkpoint) implements CheckpointStep {}

    /** It is given up. */
    record Abandon(OpenCheckpoint checkpoint) implements CheckpointStep {}
}
