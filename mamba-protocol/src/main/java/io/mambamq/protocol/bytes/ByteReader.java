// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.bytes;

import io.mambamq.protocol.ProtocolException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link ByteSink} wrote, from a part of a byte array.
 *
 * <p>Every method throws {@link ProtocolException} when the bytes end early.
 */
public final class ByteReader {
    private final byte[] array;
    private final int limit;
    private int position;

    public ByteReader(byte[] array, int offset, int length) {
        if (offset < 0 || length < 0 || offset > array.length - length) {
            throw new IllegalArgumentException(
                    "offset " + offset + " length " + length + " in an array of " + array.length);
        }
        this.array = array;
        this.position = offset;
        this.limit = offset + length;
    }

    public byte[] array() {
        return array;
    }

    /** Index in {@link #array()} of the next byte. */
    public int position() {
        return position;
    }

    public int remaining() {
        return limit - position;
    }

    public int readByte() {
        return Byte.toUnsignedInt(array[take(1)]);
    }

    /** One byte that must be 0 or 1. */
    public boolean readBoolean() {
        int value = readByte();
        if (value > 1) {
            throw ProtocolException.protocolError("a flag of " + value + " where 0 or 1 is expected");
        }
        return value == 1;
    }

    public int readU16() {
        return LittleEndian.getU16(array, take(Short.BYTES));
    }

    public int readInt() {
        return LittleEndian.getInt(array, take(Integer.BYTES));
    }

    public long readLong() {
        return LittleEndian.getLong(array, take(Long.BYTES));
    }

    public byte[] readBytes(int length) {
        int start = take(length);
        return Arrays.copyOfRange(array, start, start + length);
    }

    public byte[] readBytes32() {
        return readBytes(readInt());
    }

    public String readString16() {
        int length = readU16();
        return Utf8.decode(array, take(length), length);
    }

    public @Nullable String readOptionalString16() {
        return readBoolean() ? readString16() : null;
    }

    public String readString32() {
        int length = readInt();
        return Utf8.decode(array, take(length), length);
    }

    /** Steps over a text that {@link #readString16} would read, and proves that it could. */
    public void skipString16() {
        int length = readU16();
        Utf8.requireWellFormed(array, take(length), length);
    }

    /** Steps over a text that {@link #readString32} would read, and proves that it could. */
    public void skipString32() {
        int length = readInt();
        Utf8.requireWellFormed(array, take(length), length);
    }

    /** Steps over that many bytes and returns the index of the first. */
    public int skip(int length) {
        return take(length);
    }

    /**
     * The end is here.
     *
     * @throws ProtocolException if bytes are left over
     */
    public void requireEnd() {
        if (position != limit) {
            throw ProtocolException.protocolError(remaining() + " bytes more than expected");
        }
    }

    private int take(int length) {
        if (length < 0 || length > limit - position) {
            throw ProtocolException.protocolError(
                    "a length of " + Integer.toUnsignedLong(length) + " bytes where " + remaining() + " are left");
        }
        int start = position;
        position += length;
        return start;
    }
}
