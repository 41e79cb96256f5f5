// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.log;

import io.mambamq.protocol.bytes.ByteSink;
import java.nio.ByteBuffer;

/** Writes a command to where the journal wants the record's body. */
final class BufferSink implements ByteSink {
    private final ByteBuffer buffer;
    private final int start;

    /** @param buffer little endian, standing at the first byte */
    BufferSink(ByteBuffer buffer) {
        this.buffer = buffer;
        this.start = buffer.position();
    }

    @Override
    public void putByte(int value) {
        buffer.put((byte) value);
    }

    @Override
    public void putU16(int value) {
        buffer.putShort((short) value);
    }

    @Override
    public void putInt(int value) {
        buffer.putInt(value);
    }

    @Override
    public void putLong(long value) {
        buffer.putLong(value);
    }

    @Override
    public void putBytes(byte[] source, int offset, int length) {
        buffer.put(source, offset, length);
    }

    @Override
    public int position() {
        return buffer.position() - start;
    }

    @Override
    public void patchInt(int position, int value) {
        buffer.putInt(start + position, value);
    }

    @Override
    public void copyTo(int position, byte[] target, int offset, int length) {
        buffer.get(start + position, target, offset, length);
    }
}
