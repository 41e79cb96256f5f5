// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.transport;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.LittleEndian;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.Preface;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Cuts a transport's bytes into frames, which it decodes where they stand: a message in one is valid until the next frame is
 * asked for. Confined to one thread at a time.
 */
public final class FrameReader {
    private static final int BUFFER_BYTES = 64 * 1024;
    /** A buffer that grew beyond this for one large message shrinks again afterwards. */
    private static final int KEPT_BYTES_MAX = 1024 * 1024;

    private final Transport transport;
    private int frameBytesMax;

    private byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private int frameBytes;

    public FrameReader(Transport transport, int frameBytesMax) {
        this.transport = transport;
        this.frameBytesMax = frameBytesMax;
    }

    /** From the next frame on, the longest that is taken. */
    public void frameBytesMax(int value) {
        frameBytesMax = value;
    }

    /**
     * Blocks for the peer's preface.
     *
     * @throws ProtocolException if the peer speaks something else
     */
    public void readPreface() throws IOException {
        while (limit - position < Preface.BYTES) {
            fill(Preface.BYTES);
        }
        Preface.require(Arrays.copyOfRange(buffer, position, position + Preface.BYTES));
        position += Preface.BYTES;
    }

    /**
     * Blocks for the next frame.
     *
     * @throws java.net.SocketTimeoutException after so much silence; call again
     * @throws EOFException when the peer has closed
     * @throws ProtocolException if the bytes are not a frame
     */
    public Frame next() throws IOException {
        while (true) {
            int wanted = FrameCodec.LENGTH_BYTES;
            if (limit - position >= FrameCodec.LENGTH_BYTES) {
                int length = LittleEndian.getInt(buffer, position);
                requireLength(length);
                wanted += length;
                if (limit - position >= wanted) {
                    int start = position + FrameCodec.LENGTH_BYTES;
                    position += wanted;
                    frameBytes = wanted;
                    return FrameCodec.decode(buffer, start, length);
                }
            }
            fill(wanted);
        }
    }

    /** How long the frame is that {@link #next} returned last, with its length field. */
    public int frameBytes() {
        return frameBytes;
    }

    private void requireLength(int length) {
        if (length < 0 || length > frameBytesMax) {
            throw new ProtocolException(
                    ErrorCode.RESOURCE_LIMIT,
                    "a frame of " + Integer.toUnsignedLong(length) + " bytes, at most " + frameBytesMax + " are taken");
        }
    }

    /** Makes room for that many bytes from the position on and reads some. */
    private void fill(int wanted) throws IOException {
        makeRoom(wanted);
        int count = transport.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            throw new EOFException("the broker closed the connection");
        }
        limit += count;
    }

    private void makeRoom(int wanted) {
        int rest = limit - position;
        if (rest == 0) {
            position = 0;
            limit = 0;
            if (buffer.length > KEPT_BYTES_MAX && wanted <= BUFFER_BYTES) {
                buffer = new byte[BUFFER_BYTES];
            }
        }
        if (position + wanted > buffer.length) {
            byte[] target = wanted > buffer.length ? new byte[wanted] : buffer;
            System.arraycopy(buffer, position, target, 0, rest);
            buffer = target;
            position = 0;
            limit = rest;
        }
    }
}
