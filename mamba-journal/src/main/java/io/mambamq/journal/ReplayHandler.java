// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import java.nio.ByteBuffer;

/**
 * Receives what was stored, on the thread that opens the journal: the newest checkpoint, if there is one, then the records
 * behind it in the order in which they were appended. Who never takes checkpoints needs only {@link #record}.
 */
@FunctionalInterface
public interface ReplayHandler {

    /**
     * One record.
     *
     * @param position of the record, to read it again with {@link Journal#tryRead}
     * @param body what remains of this buffer, which may not begin at its index 0; read-only, little endian, valid during this
     *     call only
     */
    void record(long position, int userType, int stream, ByteBuffer body);

    /**
     * One piece of the checkpoint, as it was written, in the order of writing; before the first record.
     *
     * @param piece little endian, valid during this call only
     */
    default void checkpoint(ByteBuffer piece) {
        throw new IllegalStateException("the journal has a checkpoint, and nobody restores it");
    }

    /**
     * After the last record, if there was a checkpoint: name each record whose body is still needed. What is not named may
     * be gone.
     */
    default void live(LiveRecords live) {
        throw new IllegalStateException("the journal has a checkpoint, and nobody knows what is live");
    }
}
