// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.client;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.bytes.LittleEndian;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.Preface;
import io.mambamq.server.connection.Connection;
import io.mambamq.server.connection.Transport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A client's end without a network: keeps what it was sent, and says what a test wants said. */
public final class RecordingTransport implements Transport {
    private final ArraySink unflushed = new ArraySink(256);
    private final ArraySink flushed = new ArraySink(256);
    private int heardBytes;
    private boolean prefaceHeard;
    private Connection connection;

    /** How often something was flushed. */
    public int flushes;

    public boolean writable = true;
    public boolean reading = true;
    public boolean outputClosed;
    public boolean closed;
    public boolean withinJvm;

    // ---- the client's side

    /** Sends a preface and a Connect frame, and forgets the answers. */
    public void connect() {
        says(Preface.bytes());
        says(FrameClient.connectFrame(0));
    }

    public void says(byte[] bytes) {
        if (!closed) {
            connection.onBytes(ByteBuffer.wrap(bytes));
        }
    }

    /** The frames arrive together. */
    public void says(Frame... frames) {
        ArraySink sink = new ArraySink(256);
        for (Frame frame : frames) {
            FrameCodec.encode(frame, sink);
        }
        says(sink.toByteArray());
    }

    /** The client's end is gone. */
    public void isGone() {
        if (!closed) {
            connection.onTransportClosed();
        }
    }

    /** The frames that arrived since the last time. */
    public List<Frame> heard() {
        List<Frame> frames = new ArrayList<>();
        byte[] bytes = flushed.toByteArray();
        if (!prefaceHeard && bytes.length >= Preface.BYTES) {
            prefaceHeard = true;
            heardBytes = Preface.BYTES;
        }
        while (heardBytes < bytes.length) {
            int length = LittleEndian.getInt(bytes, heardBytes);
            frames.add(FrameCodec.decode(bytes, heardBytes + FrameCodec.LENGTH_BYTES, length));
            heardBytes += FrameCodec.LENGTH_BYTES + length;
        }
        return frames;
    }

    /** The bytes that arrived since the last time, preface included; for who does not ask for {@link #heard}. */
    public byte[] heardBytes() {
        byte[] bytes = flushed.toByteArray();
        byte[] news = Arrays.copyOfRange(bytes, heardBytes, bytes.length);
        heardBytes = bytes.length;
        return news;
    }

    // ---- the broker's side

    @Override
    public void carry(Connection value) {
        connection = value;
    }

    @Override
    public ByteSink sink() {
        return unflushed;
    }

    @Override
    public void flush() {
        flushes++;
        flushed.putBytes(unflushed.toByteArray());
        unflushed.clear();
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void setReading(boolean value) {
        reading = value;
    }

    @Override
    public void closeOutput() {
        outputClosed = true;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public boolean isWithinJvm() {
        return withinJvm;
    }

    @Override
    public String peer() {
        return "test";
    }
}
