// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.fake;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.Connected;
import io.mambamq.protocol.frame.ConsumerAttach;
import io.mambamq.protocol.frame.ConsumerDetach;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.FrameType;
import io.mambamq.protocol.frame.Preface;
import io.mambamq.protocol.frame.Resumption;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.SessionClose;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.protocol.message.BodyKind;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageEncoder;
import io.mambamq.protocol.message.MessageHeaders;
import io.mambamq.protocol.message.MessageId;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Speaks frames as a test tells it to, over TCP, with one client at a time. It answers the handshake and the opening and closing of
 * sessions and consumers by itself unless told to leave a type alone; every other frame waits in {@link #expect}.
 */
public final class FakeBroker implements AutoCloseable {
    private static final long WAIT_S = 10;
    private static final int FRAME_BYTES_MAX = 1 << 20;
    private static final long SEND_CREDIT_BYTES = 1 << 20;

    private final ServerSocket listener;
    private final BlockingQueue<Frame> received = new LinkedBlockingQueue<>();
    private final Set<FrameType> leftAlone = ConcurrentHashMap.newKeySet();

    private volatile Socket client;
    private volatile Connect lastConnect;
    private final BlockingQueue<Connect> connects = new LinkedBlockingQueue<>();
    private volatile Frame greeting = new Connected(7, 9, 0, FRAME_BYTES_MAX, 0, false, "fake");
    private volatile long sendCreditBytes = SEND_CREDIT_BYTES;
    private volatile int resumeTimeoutMs;
    /** Of whole frames behind the handshake, over all transports of a connection. */
    private final AtomicLong receivedBytes = new AtomicLong();

    private final AtomicLong sentBytes = new AtomicLong();

    public FakeBroker() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "fake-broker");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Of connections that are lost when the broker severs them. */
    public MambaConnectionFactory factory(String... options) {
        return reconnectingFactory(options).withoutReconnect();
    }

    /** Of connections that are made anew. */
    public MambaConnectionFactory reconnectingFactory(String... options) {
        return new MambaConnectionFactory("mamba://127.0.0.1:" + port() + '?' + String.join("&", options));
    }

    // ---- what it does by itself

    /** Answers the handshake with that frame. */
    public FakeBroker greetWith(Frame frame) {
        greeting = frame;
        return this;
    }

    /** The test answers these itself. */
    public FakeBroker leaveAlone(FrameType... types) {
        leftAlone.addAll(Set.of(types));
        return this;
    }

    /**
     * Grants so much time for a connection without a transport, and resumes it, unless its greeting says something else of that. What
     * has to be sent again is the test's matter.
     */
    public FakeBroker resumeWithin(int timeoutMs) {
        resumeTimeoutMs = timeoutMs;
        return this;
    }

    /** How many bytes of frames it has received on a connection that is resumed. */
    public long receivedBytes() {
        return receivedBytes.get();
    }

    /** How many bytes of frames it has sent on a connection that is resumed. */
    public long sentBytes() {
        return sentBytes.get();
    }

    /** The opposite. */
    public FakeBroker answer(FrameType... types) {
        leftAlone.removeAll(Set.of(types));
        return this;
    }

    public FakeBroker grantAtOpen(long bytes) {
        sendCreditBytes = bytes;
        return this;
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket accepted = listener.accept()) {
                client = accepted;
                serve(accepted);
            } catch (IOException e) {
                received.add(new Close(null, "the client has gone: " + e.getMessage()));
            }
        }
    }

    private void serve(Socket accepted) throws IOException {
        DataInputStream in = new DataInputStream(accepted.getInputStream());
        in.readFully(new byte[Preface.BYTES]);
        accepted.getOutputStream().write(Preface.bytes());
        while (true) {
            int length = Integer.reverseBytes(in.readInt());
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            Frame frame = FrameCodec.decode(bytes, 0, length);
            receivedBytes.addAndGet(frame instanceof Connect ? 0 : FrameCodec.LENGTH_BYTES + length);
            if (leftAlone.contains(frame.type()) || !answered(frame)) {
                received.add(frame);
            }
            if (frame instanceof Close) {
                throw new EOFException("goodbye");
            }
        }
    }

    private boolean answered(Frame frame) throws IOException {
        if (frame instanceof Connect connect) {
            lastConnect = connect;
            send(greetingTo(connect));
            connects.add(connect);
        } else if (frame instanceof SessionOpen open) {
            send(new Done(open.session(), open.request(), 0), new SendCredit(open.session(), sendCreditBytes));
        } else if (frame instanceof ConsumerAttach attach) {
            send(new Done(attach.session(), attach.request(), 0));
        } else if (frame instanceof ConsumerDetach detach) {
            send(new Done(detach.session(), detach.request(), 0));
        } else if (frame instanceof SessionClose close) {
            send(new Done(close.session(), close.request(), 0));
        } else {
            return false;
        }
        return true;
    }

    private Frame greetingTo(Connect connect) {
        if (!(greeting instanceof Connected connected)
                || !connected.resumption().equals(Resumption.NONE)) {
            return greeting;
        }
        if (!connect.resumption().resumes()) {
            receivedBytes.set(0);
            sentBytes.set(0);
        }
        boolean resumes = resumeTimeoutMs > 0 && connect.resumption().resumes();
        return new Connected(
                connected.brokerHigh(),
                connected.brokerLow(),
                connected.heartbeatMs(),
                connected.frameBytesMax(),
                connected.capabilities(),
                connected.known(),
                new Resumption(resumeTimeoutMs, resumes, resumes ? receivedBytes.get() : 0),
                connected.product());
    }

    // ---- what the test does

    /** Returns when one more client has introduced itself. */
    public Connect expectConnect() throws InterruptedException {
        Connect connect = connects.poll(WAIT_S, TimeUnit.SECONDS);
        if (connect == null) {
            throw new AssertionError("nobody connected within " + WAIT_S + " s");
        }
        return connect;
    }

    /** How the present client has introduced itself. */
    public Connect lastConnect() {
        return lastConnect;
    }

    public void send(Frame... frames) throws IOException {
        ArraySink sink = new ArraySink(1024);
        for (Frame frame : frames) {
            int before = sink.position();
            FrameCodec.encode(frame, sink);
            sentBytes.addAndGet(frame instanceof Connected ? 0 : sink.position() - before);
        }
        sendRaw(sink.toByteArray());
    }

    public void sendRaw(byte[] bytes) throws IOException {
        OutputStream out = client.getOutputStream();
        synchronized (this) {
            out.write(bytes);
        }
    }

    /** The next frame that was not answered, which has to be of that type. */
    public <F extends Frame> F expect(Class<F> type) throws InterruptedException {
        Frame frame = expectAny();
        if (!type.isInstance(frame)) {
            throw new AssertionError("expected " + type.getSimpleName() + ", got " + frame);
        }
        return type.cast(frame);
    }

    /** The next frame that was not answered. */
    public Frame expectAny() throws InterruptedException {
        Frame frame = received.poll(WAIT_S, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("nothing came within " + WAIT_S + " s");
        }
        return frame;
    }

    /** What has come and was neither answered nor expected. */
    public int unexpectedCount() {
        return received.size();
    }

    /** A text message on its way to a consumer. */
    public static Deliver deliver(int session, int consumer, long delivery, String text) {
        return new Deliver(session, consumer, delivery, 1, message(text));
    }

    public static EncodedMessage message(String text) {
        ArraySink sink = new ArraySink(256);
        MessageEncoder.encode(
                new MessageHeaders()
                        .destination(DestinationName.queue("orders"))
                        .messageId(new MessageId(1, 2, 3)),
                Map.of(),
                BodyKind.TEXT,
                body -> body.putBytes(text.getBytes(StandardCharsets.UTF_8)),
                sink);
        return EncodedMessage.of(sink.array(), 0, sink.position());
    }

    /** Cuts the connection without a word. */
    public void sever() throws IOException {
        client.close();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        Socket open = client;
        if (open != null) {
            open.close();
        }
    }
}
