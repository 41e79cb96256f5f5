// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.connection;

import io.mambamq.jms.ClientConfig;
import io.mambamq.jms.MambaDestination;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.jms.message.ObjectDecoder;
import io.mambamq.jms.session.SessionCore;
import io.mambamq.jms.session.SessionMode;
import io.mambamq.jms.session.SessionOwner;
import io.mambamq.jms.wire.Credentials;
import io.mambamq.jms.wire.Wire;
import io.mambamq.jms.wire.WireListener;
import io.mambamq.jms.xa.BranchCalls;
import io.mambamq.protocol.message.ClientId;
import io.mambamq.protocol.message.DestinationKind;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A connection, whichever API it is used through: fresh (its client id may be set), in use, closed. It starts stopped
 * (JMS 3.1 §6.1.4).
 */
public final class ConnectionCore implements WireListener, SessionOwner {
    private final ConnectionMaker maker;
    private final ObjectDecoder objectDecoder;
    private final ExceptionReporter reporter = new ExceptionReporter();
    private final List<SessionCore> sessions = new CopyOnWriteArrayList<>();

    /** Guards the transitions below; never held while waiting for a listener or closing sessions. */
    private final ReentrantLock lock = new ReentrantLock();
    /** Held by whoever closes; another waits for it. Taken before {@link #lock}. */
    private final ReentrantLock closing = new ReentrantLock();
    // guarded by lock
    private Credentials credentials;
    private Wire wire;
    private @Nullable BranchCalls branchCalls;
    private @Nullable TemporaryDestinations temporaries;
    private boolean inUse;
    private boolean started;
    private boolean closed;

    ConnectionCore(ConnectionMaker maker, Credentials credentials) throws JMSException {
        this.maker = maker;
        this.credentials = credentials;
        this.objectDecoder =
                new ObjectDecoder(maker.config().deserializationFilter(), ConnectionCore.class.getClassLoader());
        this.wire = maker.open(credentials, this);
    }

    public ClientConfig config() {
        return maker.config();
    }

    public void requireOpen() throws IllegalStateException {
        if (isClosed()) {
            throw new IllegalStateException("the connection is closed");
        }
    }

    // ---- client id

    @Override
    public @Nullable String clientId() throws JMSException {
        requireOpen();
        lock.lock();
        try {
            return credentials.clientId();
        } finally {
            lock.unlock();
        }
    }

    /**
     * JMS 3.1 §6.1.2. The broker learns a client id when a client connects, so this connects anew.
     *
     * @throws IllegalStateException if the connection was used already, or its client id is configured
     * @throws InvalidClientIDException if it is null, empty, too long or has control characters, or another connection has
     *     it; the connection stays as it is
     */
    public void clientId(@Nullable String clientId) throws JMSException {
        lock.lock();
        try {
            requireOpen();
            requireSettable(clientId);
            Credentials named = credentials.withClientId(valid(clientId));
            Wire renamed = maker.open(named, this);
            wire.close();
            wire = renamed;
            credentials = named;
        } finally {
            lock.unlock();
        }
    }

    private static String valid(@Nullable String clientId) throws InvalidClientIDException {
        String problem = ClientId.problemOf(clientId);
        if (clientId == null || problem != null) {
            throw new InvalidClientIDException(problem);
        }
        return clientId;
    }

    private void requireSettable(@Nullable String clientId) throws IllegalStateException {
        if (credentials.clientId() != null) {
            throw new IllegalStateException(
                    "the client id is \"" + credentials.clientId() + "\" and cannot become \"" + clientId + '"');
        }
        if (inUse) {
            throw new IllegalStateException("the client id is set before anything else is done with a connection");
        }
    }

    // ---- sessions

    public SessionCore createSession(SessionMode mode) throws JMSException {
        SessionCore session;
        try {
            session = SessionCore.open(this, use(), mode, objectDecoder);
        } catch (CallException e) {
            throw e.toJms();
        }
        lock.lock();
        try {
            if (!closed) {
                sessions.add(session);
                if (started) {
                    session.start();
                }
                return session;
            }
        } finally {
            lock.unlock();
        }
        session.close();
        throw new IllegalStateException("the connection was closed meanwhile");
    }

    @Override
    public void onClosed(SessionCore session) {
        sessions.remove(session);
    }

    /** The wire, which from now on stays the same one. */
    private Wire use() throws IllegalStateException {
        requireOpen();
        lock.lock();
        try {
            inUse = true;
            return wire;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public MambaDestination createTemporary(DestinationKind kind) throws JMSException {
        Wire used = use();
        TemporaryDestinations owner;
        lock.lock();
        try {
            owner = temporaries;
            if (owner == null) {
                owner = new TemporaryDestinations(used);
                temporaries = owner;
            }
        } finally {
            lock.unlock();
        }
        return owner.create(kind);
    }

    /** What XA resources of this connection decide branches with. */
    public BranchCalls branchCalls() throws JMSException {
        Wire used = use();
        lock.lock();
        try {
            BranchCalls calls = branchCalls;
            if (calls == null) {
                calls = new BranchCalls(used);
                branchCalls = calls;
            }
            return calls;
        } finally {
            lock.unlock();
        }
    }

    // ---- starting and stopping

    public void start() throws JMSException {
        use();
        lock.lock();
        try {
            started = true;
            sessions.forEach(SessionCore::start);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns when no listener runs any more (JMS 3.1 §6.1.5).
     *
     * @throws IllegalStateException from one of the connection's own listeners
     */
    public void stop() throws JMSException {
        use();
        requireNone(SessionCore::isListenerThread, "stop");
        lock.lock();
        try {
            started = false;
        } finally {
            lock.unlock();
        }
        sessions.forEach(SessionCore::stop);
    }

    private void requireNone(Predicate<SessionCore> callsThis, String what) throws IllegalStateException {
        if (sessions.stream().anyMatch(callsThis)) {
            throw new IllegalStateException("a listener cannot " + what + " its own connection");
        }
    }

    // ---- errors

    public @Nullable ExceptionListener exceptionListener() throws JMSException {
        requireOpen();
        return reporter.listener();
    }

    public void exceptionListener(@Nullable ExceptionListener listener) throws JMSException {
        requireOpen();
        reporter.listener(listener);
    }

    @Override
    public void onLost(ConnectionLostException reason) {
        reporter.report(reason.toJms());
    }

    @Override
    public void onListenersEnded(JMSException reason) {
        reporter.report(reason);
    }

    @Override
    public void onUnconfirmedRefusal(RefusedException refusal) {
        reporter.report(refusal.toJms());
    }

    // ---- closing

    /**
     * Closes the sessions, which waits for their receives, asynchronous sends and listeners, and says goodbye (JMS 3.1 §6.1.8).
     * Idempotent.
     *
     * @throws IllegalStateException from one of the connection's own listeners or completion listeners
     */
    public void close() throws JMSException {
        requireNone(SessionCore::isCallbackThread, "close");
        closing.lock();
        try {
            if (!isClosed()) {
                end();
            }
        } finally {
            closing.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void end() throws JMSException {
        wire.beginClose();
        sessions.forEach(SessionCore::halt);
        JMSException failure = null;
        while (!closedIfEmpty()) {
            for (SessionCore session : sessions) {
                failure = closeSession(session, failure);
            }
        }
        wire.close();
        if (failure != null) {
            throw failure;
        }
    }

    /** Until they return, running listeners have all of the connection, and may have made sessions. */
    private boolean closedIfEmpty() {
        lock.lock();
        try {
            closed = sessions.isEmpty();
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable JMSException closeSession(SessionCore session, @Nullable JMSException before) {
        try {
            session.close();
            return before;
        } catch (JMSException e) {
            return before == null ? e : before;
        }
    }
}
