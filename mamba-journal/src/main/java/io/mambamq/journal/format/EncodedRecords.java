// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Whole records, encoded one after the other in one growing heap buffer, checksums included: whoever writes them only
 * copies. Not thread-safe; handed from the appender to the writer and back.
 */
public final class EncodedRecords {

    /** A buffer that one large record blew up beyond this is given back on {@link #clear}. */
    private static final int RETAINED_BYTES_MAX = 4 << 20;

    private final int initialBytes;
    private final CRC32C crc = new CRC32C();

    private byte[] bytes;
    private ByteBuffer buffer;
    private int[] offsets = new int[16];
    private byte[] crcs = new byte[16 * Integer.BYTES];
    private int count;
    private int sizeBytes;

    public EncodedRecords(int initialBytes) {
        this.initialBytes = initialBytes;
        this.bytes = new byte[initialBytes];
        this.buffer = wrap(bytes);
    }

    /** Starts a record; the returned buffer stands at the body and is limited to {@code bodyBytesMax}. */
    public ByteBuffer begin(int userType, int stream, int bodyBytesMax) {
        ensureRoom(bodyBytesMax);
        RecordHeader.begin(buffer, sizeBytes, RecordHeader.KIND_FULL, userType, stream, 0);
        int bodyOffset = sizeBytes + RecordHeader.BYTES;
        return buffer.limit(bodyOffset + bodyBytesMax).position(bodyOffset);
    }

    /** Ends the record; its body ends where the buffer stands. */
    public void end() {
        int bodyEnd = buffer.position();
        int bodyBytes = bodyEnd - sizeBytes - RecordHeader.BYTES;
        buffer.limit(buffer.capacity());
        int recordCrc = RecordHeader.finish(buffer, sizeBytes, bodyBytes, crc);
        int recordEnd = sizeBytes + RecordHeader.sizeBytes(bodyBytes);
        Arrays.fill(bytes, bodyEnd, recordEnd, (byte) 0);
        remember(recordCrc);
        sizeBytes = recordEnd;
    }

    public void clear() {
        count = 0;
        sizeBytes = 0;
        if (bytes.length > Math.max(RETAINED_BYTES_MAX, initialBytes)) {
            bytes = new byte[initialBytes];
            buffer = wrap(bytes);
        }
    }

    public int count() {
        return count;
    }

    public int sizeBytes() {
        return sizeBytes;
    }

    /** Where record {@code index} starts; for {@code index == count()} where the last one ends. */
    public int offset(int index) {
        return index == count ? sizeBytes : offsets[index];
    }

    /** The encoded bytes; valid up to {@link #sizeBytes()}. */
    public byte[] bytes() {
        return bytes;
    }

    /** The same bytes, for absolute access. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** The records' checksums, four little endian bytes each. */
    public byte[] crcs() {
        return crcs;
    }

    private void ensureRoom(int bodyBytesMax) {
        long needed = (long) sizeBytes + RecordHeader.sizeBytes(bodyBytesMax);
        if (needed > bytes.length) {
            int grown = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, 2L * bytes.length));
            bytes = Arrays.copyOf(bytes, grown);
            buffer = wrap(bytes);
        }
    }

    private void remember(int recordCrc) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
            crcs = Arrays.copyOf(crcs, count * 2 * Integer.BYTES);
        }
        offsets[count] = sizeBytes;
        int at = count * Integer.BYTES;
        crcs[at] = (byte) recordCrc;
        crcs[at + 1] = (byte) (recordCrc >>> 8);
        crcs[at + 2] = (byte) (recordCrc >>> 16);
        crcs[at + 3] = (byte) (recordCrc >>> 24);
        count++;
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
