// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import io.mambamq.ra.log.ResourceAdapterLog;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connection that an application holds: a view on a managed connection, until the application closes it or the container
 * takes the managed connection away. One session at a time (Jakarta Messaging 3.1 §12.2).
 *
 * <p>Thread-safe. The shared connection behind it is started always; whether this one is, is kept here.
 *
 * <p>Not final, and its methods return just what the interfaces say: TomEE gives out an instance of a subclass that it generates, whose
 * public methods lead here, all but those with a more special type.
 */
public class ConnectionHandle implements QueueConnection, TopicConnection {
    private final Domain domain;

    // guarded by this
    private @Nullable MambaManagedConnection managed;
    private @Nullable SessionHandle session;
    private boolean started;
    private final List<Deletion> temporaries = new ArrayList<>();

    ConnectionHandle(MambaManagedConnection managed, Domain domain) {
        this.managed = managed;
        this.domain = domain;
    }

    @Override
    public Session createSession() throws JMSException {
        return createSession(Session.AUTO_ACKNOWLEDGE);
    }

    @Override
    public Session createSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return createSession(transacted ? Session.SESSION_TRANSACTED : acknowledgeMode);
    }

    /**
     * {@inheritDoc} In a transaction of the container the session takes part in it whatever is asked for; outside of one,
     * everything but {@code DUPS_OK_ACKNOWLEDGE} means {@code AUTO_ACKNOWLEDGE} (§12.3).
     *
     * @throws IllegalStateException if this connection has an open session
     */
    @Override
    public Session createSession(int sessionMode) throws JMSException {
        return open(sessionMode);
    }

    private synchronized SessionHandle open(int sessionMode) throws JMSException {
        managed();
        if (session != null) {
            throw new IllegalStateException("in an application server a connection has one session at a time: close the"
                    + " first one, or create another connection");
        }
        SessionHandle created = new SessionHandle(this, domain, SessionMode.inApplicationServer(sessionMode));
        session = created;
        return created;
    }

    @Override
    public QueueSession createQueueSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return open(transacted ? Session.SESSION_TRANSACTED : acknowledgeMode);
    }

    @Override
    public TopicSession createTopicSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return open(transacted ? Session.SESSION_TRANSACTED : acknowledgeMode);
    }

    @Override
    public synchronized void start() throws JMSException {
        managed();
        started = true;
        notifyAll();
    }

    /** {@inheritDoc} Gives the managed connection back to the application server. Idempotent. */
    @Override
    public void close() {
        MambaManagedConnection returned;
        SessionHandle open;
        synchronized (this) {
            returned = managed;
            open = session;
            managed = null;
            notifyAll();
        }
        if (open != null) {
            open.close();
        }
        deleteTemporaries();
        if (returned != null) {
            returned.closed(this);
        }
    }

    @Override
    public @Nullable String getClientID() throws JMSException {
        return managed().clientId();
    }

    @Override
    public ConnectionMetaData getMetaData() throws JMSException {
        return managed().brokerMetaData();
    }

    /** {@inheritDoc} None can be set here. */
    @Override
    public @Nullable ExceptionListener getExceptionListener() throws JMSException {
        managed();
        return null;
    }

    @Override
    public void setClientID(@Nullable String clientId) throws JMSException {
        throw notHere("setClientID; set clientId on the connection factory");
    }

    @Override
    public void setExceptionListener(@Nullable ExceptionListener listener) throws JMSException {
        throw notHere("setExceptionListener");
    }

    @Override
    public void stop() throws JMSException {
        throw notHere("stop");
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Destination destination, @Nullable String selector, ServerSessionPool sessions, int maxMessages)
            throws JMSException {
        throw notHere("createConnectionConsumer");
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Queue queue, @Nullable String selector, ServerSessionPool sessions, int maxMessages) throws JMSException {
        throw notHere("createConnectionConsumer");
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Topic topic, @Nullable String selector, ServerSessionPool sessions, int maxMessages) throws JMSException {
        throw notHere("createConnectionConsumer");
    }

    @Override
    public ConnectionConsumer createSharedConnectionConsumer(
            Topic topic, String name, @Nullable String selector, ServerSessionPool sessions, int maxMessages)
            throws JMSException {
        throw notHere("createSharedConnectionConsumer");
    }

    @Override
    public ConnectionConsumer createDurableConnectionConsumer(
            Topic topic, String name, @Nullable String selector, ServerSessionPool sessions, int maxMessages)
            throws JMSException {
        throw notHere("createDurableConnectionConsumer");
    }

    @Override
    public ConnectionConsumer createSharedDurableConnectionConsumer(
            Topic topic, String name, @Nullable String selector, ServerSessionPool sessions, int maxMessages)
            throws JMSException {
        throw notHere("createSharedDurableConnectionConsumer");
    }

    /** What the specification keeps from applications in an application server (§12.2). */
    JMSException notHere(String what) throws JMSException {
        managed();
        return new IllegalStateException("not allowed in an application server: " + what);
    }

    /**
     * The managed connection.
     *
     * @throws IllegalStateException if this handle is closed, or the container has taken the managed connection away
     */
    synchronized MambaManagedConnection managed() throws IllegalStateException {
        MambaManagedConnection current = managed;
        if (current == null) {
            throw new IllegalStateException("the connection is closed, or the application server has taken it back");
        }
        return current;
    }

    /**
     * Waits until this connection is started: before that no message may arrive (§6.1.4).
     *
     * @param timeoutMs 0 for as long as it takes
     * @return what is left of the time, 0 for as long as it takes; less than 0 if it is over or the connection closed
     */
    synchronized long awaitStarted(long timeoutMs) {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        long leftMs = timeoutMs;
        while (!started && managed != null) {
            try {
                wait(leftMs);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
            if (timeoutMs > 0) {
                leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
                if (leftMs <= 0 && !started) {
                    return -1;
                }
                leftMs = Math.max(1, leftMs);
            }
        }
        return managed == null ? -1 : leftMs;
    }

    /** Ends a temporary destination that the application created. */
    @FunctionalInterface
    interface Deletion {
        void delete() throws JMSException;
    }

    /** A temporary destination ends with this handle: the shared connection, to which it belongs at the broker, goes on. */
    synchronized void created(Deletion temporary) {
        temporaries.add(temporary);
    }

    private void deleteTemporaries() {
        List<Deletion> left;
        synchronized (this) {
            left = new ArrayList<>(temporaries);
            temporaries.clear();
        }
        left.forEach(ConnectionHandle::delete);
    }

    private static void delete(Deletion temporary) {
        try {
            temporary.delete();
        } catch (InvalidDestinationException e) {
            // The application has deleted it.
        } catch (JMSException e) {
            ResourceAdapterLog.LOG.closingFailed("a temporary destination", e);
        }
    }

    synchronized boolean isStarted() {
        return started;
    }

    synchronized void closed(SessionHandle closed) {
        if (session == closed) {
            session = null;
        }
    }

    /** What is open goes along: it opens again over there when it is used. */
    @Nullable
    MambaManagedConnection moveTo(MambaManagedConnection other) {
        MambaManagedConnection before;
        SessionHandle open;
        synchronized (this) {
            before = managed;
            managed = other;
            open = session;
        }
        if (open != null && before != other) {
            open.detach();
        }
        return before;
    }

    /** The container takes the managed connection: nothing of this handle works any more. */
    void invalidate() {
        SessionHandle open;
        synchronized (this) {
            managed = null;
            open = session;
            notifyAll();
        }
        if (open != null) {
            open.close();
        }
        deleteTemporaries();
    }
}
