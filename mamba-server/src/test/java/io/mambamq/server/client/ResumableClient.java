// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.client;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.LittleEndian;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.Connected;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.Preface;
import io.mambamq.protocol.frame.Resumption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A client whose connection outlives its transports: it keeps all that it said, counts what it heard, and can be cut at any
 * byte.
 */
public final class ResumableClient {
    private final Supplier<RecordingTransport> network;
    private final Runnable broker;
    private final ArraySink said = new ArraySink(1 << 10);
    private final List<Frame> heard = new ArrayList<>();
    private final ArraySink incoming = new ArraySink(1 << 10);
    private long receivedBytes;
    private RecordingTransport transport;

    public long secret = 4;
    public String user;
    public String clientId;
    public int heartbeatMs;

    /**
     * Nothing is said yet.
     *
     * @param network gives a new transport, accepted by the broker
     * @param broker lets it do what there is to do
     */
    public ResumableClient(Supplier<RecordingTransport> network, Runnable broker) {
        this.network = network;
        this.broker = broker;
    }

    // ---- transports

    public Connected connect(int resumeTimeoutMs) {
        return open(Resumption.within(resumeTimeoutMs));
    }

    /** With another transport; the older one, if there is, may look alive to the broker. */
    public Connected comeBack() {
        return comeBack(receivedBytes);
    }

    /** Saying that it has received so much. */
    public Connected comeBack(long received) {
        Connected connected = open(new Resumption(30_000, true, received));
        Resumption resumption = connected.resumption();
        if (resumption.resumes()) {
            int from = (int) resumption.receivedBytes();
            transport.says(Arrays.copyOfRange(said.array(), from, said.position()));
            broker.run();
            hear();
        }
        return connected;
    }

    private Connected open(Resumption resumption) {
        transport = network.get();
        transport.says(Preface.bytes());
        transport.says(connectFrame(resumption));
        broker.run();
        incoming.clear();
        incoming.putBytes(transport.heardBytes());
        take(Preface.BYTES);
        Connected connected = (Connected) nextFrame();
        takeFrames();
        return connected;
    }

    /** What it says first. */
    public Connect connectFrame(Resumption resumption) {
        return new Connect(1, 2, 3, secret, heartbeatMs, 1 << 20, 0, resumption, user, null, clientId, "test");
    }

    public RecordingTransport transport() {
        return transport;
    }

    /** The network fails, and the broker notices; a frame of which only a part has come is lost. */
    public void cut() {
        transport.isGone();
        incoming.clear();
    }

    // ---- frames

    public void says(Frame... frames) {
        int from = said.position();
        append(frames);
        transport.says(Arrays.copyOfRange(said.array(), from, said.position()));
    }

    /** Only so many bytes of it arrive, then the network fails. */
    public void saysUpTo(int bytes, Frame... frames) {
        int from = said.position();
        append(frames);
        transport.says(Arrays.copyOfRange(said.array(), from, from + bytes));
        cut();
    }

    /** While there is no transport, or into one that is lost without anybody knowing. */
    public void saysInVain(Frame... frames) {
        append(frames);
    }

    private void append(Frame... frames) {
        for (Frame frame : frames) {
            FrameCodec.encode(frame, said);
        }
    }

    /** All that was flushed arrives. */
    public void hear() {
        incoming.putBytes(transport.heardBytes());
        takeFrames();
    }

    /** Only the given part of what was flushed arrives, then the network fails. */
    public void hearUpTo(double part) {
        byte[] bytes = transport.heardBytes();
        incoming.putBytes(bytes, 0, (int) (part * bytes.length));
        takeFrames();
        cut();
    }

    /** The frames that arrived since the last time; those of the handshake are not among them. */
    public List<Frame> heard() {
        List<Frame> news = List.copyOf(heard);
        heard.clear();
        return news;
    }

    public long receivedBytes() {
        return receivedBytes;
    }

    public long saidBytes() {
        return said.position();
    }

    private void takeFrames() {
        while (incoming.position() >= FrameCodec.LENGTH_BYTES && incoming.position() >= nextFrameBytes()) {
            receivedBytes += nextFrameBytes();
            heard.add(nextFrame());
        }
    }

    private int nextFrameBytes() {
        return FrameCodec.LENGTH_BYTES + LittleEndian.getInt(incoming.array(), 0);
    }

    private Frame nextFrame() {
        byte[] frame = take(nextFrameBytes());
        return FrameCodec.decode(frame, FrameCodec.LENGTH_BYTES, frame.length - FrameCodec.LENGTH_BYTES);
    }

    private byte[] take(int count) {
        byte[] bytes = incoming.toByteArray();
        incoming.clear();
        incoming.putBytes(bytes, count, bytes.length - count);
        return Arrays.copyOf(bytes, count);
    }
}
