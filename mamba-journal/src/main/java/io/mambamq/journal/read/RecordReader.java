// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.read;

import io.mambamq.journal.CorruptionReport;
import io.mambamq.journal.JournalCorruptionException;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.file.OpenFiles;
import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.JournalFormat;
import io.mambamq.journal.format.RecordHeader;
import io.mambamq.journal.format.StoredRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Finds one record of the log by its position and checks it. Confined to one thread. */
public final class RecordReader {

    /** Read with the header, so that a small record costs one read. */
    private static final int READ_AHEAD_BYTES = 4096;

    private final SegmentIndex index;
    private final OpenFiles segments;
    private final int blockBytes;
    private final long segmentBytes;
    private final CRC32C crc32c = new CRC32C();
    private final ByteBuffer head =
            ByteBuffer.allocate(RecordHeader.BYTES + READ_AHEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    public RecordReader(IoLayer io, SegmentIndex index, int blockBytes, long segmentBytes) {
        this.index = index;
        this.segments = new OpenFiles(io);
        this.blockBytes = blockBytes;
        this.segmentBytes = segmentBytes;
    }

    /**
     * The record at the position.
     *
     * @throws JournalCorruptionException where it is damaged
     * @throws JournalException of kind NO_SUCH_RECORD where the log has no such segment
     */
    public StoredRecord read(long position) throws IOException {
        long segmentId = position / segmentBytes;
        long offset = position % segmentBytes;
        if (index.fileName(segmentId) == null) {
            throw new JournalException(
                    JournalException.Kind.NO_SUCH_RECORD,
                    "position " + position + " lies in no segment of this journal");
        }
        byte[] body = readRecord(segmentId, offset);
        int userType = RecordHeader.userType(head, 0);
        int stream = RecordHeader.stream(head, 0);
        byte[] whole = switch (RecordHeader.kind(head, 0)) {
            case RecordHeader.KIND_FULL -> body;
            case RecordHeader.KIND_FIRST -> readFragments(segmentId, offset, body);
            default -> throw damaged(segmentId, offset, "the start of a record", "kind " + RecordHeader.kind(head, 0));
        };
        return new StoredRecord(userType, stream, whole);
    }

    /** The bytes that stand where the body of a damaged record should be, as far as its header makes sense. */
    public byte[] readAsFound(long position) throws IOException {
        String fileName = index.fileName(position / segmentBytes);
        if (fileName == null) {
            return new byte[0];
        }
        long offset = position % segmentBytes;
        IoFile file = segments.get(fileName);
        head.clear();
        int read = file.readFully(head, offset);
        int bodyBytes = read < RecordHeader.BYTES ? -1 : RecordHeader.bodyBytes(head, 0);
        if (bodyBytes < 0 || offset + RecordHeader.BYTES + bodyBytes > segmentBytes) {
            return new byte[0];
        }
        ByteBuffer body = ByteBuffer.allocate(bodyBytes);
        file.readFully(body, offset + RecordHeader.BYTES);
        return body.array();
    }

    /** Closes the files; the next read opens what it needs again. */
    public void close() {
        segments.closeAll();
    }

    private byte[] readFragments(long firstSegmentId, long firstOffset, byte[] firstPiece) throws IOException {
        long total = RecordHeader.aux(head, 0);
        if (total <= firstPiece.length || total > Integer.MAX_VALUE - 8) {
            throw damaged(firstSegmentId, firstOffset, "the length of a fragmented record", total + " bytes");
        }
        byte[] body = new byte[(int) total];
        System.arraycopy(firstPiece, 0, body, 0, firstPiece.length);
        int done = firstPiece.length;
        long segmentId = firstSegmentId;
        long pieceEnd = firstOffset + RecordHeader.BYTES + done;
        while (done < total) {
            // Each further piece is the first record of the next batch.
            long batch = JournalFormat.alignUp(pieceEnd, blockBytes);
            if (batch + blockBytes > segmentBytes) {
                segmentId++;
                batch = (long) JournalFormat.SEGMENT_HEADER_BLOCKS * blockBytes;
            }
            long offset = batch + BatchHeader.BYTES;
            byte[] piece = readRecord(segmentId, offset);
            int expectedKind = done + piece.length == total ? RecordHeader.KIND_LAST : RecordHeader.KIND_MIDDLE;
            if (RecordHeader.kind(head, 0) != expectedKind
                    || RecordHeader.aux(head, 0) != done
                    || done + (long) piece.length > total) {
                throw damaged(segmentId, offset, "the next piece of the record at its byte " + done, "another record");
            }
            System.arraycopy(piece, 0, body, done, piece.length);
            done += piece.length;
            pieceEnd = offset + RecordHeader.BYTES + piece.length;
        }
        return body;
    }

    /** Reads one stored record whole; leaves its header in {@link #head}. */
    private byte[] readRecord(long segmentId, long offset) throws IOException {
        String fileName = index.fileName(segmentId);
        if (fileName == null) {
            throw damaged(segmentId, offset, "the next segment of a fragmented record", "no such segment");
        }
        IoFile file = segments.get(fileName);
        head.clear();
        int read = file.readFully(head, offset);
        if (read < RecordHeader.BYTES) {
            throw damaged(segmentId, offset, "a record header", "the end of the file");
        }
        int bodyBytes = RecordHeader.bodyBytes(head, 0);
        if (bodyBytes < 0 || offset + RecordHeader.BYTES + bodyBytes > segmentBytes) {
            throw damaged(segmentId, offset, "a record within its segment", "a record of " + bodyBytes + " bytes");
        }
        ByteBuffer record = head;
        if (RecordHeader.BYTES + bodyBytes > read) {
            record = ByteBuffer.allocate(RecordHeader.BYTES + bodyBytes).order(ByteOrder.LITTLE_ENDIAN);
            file.readFully(record, offset);
        }
        int crc = RecordHeader.computeCrc(record, 0, bodyBytes, crc32c);
        if (crc != RecordHeader.crc(record, 0)) {
            throw damaged(segmentId, offset, "checksum " + hex(RecordHeader.crc(record, 0)), "checksum " + hex(crc));
        }
        byte[] body = new byte[bodyBytes];
        record.get(RecordHeader.BYTES, body);
        return body;
    }

    private JournalCorruptionException damaged(long segmentId, long offset, String expected, String found) {
        String fileName = String.valueOf(index.fileName(segmentId));
        return new JournalCorruptionException(
                new CorruptionReport(fileName, offset, 0, expected, found, null),
                "The record cannot be delivered; check the disk. Other records are not affected");
    }

    private static String hex(int value) {
        return "0x" + Integer.toHexString(value);
    }
}
