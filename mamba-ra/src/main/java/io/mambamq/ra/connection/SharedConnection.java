// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.connection;

import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.JmsFailures;
import io.mambamq.ra.log.ResourceAdapterLog;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.XAConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The place of one connection, which may open, fail and open again while the place stays. However many want the connection, one
 * thread at a time tries to make it: one of those that ask, while the others wait for the end of its attempt.
 */
final class SharedConnection {
    private final BrokerConnections owner;
    private final Credentials credentials;

    // guarded by this; valid for one connection
    private @Nullable XAConnection connection;
    private final Set<ConnectionLease> leases = new HashSet<>();

    // guarded by this
    private final ConnectPace pace;
    private boolean attempting;
    /** Of the last attempt that failed; a new object each time. */
    private @Nullable JMSException failure;

    private boolean closed;

    SharedConnection(BrokerConnections owner, Credentials credentials) {
        this.owner = owner;
        this.credentials = credentials;
        this.pace = new ConnectPace(owner.delays(), new SplittableRandom());
    }

    // ---- who asks

    /**
     * The connection there is, or one that is made now: by this thread, or by another that is at it or is the next one.
     *
     * @throws JMSException if the first attempt fails that ends from now on
     */
    ConnectionLease lease() throws JMSException {
        synchronized (this) {
            awaitTurn();
            requireOpen();
            if (connection != null) {
                return lend(connection);
            }
            attempting = true;
        }
        return attempt();
    }

    /** The connection, however long it takes to make it; null if the request was cancelled, or the adapter stopped. */
    @Nullable
    ConnectionLease await(StandingRequest request) {
        while (true) {
            synchronized (this) {
                if (!awaitTurn(request)) {
                    return null;
                }
                if (connection != null) {
                    return lend(connection);
                }
                attempting = true;
            }
            try {
                return attempt();
            } catch (JMSException e) {
                // It is told by now, and there will be another attempt.
            }
        }
    }

    /** Lets requests see that they have been cancelled. */
    synchronized void wake() {
        notifyAll();
    }

    @SuppressWarnings("ReferenceEquality") // which failure it is, not what it says
    private void awaitTurn() throws JMSException {
        JMSException past = failure;
        try {
            while (!closed && awaitChange(pace.untilMayAskNs(owner.nanoTime()))) {
                if (failure != null && failure != past) {
                    throw again(failure);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JmsFailures.withCause(
                    new JMSException("interrupted while a connection to " + owner.target() + " was being made"), e);
        }
    }

    /** Waits until there is a connection, or it is time for the next attempt; false if the request is no longer one. */
    private boolean awaitTurn(StandingRequest request) {
        try {
            while (!closed && !request.isCancelled()) {
                if (!awaitChange(pace.untilDueNs(owner.nanoTime()))) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody interrupts an activation's own thread
        }
        return false;
    }

    /** Waits until something may have changed; false if there is nothing to wait for, but a connection, or an attempt to be made. */
    @SuppressWarnings("WaitNotInLoop") // the callers loop
    private boolean awaitChange(long untilAttemptNs) throws InterruptedException {
        if (connection != null) {
            return false;
        }
        if (attempting) {
            wait();
            return true;
        }
        TimeUnit.NANOSECONDS.timedWait(this, untilAttemptNs);
        return untilAttemptNs > 0;
    }

    private ConnectionLease lend(XAConnection open) {
        ConnectionLease lease = new ConnectionLease(this, open);
        leases.add(lease);
        return lease;
    }

    private void requireOpen() throws JMSException {
        if (closed) {
            throw new IllegalStateException(
                    "the resource adapter has been stopped: no connection to " + owner.target());
        }
    }

    /** The failure, for one more who learns of it. */
    private static JMSException again(JMSException failure) {
        String message = failure.getMessage();
        String code = failure.getErrorCode();
        JMSException copy = failure instanceof JMSSecurityException
                ? new JMSSecurityException(message, code)
                : failure instanceof InvalidClientIDException
                        ? new InvalidClientIDException(message, code)
                        : new JMSException(message, code);
        return JmsFailures.withCause(copy, failure);
    }

    // ---- an attempt, by the thread that has set attempting

    private ConnectionLease attempt() throws JMSException {
        try {
            return succeeded(open());
        } catch (JMSException e) {
            failed(e);
            throw e;
        } catch (RuntimeException e) {
            JMSException unexpected = JmsFailures.withCause(new JMSException("unexpected: " + e), e);
            failed(unexpected);
            throw unexpected;
        } finally {
            ended();
        }
    }

    private XAConnection open() throws JMSException {
        XAConnection opened = owner.connect(credentials);
        try {
            opened.setExceptionListener(reported -> {
                if (isLoss(reported)) {
                    lost(opened, reported);
                }
            });
            opened.start();
            return opened;
        } catch (JMSException e) {
            close(opened);
            throw e;
        }
    }

    private ConnectionLease succeeded(XAConnection opened) throws JMSException {
        try {
            synchronized (this) {
                requireOpen();
                connection = opened;
                int attempts = pace.connected(owner.nanoTime());
                if (attempts > 0) {
                    ResourceAdapterLog.LOG.connectedAgain(owner.target(), credentials.toString(), attempts);
                }
                return lend(opened);
            }
        } catch (IllegalStateException e) {
            close(opened);
            throw e;
        }
    }

    /** One line for an outage, however many attempts fail, and whoever waits. */
    private synchronized void failed(JMSException cause) {
        failure = cause;
        if (pace.failed(owner.nanoTime()) && !closed) {
            ResourceAdapterLog.LOG.noConnection(
                    owner.target(), credentials.toString(), String.valueOf(cause.getMessage()));
        }
    }

    private synchronized void ended() {
        attempting = false;
        notifyAll();
    }

    // ---- the end of a connection

    void release(ConnectionLease lease) {
        XAConnection unused = null;
        synchronized (this) {
            if (leases.remove(lease) && leases.isEmpty()) {
                unused = connection;
                connection = null;
            }
        }
        close(unused);
    }

    void close() {
        XAConnection open;
        synchronized (this) {
            closed = true;
            open = connection;
            connection = null;
            leases.clear();
            notifyAll();
        }
        close(open);
    }

    /**
     * On the client's own thread, or on the one that noticed first: forgets the connection, then tells everyone who works with it.
     * A loss that is reported before the connection is lent shows when the first session is opened.
     */
    void lost(XAConnection lost, JMSException cause) {
        List<ConnectionLease> affected;
        synchronized (this) {
            if (connection != lost) {
                return;
            }
            connection = null;
            pace.lost(owner.nanoTime());
            affected = new ArrayList<>(leases);
            leases.clear();
        }
        affected.forEach(lease -> lease.failed(cause));
        close(lost);
    }

    /** The client also reports what a connection survives, a refused message without confirmation for instance. */
    static boolean isLoss(JMSException failure) {
        return ConnectionLostException.ERROR_CODE.equals(failure.getErrorCode());
    }

    private void close(@Nullable XAConnection unused) {
        if (unused == null) {
            return;
        }
        try {
            unused.close();
        } catch (JMSException e) {
            ResourceAdapterLog.LOG.closingFailed("a connection to " + owner.target(), e);
        }
    }
}
