// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.ClientConfig;
import io.mambamq.jms.ClientLog;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.jms.transport.Dialer;
import io.mambamq.jms.transport.FrameWriter;
import io.mambamq.jms.transport.Transport;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SessionFrame;
import io.mambamq.protocol.message.MessageId;
import io.mambamq.protocol.transaction.TransactionId;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a broker, open from its making until it is closed or lost, which is for good. Any thread may send; one reader
 * thread takes what comes.
 */
public final class Wire {
    /** What a {@link Send} adds to the message: the frame's header, sequence, transaction and flag. */
    private static final int SEND_OVERHEAD_BYTES = FrameCodec.HEADER_BYTES + 13;

    /** How long a broker may take to say goodbye to a client whose id it has to free. */
    private static final long GOODBYE_TIMEOUT_MS = 2_000;

    private final ClientConfig config;
    private final UUID clientUuid;
    private final Transport transport;
    private final FrameWriter writer;
    private final Broker broker;
    private final WireListener listener;
    private final boolean named;

    private final Thread readerThread;

    private final Map<Integer, WireSession> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger sessionNumbers = new AtomicInteger();
    private final AtomicLong messageNumbers = new AtomicLong();
    private final AtomicLong transactionNumbers = new AtomicLong();
    private final AtomicLong temporaryNumbers = new AtomicLong();

    /** Why this is of no more use; also after an orderly close. */
    private final AtomicReference<@Nullable ConnectionLostException> end = new AtomicReference<>();

    private Wire(ClientConfig config, UUID clientUuid, Handshake.Opened opened, WireListener listener, boolean named) {
        this.config = config;
        this.clientUuid = clientUuid;
        this.transport = opened.transport();
        this.writer = opened.writer();
        this.broker = opened.broker();
        this.listener = listener;
        this.named = named;
        this.readerThread = new WireReader(this, opened.reader()).thread();
    }

    /**
     * Connects to the first place that answers.
     *
     * @throws RefusedException if the broker would not have this client
     */
    public static Wire open(Dialer dialer, ClientConfig config, Credentials credentials, WireListener listener)
            throws CallException {
        UUID clientUuid = UUID.randomUUID();
        Handshake.Opened opened = new Handshake(config, credentials, clientUuid).with(dialer);
        Wire wire = new Wire(config, clientUuid, opened, listener, credentials.clientId() != null);
        ClientLog.LOG.connected(opened.broker().id().toString(), opened.broker().product(), wire.peer());
        wire.readerThread.start();
        return wire;
    }

    public ClientConfig config() {
        return config;
    }

    public String peer() {
        return transport.peer();
    }

    /** The same for every connection to the same broker's data. */
    public UUID brokerId() {
        return broker.id();
    }

    public int messageBytesMax() {
        return broker.frameBytesMax() - SEND_OVERHEAD_BYTES;
    }

    /** From how many bytes on, about, a body is not sent within its message, which has to have room for other things too. */
    public int largeBodyBytesMin() {
        return Math.min(config.largeMessageBytes(), messageBytesMax() / 2);
    }

    /** A deadline for a request that begins now. */
    public Deadline callDeadline() {
        return Deadline.in(config.callTimeoutMs());
    }

    public MessageId nextMessageId() {
        return new MessageId(
                clientUuid.getMostSignificantBits(),
                clientUuid.getLeastSignificantBits(),
                messageNumbers.incrementAndGet());
    }

    /** A name that no destination of any broker ever had. */
    public String nextTemporaryName() {
        return clientUuid + "-" + temporaryNumbers.incrementAndGet();
    }

    public TransactionId nextTransactionId() {
        return new TransactionId.Local(
                clientUuid.getMostSignificantBits(),
                clientUuid.getLeastSignificantBits(),
                transactionNumbers.incrementAndGet());
    }

    // ---- sending

    /** Adds a frame to what the next flush writes. */
    void append(Frame frame) {
        writer.append(frame);
    }

    /** Writes what was appended; a failure ends the connection, and whoever waits for an answer learns it from that. */
    void flush() {
        try {
            writer.flush();
        } catch (IOException e) {
            lose("it cannot be written to: " + e.getMessage(), e);
        }
    }

    void unconfirmedRefusal(RefusedException refusal) {
        ClientLog.LOG.unconfirmedSendRefused(refusal.code() + " " + refusal.getMessage());
        listener.onUnconfirmedRefusal(refusal);
    }

    void requireOpen() throws ConnectionLostException {
        ConnectionLostException reason = end.get();
        if (reason != null) {
            throw reason;
        }
    }

    // ---- sessions

    int nextSessionNumber() {
        return sessionNumbers.incrementAndGet();
    }

    void register(WireSession session) throws ConnectionLostException {
        sessions.put(session.number(), session);
        ConnectionLostException reason = end.get();
        if (reason != null) {
            sessions.remove(session.number());
            throw reason;
        }
    }

    void unregister(WireSession session) {
        sessions.remove(session.number());
    }

    /** On the reader thread. A frame of a session that was closed meanwhile concerns nobody. */
    void dispatch(SessionFrame frame) {
        WireSession session = sessions.get(frame.session());
        if (session != null) {
            session.onFrame(frame);
        }
    }

    // ---- the end

    /**
     * Orderly; the sessions have been closed before. With a client id it waits a little for the broker's goodbye, so that
     * the next connection can have the id (JMS 3.1 §6.1.2). Idempotent.
     */
    public void close() {
        ConnectionLostException reason = new ConnectionLostException("the connection is closed", null);
        if (end.compareAndSet(null, reason)) {
            writer.append(new Close(null, ""));
            flush();
            if (named) {
                awaitGoodbye();
            }
            release(reason);
        }
    }

    private void awaitGoodbye() {
        try {
            readerThread.join(GOODBYE_TIMEOUT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the broker what is wrong with it and leaves. */
    void abort(ErrorCode code, String text, Throwable cause) {
        writer.append(new Close(code, text));
        flush();
        lose("the broker broke the protocol: " + text, cause);
    }

    /** The first reason counts. */
    void lose(String why, @Nullable Throwable cause) {
        ConnectionLostException reason =
                new ConnectionLostException("the connection to " + peer() + " is lost: " + why, cause);
        if (end.compareAndSet(null, reason)) {
            ClientLog.LOG.connectionLost(peer(), why);
            release(reason);
            listener.onLost(reason);
        }
    }

    private void release(ConnectionLostException reason) {
        transport.close();
        sessions.values().forEach(session -> session.onLost(reason));
        sessions.clear();
    }
}
