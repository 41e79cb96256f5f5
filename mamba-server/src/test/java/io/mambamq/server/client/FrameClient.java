// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.client;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.LittleEndian;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.Connected;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.Preface;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.Arrays;
import java.util.UUID;

/** Speaks the native protocol frame by frame, over a socket or a pipe; says exactly what a test wants said. */
public final class FrameClient implements AutoCloseable {
    private static final int READ_TIMEOUT_MS = 20_000;

    private interface Bytes extends AutoCloseable {
        void write(byte[] bytes, int length) throws IOException;

        /** At least one byte; -1 at the end. */
        int read(byte[] target, int offset) throws IOException;

        @Override
        void close() throws IOException;
    }

    private final Bytes bytes;
    private final ArraySink sink = new ArraySink(4096);
    private byte[] input = new byte[64 << 10];
    private int inputStart;
    private int inputEnd;
    private long frameBytes;

    private FrameClient(Bytes bytes) {
        this.bytes = bytes;
    }

    /** A socket on which nothing was said yet. */
    public static FrameClient open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_TIMEOUT_MS);
        return new FrameClient(new SocketBytes(socket));
    }

    /** A pipe on which nothing was said yet. */
    public static FrameClient open(ByteChannel channel) {
        return new FrameClient(new ChannelBytes(channel));
    }

    public static FrameClient connected(int port) throws IOException {
        FrameClient client = open(port);
        client.connect();
        return client;
    }

    public static FrameClient connected(ByteChannel channel) throws IOException {
        FrameClient client = open(channel);
        client.connect();
        return client;
    }

    public Connected connect() throws IOException {
        return connect(0);
    }

    public Connected connect(int heartbeatMs) throws IOException {
        preface();
        send(connectFrame(heartbeatMs));
        return expect(Connected.class);
    }

    public static Connect connectFrame(int heartbeatMs) {
        UUID id = UUID.randomUUID();
        return new Connect(
                id.getMostSignificantBits(),
                id.getLeastSignificantBits(),
                0,
                0,
                heartbeatMs,
                1 << 24,
                0,
                null,
                null,
                null,
                "test");
    }

    /** Exchanges prefaces. */
    public void preface() throws IOException {
        write(Preface.bytes());
        Preface.require(readBytes(Preface.BYTES));
    }

    public void write(byte[] raw) throws IOException {
        bytes.write(raw, raw.length);
    }

    /** All frames in one write. */
    public void send(Frame... frames) throws IOException {
        sink.clear();
        for (Frame frame : frames) {
            FrameCodec.encode(frame, sink);
        }
        bytes.write(sink.array(), sink.position());
    }

    /**
     * Waits for the next frame.
     *
     * @throws EOFException if the server closed
     */
    public Frame read() throws IOException {
        fill(FrameCodec.LENGTH_BYTES);
        int length = LittleEndian.getInt(input, inputStart);
        fill(FrameCodec.LENGTH_BYTES + length);
        // A copy, so that a message in it stays.
        byte[] frame = Arrays.copyOfRange(
                input, inputStart + FrameCodec.LENGTH_BYTES, inputStart + FrameCodec.LENGTH_BYTES + length);
        inputStart += FrameCodec.LENGTH_BYTES + length;
        frameBytes += FrameCodec.LENGTH_BYTES + length;
        return FrameCodec.decode(frame, 0, length);
    }

    /** How long the frames were that were read so far. */
    public long frameBytes() {
        return frameBytes;
    }

    /** Waits for the next frame, which must be one of these. */
    public <F extends Frame> F expect(Class<F> type) throws IOException {
        Frame frame = read();
        if (!type.isInstance(frame)) {
            throw new AssertionError("expected " + type.getSimpleName() + ", got " + frame);
        }
        return type.cast(frame);
    }

    /** Waits for the end of the stream; fails on anything else. */
    public void expectEnd() throws IOException {
        try {
            Frame frame = read();
            throw new AssertionError("expected the end, got " + frame);
        } catch (EOFException expected) {
            // As it should be.
        }
    }

    public byte[] readBytes(int count) throws IOException {
        fill(count);
        byte[] result = Arrays.copyOfRange(input, inputStart, inputStart + count);
        inputStart += count;
        return result;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private void fill(int count) throws IOException {
        if (inputEnd - inputStart >= count) {
            return;
        }
        if (count > input.length - inputStart) {
            byte[] target = count > input.length ? new byte[count] : input;
            System.arraycopy(input, inputStart, target, 0, inputEnd - inputStart);
            input = target;
            inputEnd -= inputStart;
            inputStart = 0;
        }
        while (inputEnd - inputStart < count) {
            int read = bytes.read(input, inputEnd);
            if (read < 0) {
                throw new EOFException("the server closed the connection");
            }
            inputEnd += read;
        }
    }

    private record SocketBytes(Socket socket, InputStream in, OutputStream out) implements Bytes {
        SocketBytes(Socket socket) throws IOException {
            this(socket, socket.getInputStream(), socket.getOutputStream());
        }

        @Override
        public void write(byte[] bytes, int length) throws IOException {
            out.write(bytes, 0, length);
        }

        @Override
        public int read(byte[] target, int offset) throws IOException {
            return in.read(target, offset, target.length - offset);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private record ChannelBytes(ByteChannel channel) implements Bytes {
        @Override
        public void write(byte[] bytes, int length) throws IOException {
            channel.write(ByteBuffer.wrap(bytes, 0, length));
        }

        @Override
        public int read(byte[] target, int offset) throws IOException {
            return channel.read(ByteBuffer.wrap(target, offset, target.length - offset));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
