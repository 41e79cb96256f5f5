// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.snapshot;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Numbers of varying length: seven bits a byte, the lowest first, the high bit of all bytes but the last is set. A signed
 * number is folded first, so that those near zero are short: 0, -1, 1, -2 become 0, 1, 2, 3.
 */
public final class Varint {
    /** Of the longest. */
    public static final int BYTES_MAX = 10;

    private static final int MORE = 0x80;
    private static final int LAST_SHIFT = 63;

    private Varint() {}

    /** Puts the number, taken as unsigned, at the offset and returns the offset behind it. */
    public static int put(byte[] array, int offset, long value) {
        int end = offset;
        long rest = value;
        while ((rest & -MORE) != 0) {
            array[end++] = (byte) (rest | MORE);
            rest >>>= 7;
        }
        array[end++] = (byte) rest;
        return end;
    }

    /** Puts a signed number at the offset and returns the offset behind it. */
    public static int putSigned(byte[] array, int offset, long value) {
        return put(array, offset, fold(value));
    }

    public static void put(ByteSink sink, long value) {
        long rest = value;
        while ((rest & -MORE) != 0) {
            sink.putByte((int) rest | MORE);
            rest >>>= 7;
        }
        sink.putByte((int) rest);
    }

    public static void putSigned(ByteSink sink, long value) {
        put(sink, fold(value));
    }

    /**
     * Reads an unsigned number.
     *
     * @throws ProtocolException if the bytes end early or the number has more than 64 bits
     */
    public static long read(ByteReader reader) {
        int first = reader.readByte();
        return first < MORE ? first : readRest(first & ~MORE, reader);
    }

    private static long readRest(long first, ByteReader reader) {
        long value = first;
        for (int shift = 7; shift < LAST_SHIFT; shift += 7) {
            int next = reader.readByte();
            value |= (long) (next & ~MORE) << shift;
            if (next < MORE) {
                return value;
            }
        }
        int last = reader.readByte();
        if (last > 1) {
            throw ProtocolException.protocolError("a number of more than 64 bits");
        }
        return value | (long) last << LAST_SHIFT;
    }

    /**
     * Reads a signed number.
     *
     * @throws ProtocolException if the bytes end early or the number has more than 64 bits
     */
    public static long readSigned(ByteReader reader) {
        long folded = read(reader);
        return folded >>> 1 ^ -(folded & 1);
    }

    /**
     * Reads a number that fits an int.
     *
     * @throws ProtocolException if the bytes end early or it is not 0 to 2^31 - 1
     */
    public static int readInt(ByteReader reader) {
        long value = read(reader);
        if (value != (int) value || value < 0) {
            throw ProtocolException.protocolError(
                    "a number of " + Long.toUnsignedString(value) + ", 2147483647 at most");
        }
        return (int) value;
    }

    private static long fold(long value) {
        return value << 1 ^ value >> 63;
    }
}
