// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.recover;

import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.LogEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The last batches of the newest segment, those that no later batch calls durable. They are good, but may stand in the
 * page cache only: after a failed sync the operating system shows the data and believes it stored, and a sync alone
 * would report success without writing. Before anyone relies on them they are written once more, the same bytes to the
 * same place, which a crash in between cannot harm.
 */
final class UnprovenTail {

    private static final int COPY_BYTES = 1 << 20;

    private final int batchesMax;
    private final Deque<LogEnd> before = new ArrayDeque<>();
    private long durableSeq;

    /**
     * Nothing is unproven yet.
     *
     * @param inFlightMax how many batches may be issued before a sync
     */
    UnprovenTail(int inFlightMax) {
        this.batchesMax = inFlightMax;
    }

    /** The next good batch, which starts where the log before it ends. */
    void add(LogEnd endBefore, BatchHeader batch) {
        durableSeq = batch.durableSeq();
        if (before.size() == batchesMax) {
            before.removeFirst();
        }
        before.addLast(endBefore);
    }

    /** Writes the unproven batches again. The caller syncs. */
    void rewrite(IoFile file, LogEnd end) throws IOException {
        while (!before.isEmpty() && before.getFirst().batchSeq() + 1 <= durableSeq) {
            before.removeFirst();
        }
        if (before.isEmpty()) {
            return;
        }
        long start = before.getFirst().offset();
        ByteBuffer copy = ByteBuffer.allocate((int) Math.min(COPY_BYTES, end.offset() - start));
        for (long offset = start; offset < end.offset(); offset += copy.limit()) {
            copy.clear().limit((int) Math.min(copy.capacity(), end.offset() - offset));
            if (file.readFully(copy, offset) < copy.limit()) {
                throw new IOException("the file ends at offset " + (offset + copy.position()));
            }
            file.writeFully(copy.flip(), offset);
        }
    }
}
