// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A record: a 40 byte header, the body, zeros up to the next multiple of 8.
 *
 * <pre>
 *   0        4        8  9  10   12       16               24               32               40
 *   +--------+--------+--+--+----+--------+----------------+----------------+----------------+-----
 *   | length | crc    |k |u |flag| stream | id             | txId           | aux            | body
 *   +--------+--------+--+--+----+--------+----------------+----------------+----------------+-----
 * </pre>
 *
 * {@code length} counts the body only. {@code crc} covers everything from {@code kind} to the end of the body. A record
 * too large for one batch is stored as fragments FIRST, MIDDLE..., LAST, each a record of its own in consecutive
 * batches; {@code aux} of a FIRST holds the length of the whole body, {@code aux} of the others how much of it came
 * before. {@code id} is zero in the log and the record's position in a page file; {@code txId} is zero.
 */
public final class RecordHeader {

    public static final int BYTES = 40;
    public static final int ALIGNMENT = 8;

    public static final int CRC_OFFSET = 4;

    /** A reader that does not know the kind of a record with this flag skips it; without the flag it refuses. */
    public static final int FLAG_SKIPPABLE = 1;
    /** In a page file: the record was damaged in the log already; its body is what was found there. */
    public static final int FLAG_DAMAGED = 2;

    public static final int KIND_FULL = 1;
    public static final int KIND_FIRST = 2;
    public static final int KIND_MIDDLE = 3;
    public static final int KIND_LAST = 4;

    private static final int KIND_OFFSET = 8;
    private static final int USER_TYPE_OFFSET = 9;
    private static final int FLAGS_OFFSET = 10;
    private static final int STREAM_OFFSET = 12;
    private static final int ID_OFFSET = 16;
    private static final int TX_ID_OFFSET = 24;
    private static final int AUX_OFFSET = 32;

    private RecordHeader() {}

    /** Writes everything but length and crc, which {@link #finish} adds when the body is known. */
    public static void begin(ByteBuffer dst, int at, int kind, int userType, int stream, long aux) {
        dst.putLong(at, 0);
        dst.put(at + KIND_OFFSET, (byte) kind);
        dst.put(at + USER_TYPE_OFFSET, (byte) userType);
        dst.putShort(at + FLAGS_OFFSET, (short) 0);
        dst.putInt(at + STREAM_OFFSET, stream);
        dst.putLong(at + ID_OFFSET, 0);
        dst.putLong(at + TX_ID_OFFSET, 0);
        dst.putLong(at + AUX_OFFSET, aux);
    }

    /** The same for a record of a page file, which carries its position in the log. */
    public static void beginPaged(ByteBuffer dst, int at, int userType, int flags, int stream, long position) {
        begin(dst, at, KIND_FULL, userType, stream, 0);
        dst.putShort(at + FLAGS_OFFSET, (short) flags);
        dst.putLong(at + ID_OFFSET, position);
    }

    /** Adds length and crc to a record whose body already stands behind its header. Leaves position and limit alone. */
    public static int finish(ByteBuffer dst, int at, int bodyBytes, CRC32C crc) {
        int value = computeCrc(dst, at, bodyBytes, crc);
        dst.putInt(at, bodyBytes);
        dst.putInt(at + CRC_OFFSET, value);
        return value;
    }

    /** The checksum the record at {@code at} should carry. Leaves position and limit alone. */
    public static int computeCrc(ByteBuffer src, int at, int bodyBytes, CRC32C crc) {
        crc.reset();
        if (src.hasArray()) {
            crc.update(src.array(), src.arrayOffset() + at + KIND_OFFSET, BYTES - KIND_OFFSET + bodyBytes);
        } else {
            int position = src.position();
            int limit = src.limit();
            crc.update(src.limit(at + BYTES + bodyBytes).position(at + KIND_OFFSET));
            src.limit(limit).position(position);
        }
        return (int) crc.getValue();
    }

    /** Bytes a record takes with its header and alignment. */
    public static int sizeBytes(int bodyBytes) {
        return JournalFormat.alignUp(BYTES + bodyBytes, ALIGNMENT);
    }

    public static int bodyBytes(ByteBuffer src, int at) {
        return src.getInt(at);
    }

    public static int crc(ByteBuffer src, int at) {
        return src.getInt(at + CRC_OFFSET);
    }

    public static int kind(ByteBuffer src, int at) {
        return src.get(at + KIND_OFFSET) & 0xff;
    }

    public static int userType(ByteBuffer src, int at) {
        return src.get(at + USER_TYPE_OFFSET) & 0xff;
    }

    public static int flags(ByteBuffer src, int at) {
        return src.getShort(at + FLAGS_OFFSET) & 0xffff;
    }

    public static int stream(ByteBuffer src, int at) {
        return src.getInt(at + STREAM_OFFSET);
    }

    public static long id(ByteBuffer src, int at) {
        return src.getLong(at + ID_OFFSET);
    }

    public static long aux(ByteBuffer src, int at) {
        return src.getLong(at + AUX_OFFSET);
    }
}
