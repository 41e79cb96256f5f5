// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import java.nio.ByteBuffer;

/** Receives the recovered records in the order in which they were appended, on the thread that opens the journal. */
@FunctionalInterface
public interface ReplayHandler {

    /**
     * One record.
     *
     * @param position of the record, to read it again with {@link Journal#tryRead}
     * @param body read-only, little endian, valid during this call only
     */
    void record(long position, int userType, int stream, ByteBuffer body);
}
