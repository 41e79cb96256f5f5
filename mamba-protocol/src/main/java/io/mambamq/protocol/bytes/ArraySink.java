// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.bytes;

import java.util.Arrays;

/** Writes to a byte array that grows by doubling; {@link #clear} keeps the array for the next use. */
public final class ArraySink implements ByteSink {
    private byte[] array;
    private int position;

    public ArraySink(int initialBytes) {
        this.array = new byte[initialBytes];
    }

    /** The backing array, valid up to {@link #position}; replaced when the sink grows. */
    public byte[] array() {
        return array;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(array, position);
    }

    public void clear() {
        position = 0;
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public void putByte(int value) {
        reserve(1);
        array[position++] = (byte) value;
    }

    @Override
    public void putU16(int value) {
        reserve(Short.BYTES);
        LittleEndian.putU16(array, position, value);
        position += Short.BYTES;
    }

    @Override
    public void putInt(int value) {
        reserve(Integer.BYTES);
        LittleEndian.putInt(array, position, value);
        position += Integer.BYTES;
    }

    @Override
    public void putLong(long value) {
        reserve(Long.BYTES);
        LittleEndian.putLong(array, position, value);
        position += Long.BYTES;
    }

    @Override
    public void putBytes(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, array, position, length);
        position += length;
    }

    @Override
    public void patchInt(int patchPosition, int value) {
        if (patchPosition + Integer.BYTES > position) {
            throw new IllegalArgumentException("nothing was written at " + patchPosition + " yet");
        }
        LittleEndian.putInt(array, patchPosition, value);
    }

    @Override
    public void copyTo(int copyPosition, byte[] target, int offset, int length) {
        if (copyPosition + length > position) {
            throw new IllegalArgumentException("only " + position + " bytes were written yet");
        }
        System.arraycopy(array, copyPosition, target, offset, length);
    }

    private void reserve(int bytes) {
        int needed = Math.addExact(position, bytes);
        if (needed > array.length) {
            array = Arrays.copyOf(array, (int) Math.max(needed, Math.min(array.length * 2L, Integer.MAX_VALUE - 8)));
        }
    }
}
