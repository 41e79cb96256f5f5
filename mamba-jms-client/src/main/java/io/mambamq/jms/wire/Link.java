// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.transport.FrameWriter;
import io.mambamq.jms.transport.Transport;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.SessionFrame;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One life of a connection: a transport and the thread that reads from it, from the handshake until it is closed or lost, which is for
 * good. Any thread may send.
 */
final class Link {
    /** How long a broker may take to say goodbye to a client whose id it has to free. */
    private static final long GOODBYE_TIMEOUT_MS = 2_000;

    private final Wire wire;
    private final int life;
    private final Transport transport;
    private final FrameWriter writer;
    private final Broker broker;
    private final Thread readerThread;

    /** Why this is of no more use; also after an orderly close. */
    private final AtomicReference<@Nullable ConnectionLostException> end = new AtomicReference<>();

    /** The {@code life}-th of a connection, counted from 1; {@link #start} follows. */
    Link(Wire wire, int life, Handshake.Opened opened) {
        this.wire = wire;
        this.life = life;
        this.transport = opened.transport();
        this.writer = opened.writer();
        this.broker = opened.broker();
        this.readerThread = new WireReader(this, opened.reader()).thread();
    }

    void start() {
        readerThread.start();
    }

    int life() {
        return life;
    }

    Broker broker() {
        return broker;
    }

    String peer() {
        return transport.peer();
    }

    int heartbeatMs() {
        return wire.config().heartbeatMs();
    }

    // ---- sending

    /** Adds a frame to what the next flush writes; once the link is over it goes nowhere. */
    void append(Frame frame) {
        if (!isOver()) {
            writer.append(frame);
        }
    }

    /** Writes what was appended; a failure ends the link, and whoever waits for an answer learns it from that. */
    void flush() {
        try {
            writer.flush();
        } catch (IOException e) {
            lose("it cannot be written to: " + e.getMessage(), e);
        }
    }

    // ---- on the reader thread

    void dispatch(SessionFrame frame) {
        wire.dispatch(frame);
    }

    // ---- the end

    boolean isOver() {
        return end.get() != null;
    }

    /** Tells the broker what is wrong with it and leaves. */
    void abort(ErrorCode code, String text, Throwable cause) {
        append(new Close(code, text));
        flush();
        fail("the broker broke the protocol: " + text, cause);
    }

    /** The network or the broker has failed; the connection may be made anew. The first reason counts. */
    void lose(String why, @Nullable Throwable cause) {
        ConnectionLostException reason = lost(why, cause);
        if (over(reason)) {
            wire.onLost(this, why, reason);
        }
    }

    /** One side is wrong about the other, and would be again: the connection is lost for good. The first reason counts. */
    void fail(String why, @Nullable Throwable cause) {
        ConnectionLostException reason = lost(why, cause);
        if (over(reason)) {
            wire.onFailed(this, why, reason);
        }
    }

    private ConnectionLostException lost(String why, @Nullable Throwable cause) {
        return new ConnectionLostException("the connection to " + peer() + " is lost: " + why, cause);
    }

    private boolean over(ConnectionLostException reason) {
        boolean first = end.compareAndSet(null, reason);
        if (first) {
            transport.close();
        }
        return first;
    }

    /** Says goodbye, and waits a little until the broker does if {@code named}, so that the next connection can have the client id. */
    void close(boolean named, ConnectionLostException reason) {
        append(new Close(null, ""));
        flush();
        if (end.compareAndSet(null, reason) && named) {
            awaitReader(GOODBYE_TIMEOUT_MS);
        }
        transport.close();
    }

    /** Returns when the reader takes nothing more; for a link that is over. */
    void awaitReader() {
        awaitReader(0);
    }

    private void awaitReader(long timeoutMs) {
        try {
            readerThread.join(timeoutMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
