// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

/** Learns how a checkpoint goes on, on the executor that was handed in with it. */
public interface CheckpointListener {

    /** There is room for a piece, maybe for more. */
    void onRoom();

    /** The checkpoint is durable: replay begins behind it from now on, and the space of what it replaces is free. */
    void onCommitted();

    /**
     * There will be no such checkpoint; nothing is lost, the one before it stands. {@link Journal#isCheckpointDue} tells
     * when to try again.
     */
    void onGivenUp(JournalException cause);
}
