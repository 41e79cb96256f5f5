// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.inbound.InboundSession;
import io.mambamq.jms.session.ConsumerSource;
import io.mambamq.ra.connection.BrokerConnections;
import io.mambamq.ra.connection.ConnectionLease;
import io.mambamq.ra.connection.Credentials;
import io.mambamq.ra.log.ResourceAdapterLog;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/**
 * Holds on to a subscription that ends with its last consumer, for as long as the activation lives: a worker whose delivery failed
 * closes its session, and the message that failed has to be there still. A consumer that never asks for a message. Thread-safe.
 */
final class SubscriptionKeeper implements AutoCloseable {
    private final BrokerConnections connections;
    private final Credentials credentials;
    private final ConsumerSource subscription;

    // guarded by this; valid for one connection
    private @Nullable ConnectionLease lease;
    private @Nullable InboundSession session;

    // guarded by this
    private boolean closed;

    SubscriptionKeeper(BrokerConnections connections, Credentials credentials, ConsumerSource subscription) {
        this.connections = connections;
        this.credentials = credentials;
        this.subscription = subscription;
    }

    /** Subscribes, if that is not done on this connection yet. Before a worker does, of whose session others take the messages over. */
    synchronized void subscribe() throws JMSException {
        if (closed || (lease != null && !lease.isFailed())) {
            return;
        }
        letGo();
        ConnectionLease opened = connections.lease(credentials);
        try {
            session = opened.createInboundSession(subscription, 1);
            lease = opened;
        } finally {
            if (lease == null) {
                opened.close();
            }
        }
    }

    /** The subscription ends, once no worker has it either. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        letGo();
    }

    private void letGo() {
        if (session != null) {
            try {
                session.close();
            } catch (JMSException e) {
                ResourceAdapterLog.LOG.closingFailed("the subscription of an endpoint", e);
            }
            session = null;
        }
        if (lease != null) {
            lease.close();
            lease = null;
        }
    }
}
