// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.recover;

import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.BatchHeaderCodec;
import io.mambamq.journal.format.JournalFormat;
import io.mambamq.journal.format.LogEnd;
import io.mambamq.journal.format.RecordChain;
import io.mambamq.journal.format.RecordHeader;
import io.mambamq.journal.format.SegmentHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads one segment through a window and checks what it reads: a batch is good when every byte of all its blocks is
 * what the writer wrote, padding included.
 */
public final class SegmentScanner {

    private final IoFile file;
    private final SegmentHeader segment;
    private final BatchHeaderCodec codec;
    private final RecordChain chain = new RecordChain();
    private final CRC32C crc = new CRC32C();
    private final ScanWindow window;
    private @Nullable BatchHeader batch;

    /** Reads {@code file}, whose header is {@code segment}, through a window of its own. */
    public SegmentScanner(IoFile file, SegmentHeader segment, BatchHeaderCodec codec) {
        this(file, segment, codec, new ScanWindow());
    }

    SegmentScanner(IoFile file, SegmentHeader segment, BatchHeaderCodec codec, ScanWindow window) {
        this.file = file;
        this.segment = segment;
        this.codec = codec;
        this.window = window;
        window.clear();
    }

    public SegmentHeader segment() {
        return segment;
    }

    /**
     * Checks the batch that should follow {@code end} in this segment.
     *
     * @return null where it is good; {@link #batch} and {@link #bytes} are then about it
     */
    @Nullable
    public Defect readBatch(LogEnd end) throws IOException {
        batch = null;
        long offset = end.offset();
        if (offset + segment.blockBytes() > segment.segmentBytes()) {
            return new Defect(offset, "batch " + (end.batchSeq() + 1), "the end of the segment");
        }
        BatchHeader header = headerAt(offset);
        Defect defect = header == null ? noHeader(end) : checkHeader(header, end);
        if (defect != null || header == null) {
            return defect;
        }
        load(offset, header.storedBytes(segment.blockBytes()));
        defect = checkRecords(header, end);
        batch = header;
        return defect;
    }

    /** The batch read last. */
    public BatchHeader batch() {
        BatchHeader read = batch;
        if (read == null) {
            throw new IllegalStateException("no batch was read");
        }
        return read;
    }

    /** The bytes read last; the batch starts at {@link #index} of its offset. */
    public ByteBuffer bytes() {
        return window.bytes();
    }

    public int index(long offset) {
        return window.index(offset);
    }

    /** A valid batch header of this segment at the offset, or null. */
    @Nullable
    public BatchHeader headerAt(long offset) throws IOException {
        BatchHeader header = anyHeaderAt(offset);
        return header != null && header.segmentId() == segment.segmentId() ? header : null;
    }

    /** A valid batch header at the offset, of this segment or of an earlier use of the file, or null. */
    public @Nullable BatchHeader anyHeaderAt(long offset) throws IOException {
        load(offset, segment.blockBytes());
        return codec.decode(bytes(), index(offset));
    }

    private Defect noHeader(LogEnd end) {
        int at = index(end.offset());
        boolean zero = JournalFormat.isZero(bytes(), at, at + BatchHeader.BYTES);
        return new Defect(
                end.offset(),
                "batch " + (end.batchSeq() + 1),
                zero ? "zeros" : "bytes that are no batch header of this segment");
    }

    private @Nullable Defect checkHeader(BatchHeader header, LogEnd end) {
        long offset = end.offset();
        long roomBytes = segment.segmentBytes() - offset - BatchHeader.BYTES;
        boolean fits = header.bodyBytes() >= 0 && header.bodyBytes() <= roomBytes;
        if (header.batchSeq() != end.batchSeq() + 1
                || header.epoch() != (int) segment.epoch()
                || header.firstPosition() != segment.basePosition() + offset + BatchHeader.BYTES
                || header.durableSeq() >= header.batchSeq()
                || !fits) {
            return new Defect(offset, "batch " + (end.batchSeq() + 1) + " of epoch " + segment.epoch(), "" + header);
        }
        return null;
    }

    private @Nullable Defect checkRecords(BatchHeader header, LogEnd end) {
        ByteBuffer bytes = bytes();
        int batchStart = index(end.offset());
        int bodyEnd = batchStart + BatchHeader.BYTES + header.bodyBytes();
        int at = batchStart + BatchHeader.BYTES;
        chain.begin(end.chainCrc());
        for (int i = 0; i < header.recordCount(); i++) {
            Defect defect = checkRecord(at, bodyEnd);
            if (defect != null) {
                return defect;
            }
            chain.add(RecordHeader.crc(bytes, at));
            at += RecordHeader.sizeBytes(RecordHeader.bodyBytes(bytes, at));
        }
        if (at != bodyEnd || chain.value() != header.chainCrc()) {
            return new Defect(
                    end.offset(),
                    header.recordCount() + " records that continue the chain",
                    "records of another batch");
        }
        int batchEnd = batchStart + header.storedBytes(segment.blockBytes());
        if (!JournalFormat.isZero(bytes, bodyEnd, batchEnd)) {
            return new Defect(offsetOf(bodyEnd), "zeros up to the next block", "other bytes");
        }
        return null;
    }

    private @Nullable Defect checkRecord(int at, int bodyEnd) {
        ByteBuffer bytes = bytes();
        if (at + RecordHeader.BYTES > bodyEnd) {
            return new Defect(offsetOf(at), "a record", "the end of the batch");
        }
        int bodyBytes = RecordHeader.bodyBytes(bytes, at);
        if (bodyBytes < 0 || bodyBytes > bodyEnd - at - RecordHeader.BYTES) {
            return new Defect(offsetOf(at), "a record within its batch", "a record of " + bodyBytes + " bytes");
        }
        int found = RecordHeader.computeCrc(bytes, at, bodyBytes, crc);
        int expected = RecordHeader.crc(bytes, at);
        if (found != expected) {
            return new Defect(offsetOf(at), "record checksum " + hex(expected), hex(found));
        }
        int recordEnd = at + RecordHeader.sizeBytes(bodyBytes);
        if (!JournalFormat.isZero(bytes, at + RecordHeader.BYTES + bodyBytes, recordEnd)) {
            return new Defect(offsetOf(at), "zeros between records", "other bytes");
        }
        return null;
    }

    private long offsetOf(int index) {
        return window.offset(index);
    }

    private void load(long offset, int length) throws IOException {
        window.load(file, offset, length, segment.segmentBytes());
    }

    private static String hex(int value) {
        return "0x" + Integer.toHexString(value);
    }
}
