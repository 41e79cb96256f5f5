// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.connection;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The connections to one broker, at most one per credentials. A connection opens with its first lease and closes with its
 * last one; a failed connection is not lent again, the next lease opens a new one.
 */
public final class BrokerConnections implements AutoCloseable {
    private final String target;
    private final XAConnectionFactory factory;

    // guarded by this
    private final Map<Credentials, SharedConnection> connections = new HashMap<>();
    private boolean closed;

    /**
     * Connects nowhere yet.
     *
     * @param target names the broker in messages
     */
    public BrokerConnections(String target, XAConnectionFactory factory) {
        this.target = target;
        this.factory = factory;
    }

    /**
     * Lends the connection of these credentials, opening it if necessary; blocks for that.
     *
     * @throws JMSException if the broker cannot be reached or refuses, or the adapter has been stopped
     */
    public ConnectionLease lease(Credentials credentials) throws JMSException {
        return slot(credentials).lease();
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
