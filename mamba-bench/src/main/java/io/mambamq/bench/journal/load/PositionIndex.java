// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal.load;

import io.mambamq.journal.ReplayHandler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a broker keeps of each record that it finds at its start: where it lies, its stream and its size; 16 bytes. */
final class PositionIndex implements ReplayHandler {
    private static final int CHUNK_RECORDS = 1 << 16;

    private final List<long[]> chunks = new ArrayList<>();
    private long[] chunk = new long[0];
    private int used;
    private long size;

    @Override
    public void record(long position, int userType, int stream, ByteBuffer body) {
        if (used == chunk.length) {
            chunk = new long[2 * CHUNK_RECORDS];
            chunks.add(chunk);
            used = 0;
        }
        chunk[used] = position;
        chunk[used + 1] = (long) stream << Integer.SIZE | body.remaining();
        used += 2;
        size++;
    }

    long size() {
        return size;
    }
}
