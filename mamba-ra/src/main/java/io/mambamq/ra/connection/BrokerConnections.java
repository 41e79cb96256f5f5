// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.connection;

import io.mambamq.jms.MambaConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The connections to one broker, at most one per credentials. A connection opens with its first lease and closes with its
 * last one; a failed connection is not lent again. While the broker is away there is one attempt at a time for each of them: a
 * series for all standing requests, and about one in a second for those that ask besides.
 */
public final class BrokerConnections implements AutoCloseable {
    private static final int RESUME_TIMEOUT_MS_DEFAULT = 10_000;
    private static final String RESUME_TIMEOUT_OPTION = "resumeTimeoutMs=";

    private final String target;
    private final XAConnectionFactory factory;
    private final ReconnectDelays delays;
    private final LongSupplier nanoTime;

    // guarded by this
    private final Map<Credentials, SharedConnection> connections = new HashMap<>();
    private boolean closed;

    /**
     * To a broker elsewhere; connects nowhere yet. When only the network fails connections go on, for a while, unless the URL says
     * otherwise; when one is lost after all it is made anew here, not by the client.
     *
     * @throws IllegalArgumentException if the URL is none of Mamba's
     */
    public static BrokerConnections to(String url, ReconnectDelays delays) {
        MambaConnectionFactory factory = new MambaConnectionFactory(url).withoutReconnect();
        return new BrokerConnections(
                url,
                url.contains(RESUME_TIMEOUT_OPTION) ? factory : factory.withResumeTimeoutMs(RESUME_TIMEOUT_MS_DEFAULT),
                delays);
    }

    /**
     * Connects nowhere yet.
     *
     * @param target names the broker in messages
     */
    public BrokerConnections(String target, XAConnectionFactory factory, ReconnectDelays delays) {
        this(target, factory, delays, System::nanoTime);
    }

    /** The same by another clock. */
    BrokerConnections(String target, XAConnectionFactory factory, ReconnectDelays delays, LongSupplier nanoTime) {
        this.target = target;
        this.factory = factory;
        this.delays = delays;
        this.nanoTime = nanoTime;
    }

    /**
     * Lends the connection of these credentials, opening it if necessary; blocks for that, and when an attempt has just failed, for
     * about a second before.
     *
     * @throws JMSException if the broker cannot be reached or refuses, or the adapter has been stopped
     */
    public ConnectionLease lease(Credentials credentials) throws JMSException {
        return slot(credentials).lease();
    }

    /**
     * For whoever needs the connection of these credentials always.
     *
     * @throws JMSException if the adapter has been stopped
     */
    public StandingRequest request(Credentials credentials) throws JMSException {
        return new StandingRequest(slot(credentials));
    }

    /** The broker, as a person would name it. */
    public String target() {
        return target;
    }

    /** Closes every connection, with the sessions on it. Idempotent. */
    @Override
    public void close() {
        List<SharedConnection> open;
        synchronized (this) {
            closed = true;
            open = new ArrayList<>(connections.values());
            connections.clear();
        }
        open.forEach(SharedConnection::close);
    }

    ReconnectDelays delays() {
        return delays;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    XAConnection connect(Credentials credentials) throws JMSException {
        XAConnection connection = credentials.userName() == null
                ? factory.createXAConnection()
                : factory.createXAConnection(credentials.userName(), credentials.password());
        try {
            if (credentials.clientId() != null) {
                connection.setClientID(credentials.clientId());
            }
            return connection;
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
    }

    private synchronized SharedConnection slot(Credentials credentials) throws JMSException {
        if (closed) {
            throw new IllegalStateException("the resource adapter has been stopped: no connection to " + target);
        }
        return connections.computeIfAbsent(credentials, it -> new SharedConnection(this, it));
    }
}
