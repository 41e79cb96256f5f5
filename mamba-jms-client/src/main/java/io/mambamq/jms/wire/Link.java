// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.transport.FrameReader;
import io.mambamq.jms.transport.FrameWriter;
import io.mambamq.jms.transport.Transport;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.Received;
import io.mambamq.protocol.frame.SessionFrame;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One life of a connection: a transport and the thread that reads from it, from the handshake until it is over, which is for good. If
 * the broker keeps the connection without a transport for a while, another may take the place of one that is lost. Any thread may send.
 *
 * <pre>
 *   attached --- transport lost, broker waits ---> detached --- resumed ---> attached
 *       |                                             |
 *       +---- closed, failed, lost -------------------+---- closed, given up ---> over
 * </pre>
 */
final class Link {
    /** How long a broker may take to say goodbye to a client whose id it has to free. */
    private static final long GOODBYE_TIMEOUT_MS = 2_000;

    private final Wire wire;
    private final int life;
    private final FrameWriter writer;
    private final Broker broker;
    /** Null if the link ends with its transport. */
    private final @Nullable Continuity continuity;

    /** Null while detached. */
    private final AtomicReference<@Nullable Transport> attached = new AtomicReference<>();
    /** The last one, and its reader. Written by the thread that makes them, when there is no other reader. */
    private volatile Transport transport;

    private volatile Thread readerThread;
    /** Whether its sessions are open. Until then it is over when its transport is. */
    private volatile boolean settled;

    /** Why this is of no more use; also after an orderly close. */
    private final AtomicReference<@Nullable ConnectionLostException> end = new AtomicReference<>();

    /** The {@code life}-th of a connection, counted from 1; {@link #start} follows. */
    Link(Wire wire, int life, Handshake.Opened opened) {
        this.wire = wire;
        this.life = life;
        this.transport = opened.transport();
        this.attached.set(transport);
        this.broker = opened.broker();
        this.continuity = Continuity.of(opened, this);
        this.writer = continuity == null ? opened.writer() : new FrameWriter(continuity.output());
        this.readerThread = readerThread(opened.reader(), transport);
    }

    private Thread readerThread(FrameReader reader, Transport source) {
        return new WireReader(this, reader, source).thread();
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
            onUnwritable(transport, e);
        }
    }

    void onUnwritable(Transport lost, IOException cause) {
        onTransportLost(lost, "it cannot be written to: " + cause.getMessage(), cause);
    }

    // ---- on the reader thread

    void dispatch(SessionFrame frame) {
        wire.dispatch(frame);
    }

    /** A frame has come. That it has is said with what is written next: this thread writes nothing that might block it. */
    void onArrived(int frameBytes) {
        if (continuity != null && continuity.arrived(frameBytes)) {
            append(continuity.receipt());
        }
    }

    /** The connection is quiet. */
    void say(Frame signOfLife) {
        if (continuity != null && continuity.hasNews()) {
            append(continuity.receipt());
        }
        append(signOfLife);
        flush();
    }

    void onReceived(Received frame) {
        if (continuity == null) {
            throw ProtocolException.protocolError("a frame RECEIVED on a connection that is not resumed");
        }
        continuity.output().acknowledge(frame.bytes());
    }

    // ---- detached and resumed

    /** Its sessions are open: from now on a lost transport is replaced, if the broker waits. */
    void settle() {
        settled = true;
    }

    private boolean isResumable() {
        return continuity != null && settled && !wire.isClosing();
    }

    /** The connection is being closed: it does not wait for a transport any more. */
    void beginClose() {
        if (isDetached()) {
            lose("it is closed while it has no transport", null);
        }
    }

    boolean isDetached() {
        return attached.get() == null && !isOver();
    }

    /** How long the broker keeps it, and what has come over it; of one that is or was detached. */
    Continuity continuity() {
        if (continuity == null) {
            throw new IllegalStateException("it ends with its transport");
        }
        return continuity;
    }

    /** A transport failed, or is silent. Told as often as it is seen, of each, by any thread. */
    void onTransportLost(Transport lost, String why, @Nullable Throwable cause) {
        if (attached.get() != lost) {
            return;
        }
        if (!isResumable()) {
            lose(why, cause);
        } else if (attached.compareAndSet(lost, null)) {
            continuity().output().detach(lost);
            lost.close();
            wire.onDetached(this, why);
            if (wire.isClosing()) {
                // Which began when the link was not detached yet.
                lose(why, cause);
            }
        }
    }

    /** By the thread that has found the next transport, when the reader of the one before has ended. */
    void resume(Handshake.Opened opened) {
        if (!isPrepared(opened)) {
            return;
        }
        attach(opened);
        // Before anything is written: a broker that is not listened to does not listen.
        start();
        try {
            continuity().output().resume(opened.transport(), opened.resumption().receivedBytes());
        } catch (IOException e) {
            onUnwritable(opened.transport(), e);
        }
    }

    private boolean isPrepared(Handshake.Opened opened) {
        try {
            boolean prepared =
                    continuity().output().resumeFrom(opened.resumption().receivedBytes());
            if (!prepared) {
                opened.leave(null, "");
                lose("the broker has not received all of what is not retained any more", null);
            }
            return prepared;
        } catch (ProtocolException e) {
            opened.leave(e.code(), String.valueOf(e.getMessage()));
            fail("the broker broke the protocol: " + e.getMessage(), e);
            return false;
        }
    }

    private void attach(Handshake.Opened opened) {
        Transport next = opened.transport();
        readerThread = readerThread(opened.reader(), next);
        transport = next;
        attached.set(next);
        if (isOver()) {
            // Whoever ended it has closed the one before.
            next.close();
        }
    }

    // ---- the end

    boolean isOver() {
        return end.get() != null;
    }

    /** Why it is over, for messages. */
    String reason() {
        ConnectionLostException reason = end.get();
        return reason == null ? "the connection to " + peer() + " has failed" : String.valueOf(reason.getMessage());
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

    /** Returns when the reader takes nothing more; for a link that is detached or over. */
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
