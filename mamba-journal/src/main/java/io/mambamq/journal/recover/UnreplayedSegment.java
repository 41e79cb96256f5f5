// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.recover;

import io.mambamq.journal.CorruptionReport;
import io.mambamq.journal.JournalCorruptionException;
import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.BatchHeaderCodec;
import io.mambamq.journal.format.LogEnd;
import io.mambamq.journal.format.SegmentHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A segment before the checkpoint. Its records are checked when they are read, each by itself, so one that an earlier use
 * of the file left at the same place would pass for it. Therefore the last batch has to be the one that the next segment
 * states: where that was written, so were those before it.
 */
final class UnreplayedSegment {

    private static final int CHUNK_BYTES = 64 << 10;

    private final IoLayer io;
    private final BatchHeaderCodec codec;
    private final SegmentFile segment;

    UnreplayedSegment(IoLayer io, BatchHeaderCodec codec, SegmentFile segment) {
        this.io = io;
        this.codec = codec;
        this.segment = segment;
    }

    /**
     * Checks it.
     *
     * @param sealed where it ends, as the header of the segment behind it states
     * @throws JournalCorruptionException where it does not end like that
     */
    void check(LogEnd sealed, String proof) throws IOException {
        SegmentHeader header = segment.header();
        ByteBuffer chunk =
                ByteBuffer.allocate(Math.max(CHUNK_BYTES, header.blockBytes())).order(ByteOrder.LITTLE_ENDIAN);
        try (IoFile file = io.openForRead(segment.name())) {
            long end = sealed.offset();
            while (end > header.dataOffset()) {
                long start = Math.max(header.dataOffset(), end - chunk.capacity());
                file.readFully(chunk.clear().limit((int) (end - start)), start);
                for (long offset = end - header.blockBytes(); offset >= start; offset -= header.blockBytes()) {
                    BatchHeader batch = batchAt(chunk, offset, start);
                    if (batch != null) {
                        checkLast(batch, offset, sealed, proof);
                        return;
                    }
                }
                end = start;
            }
        }
        if (sealed.offset() > header.dataOffset()) {
            throw damaged(header.dataOffset(), sealed, "no batch", proof);
        }
    }

    private void checkLast(BatchHeader batch, long offset, LogEnd sealed, String proof)
            throws JournalCorruptionException {
        boolean last = batch.segmentId() == sealed.segmentId()
                && batch.batchSeq() == sealed.batchSeq()
                && batch.chainCrc() == sealed.chainCrc()
                && offset + batch.storedBytes(segment.header().blockBytes()) == sealed.offset();
        if (!last) {
            throw damaged(
                    offset, sealed, "batch " + batch.batchSeq() + " of segment " + batch.segmentId() + " last", proof);
        }
    }

    private JournalCorruptionException damaged(long offset, LogEnd sealed, String found, String proof) {
        String expected = "batch " + sealed.batchSeq() + " of segment " + sealed.segmentId() + " last";
        return new JournalCorruptionException(
                new CorruptionReport(segment.name(), offset, sealed.batchSeq(), expected, found, proof),
                Recovery.ADVICE);
    }

    /** A batch that was written to this place, in whatever use of the file, or null. */
    private @Nullable BatchHeader batchAt(ByteBuffer chunk, long offset, long start) {
        BatchHeader batch = codec.decode(chunk, (int) (offset - start));
        boolean here = batch != null
                && batch.firstPosition()
                        == batch.segmentId() * segment.header().segmentBytes() + offset + BatchHeader.BYTES;
        return here ? batch : null;
    }
}
