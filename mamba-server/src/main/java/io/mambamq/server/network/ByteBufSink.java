// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.network;

import io.mambamq.protocol.bytes.ByteSink;
import io.netty.buffer.ByteBuf;

/** Writes frames straight into the buffer that the socket sends. */
final class ByteBufSink implements ByteSink {
    private final ByteBuf buffer;

    ByteBufSink(ByteBuf buffer) {
        this.buffer = buffer;
    }

    ByteBuf buffer() {
        return buffer;
    }

    @Override
    public void putByte(int value) {
        buffer.writeByte(value);
    }

    @Override
    public void putU16(int value) {
        buffer.writeShortLE(value);
    }

    @Override
    public void putInt(int value) {
        buffer.writeIntLE(value);
    }

    @Override
    public void putLong(long value) {
        buffer.writeLongLE(value);
    }

    @Override
    public void putBytes(byte[] source, int offset, int length) {
        buffer.writeBytes(source, offset, length);
    }

    @Override
    public int position() {
        return buffer.writerIndex();
    }

    @Override
    public void patchInt(int position, int value) {
        buffer.setIntLE(position, value);
    }

    @Override
    public void copyTo(int position, byte[] target, int offset, int length) {
        buffer.getBytes(position, target, offset, length);
    }
}
