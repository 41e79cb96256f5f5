// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.BatchHeaderCodec;
import io.mambamq.journal.format.JournalFormat;
import io.mambamq.journal.format.LogEnd;
import io.mambamq.journal.format.SegmentHeader;
import io.mambamq.journal.format.Superblock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Finds out from the batches in a file which segment it is, where both copies of its header are damaged. */
final class HeaderRebuild {
    private static final int WINDOW_BYTES = 1 << 20;
    /** More batches are never written before a sync; the header that said how many is gone. */
    private static final int IN_FLIGHT_ASSUMED = 3;

    private HeaderRebuild() {}

    /** Null where the file holds no batch of the journal. */
    static @Nullable SegmentHeader of(IoFile file, int slot, Superblock superblock) throws IOException {
        BatchHeader first = firstOfNewestUse(file, superblock);
        if (first == null) {
            return null;
        }
        LogEnd unknown = new LogEnd(first.segmentId() - 1, first.batchSeq() - 1, 0, 0);
        return new SegmentHeader(
                superblock.journalId(),
                superblock.blockBytes(),
                superblock.segmentBytes(),
                slot,
                first.segmentId(),
                first.epoch(),
                first.batchSeq(),
                unknown,
                IN_FLIGHT_ASSUMED);
    }

    private static @Nullable BatchHeader firstOfNewestUse(IoFile file, Superblock superblock) throws IOException {
        BatchHeaderCodec codec = new BatchHeaderCodec(superblock.journalId());
        int windowBytes = (int) Math.min(WINDOW_BYTES, superblock.segmentBytes());
        ByteBuffer window = ByteBuffer.allocate(windowBytes).order(ByteOrder.LITTLE_ENDIAN);
        long dataOffset = (long) JournalFormat.SEGMENT_HEADER_BLOCKS * superblock.blockBytes();
        BatchHeader first = null;
        for (long offset = dataOffset; offset < superblock.segmentBytes(); offset += windowBytes) {
            window.clear();
            int read = file.readFully(window, offset);
            for (int at = 0; at + BatchHeader.BYTES <= read; at += superblock.blockBytes()) {
                BatchHeader batch = codec.decode(window, at);
                if (batch != null && (first == null || batch.segmentId() > first.segmentId())) {
                    first = batch;
                }
            }
        }
        return first;
    }
}
