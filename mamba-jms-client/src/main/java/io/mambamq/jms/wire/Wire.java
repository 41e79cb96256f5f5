// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.ClientConfig;
import io.mambamq.jms.ClientLog;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.jms.transport.Dialer;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SessionFrame;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a broker, through all of its lives. Any thread may send.
 *
 * <pre>
 *   connected --- its link is lost ---> cut --- Reconnection has a new link ---> connected
 *       |                                |
 *       +------- closed, or lost --------+---- closed, given up, refused ------> ended, for good
 * </pre>
 *
 * A link that is only detached, which the {@link Reconnection} sees to as well, counts as connected: who waits for an answer goes on
 * waiting.
 */
public final class Wire {
    /** What a {@link Send} adds to the message: the frame's header, sequence, transaction and flag. */
    private static final int SEND_OVERHEAD_BYTES = FrameCodec.HEADER_BYTES + 13;

    private final ClientConfig config;
    private final ClientIdentity identity;
    private final UniqueNames names;
    private final Dialer dialer;
    private final Credentials credentials;
    private final WireListener listener;
    private final UUID brokerId;

    private final Map<Integer, WireSession> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger sessionNumbers = new AtomicInteger();

    /** Guards the transitions above. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    // written with lock
    /** The present link; while the connection is cut, and once it has ended, the last one. */
    private volatile Link link;
    /** Why this is of no more use; also after an orderly close. */
    private volatile @Nullable ConnectionLostException end;

    private volatile boolean connected = true;
    private volatile boolean closing;
    // guarded by lock
    private boolean reconnecting;

    private Wire(
            ClientConfig config,
            ClientIdentity identity,
            Dialer dialer,
            Credentials credentials,
            WireListener listener,
            Handshake.Opened opened) {
        this.config = config;
        this.identity = identity;
        this.names = new UniqueNames(identity.uuid());
        this.dialer = dialer;
        this.credentials = credentials;
        this.listener = listener;
        this.brokerId = opened.broker().id();
        this.link = new Link(this, 1, opened);
    }

    /**
     * Connects to the first place that answers.
     *
     * @throws RefusedException if the broker would not have this client
     */
    public static Wire open(Dialer dialer, ClientConfig config, Credentials credentials, WireListener listener)
            throws CallException {
        ClientIdentity identity = ClientIdentity.random(config.reconnect().returns());
        Handshake.Opened opened = new Handshake(config, credentials, identity, null).with(dialer);
        Wire wire = new Wire(config, identity, dialer, credentials, listener, opened);
        ClientLog.LOG.connected(wire.brokerId.toString(), opened.broker().product(), wire.peer());
        wire.link.settle();
        wire.link.start();
        return wire;
    }

    public ClientConfig config() {
        return config;
    }

    /** Where it leads to, or led to last. */
    public String peer() {
        return link.peer();
    }

    /** The same for every connection to the same broker's data. */
    public UUID brokerId() {
        return brokerId;
    }

    public int messageBytesMax() {
        return link.broker().frameBytesMax() - SEND_OVERHEAD_BYTES;
    }

    /** From how many bytes on, about, a body is not sent within its message, which has to have room for other things too. */
    public int largeBodyBytesMin() {
        return Math.min(config.largeMessageBytes(), messageBytesMax() / 2);
    }

    /** A deadline for a request that begins now. */
    public Deadline callDeadline() {
        return Deadline.in(config.callTimeoutMs());
    }

    /** For what this client makes. */
    public UniqueNames names() {
        return names;
    }

    void unconfirmedRefusal(RefusedException refusal) {
        ClientLog.LOG.unconfirmedSendRefused(refusal.code() + " " + refusal.getMessage());
        listener.onUnconfirmedRefusal(refusal);
    }

    /** For what does not wait until a connection that is cut is made anew. */
    public void requireConnected() throws CallException {
        requireOpen();
        if (!connected) {
            throw new CutException(
                    "the connection to " + peer() + " was lost and is being made anew; nothing was asked");
        }
    }

    /** A connection that is cut counts as open. */
    void requireOpen() throws ConnectionLostException {
        ConnectionLostException reason = end;
        if (reason != null) {
            throw reason;
        }
    }

    // ---- sessions

    int nextSessionNumber() {
        return sessionNumbers.incrementAndGet();
    }

    /** The link to open it on; null while the connection is cut, and {@link Reconnection} will open it. */
    @Nullable
    Link register(WireSession session) throws ConnectionLostException {
        lock.lock();
        try {
            requireOpen();
            sessions.put(session.number(), session);
            return connected ? link : null;
        } finally {
            lock.unlock();
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

    // ---- cut and connected again

    /** A link is over, by any thread; told once of each. */
    void onLost(Link lost, String why, ConnectionLostException reason) {
        if (!config.reconnect().enabled()) {
            onFailed(lost, why, reason);
        } else if (isCut(lost)) {
            cut(lost, why);
        }
    }

    /** The same, and another would end in the same way. */
    void onFailed(Link lost, String why, ConnectionLostException reason) {
        if (isCut(lost)) {
            ClientLog.LOG.connectionLost(peer(), why);
            fail(reason);
        }
    }

    private boolean isCut(Link lost) {
        lock.lock();
        try {
            if (!isCurrent(lost)) {
                return false;
            }
            connected = false;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void cut(Link lost, String why) {
        ClientLog.LOG.connectionCut(peer(), why);
        sessions.values().forEach(session -> session.onCut(lost));
        repair(lost);
    }

    /** The transport of a link is lost, by any thread; the broker keeps the rest for a while. */
    void onDetached(Link detached, String why) {
        if (isCurrent(detached)) {
            ClientLog.LOG.detached(peer(), why);
            repair(detached);
        }
    }

    private boolean isCurrent(Link any) {
        lock.lock();
        try {
            return any == link && connected && end == null;
        } finally {
            lock.unlock();
        }
    }

    private void repair(Link broken) {
        lock.lock();
        try {
            if (broken == link && !reconnecting && end == null) {
                reconnecting = true;
                new Reconnection(this, broken).thread().start();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * By {@link Reconnection}: one attempt.
     *
     * @throws ConnectionLostException if no place answers
     * @throws RefusedException if the broker would not have this client
     */
    Handshake.Opened dial() throws CallException {
        return new Handshake(config, credentials, identity, brokerId).with(dialer);
    }

    /** The same to go on with a link that is detached. The broker may have made a new connection instead. */
    Handshake.Opened dialToResume(Link detached, Attempts attempts) throws CallException {
        return new Handshake(config, credentials, identity, brokerId)
                .resuming(detached.continuity().receivedBytes(), attempts.timeoutMs(config.connectTimeoutMs()))
                .with(dialer);
    }

    /** By {@link Reconnection}: from now on this is the link. Null if the connection has ended meanwhile. */
    @Nullable
    Link connected(Handshake.Opened opened) {
        Link next = new Link(this, link.life() + 1, opened);
        if (!isTaken(next)) {
            opened.leave(null, "");
            return null;
        }
        next.start();
        return next;
    }

    private boolean isTaken(Link next) {
        lock.lock();
        try {
            if (end == null) {
                link = next;
                connected = true;
            }
            return end == null;
        } finally {
            lock.unlock();
        }
    }

    /** Those to open on the present link, in the order of their opening. */
    List<WireSession> sessions() {
        return sessions.values().stream()
                .sorted(Comparator.comparingInt(WireSession::number))
                .toList();
    }

    /** By {@link Reconnection}, whose work is done unless this is false: the link that it repaired is broken already. */
    boolean isSteady() {
        lock.lock();
        try {
            reconnecting = end == null && (!connected || link.isDetached());
            return !reconnecting;
        } finally {
            lock.unlock();
        }
    }

    /** Waits; returns early once something is different, which takes a cut or the end of the connection. */
    void awaitWhile(BooleanSupplier unchanged, long delayMs) {
        Deadline deadline = Deadline.in(delayMs);
        lock.lock();
        try {
            while (unchanged.getAsBoolean() && deadline.remainingNanos() > 0) {
                changed.awaitNanos(deadline.remainingNanos());
            }
        } catch (InterruptedException e) {
            ClientLog.LOG.debugf("connecting again goes on after an interrupt");
        } finally {
            lock.unlock();
        }
    }

    boolean hasEnded() {
        return end != null;
    }

    // ---- the end

    /** Before the sessions are closed: nothing waits any more for a transport that is lost. */
    public void beginClose() {
        closing = true;
        link.beginClose();
    }

    boolean isClosing() {
        return closing;
    }

    /**
     * Orderly; the sessions have been closed before. With a client id it waits a little for the broker's goodbye, so that
     * the next connection can have the id (JMS 3.1 §6.1.2). Idempotent.
     */
    public void close() {
        ConnectionLostException reason = new ConnectionLostException("the connection is closed", null);
        if (end(reason)) {
            // Nobody puts another in its place any more.
            link.close(credentials.clientId() != null, reason);
            loseSessions(reason);
        }
    }

    /** It is lost for good. */
    void fail(ConnectionLostException reason) {
        if (end(reason)) {
            loseSessions(reason);
            listener.onLost(reason);
        }
    }

    /** The first reason counts. */
    private boolean end(ConnectionLostException reason) {
        lock.lock();
        try {
            if (end != null) {
                return false;
            }
            end = reason;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void loseSessions(ConnectionLostException reason) {
        sessions.values().forEach(session -> session.onLost(reason));
        sessions.clear();
    }
}
