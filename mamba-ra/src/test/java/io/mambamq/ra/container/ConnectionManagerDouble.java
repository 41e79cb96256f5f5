// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.container;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.transaction.xa.XAException;

/** A pool that enlists what it lends in the thread's transaction, and takes it back when the handle is closed. */
@SuppressWarnings("serial")
public final class ConnectionManagerDouble implements ConnectionManager, ConnectionEventListener {
    private final TransactionManagerDouble transactions;
    private final Set<ManagedConnection> free = new HashSet<>();

    public final List<ManagedConnection> created = new CopyOnWriteArrayList<>();
    public final List<ConnectionEvent> events = new CopyOnWriteArrayList<>();

    public ConnectionManagerDouble(TransactionManagerDouble transactions) {
        this.transactions = transactions;
    }

    @Override
    public synchronized Object allocateConnection(ManagedConnectionFactory factory, ConnectionRequestInfo request)
            throws ResourceException {
        ManagedConnection connection = factory.matchManagedConnections(free, null, request);
        if (connection == null) {
            connection = factory.createManagedConnection(null, request);
            connection.addConnectionEventListener(this);
            created.add(connection);
        }
        free.remove(connection);
        if (transactions.current() != null) {
            try {
                transactions.current().enlist(connection.getXAResource());
            } catch (XAException e) {
                throw new ResourceException(e);
            }
        }
        return connection.getConnection(null, request);
    }

    @Override
    public synchronized void connectionClosed(ConnectionEvent event) {
        events.add(event);
        ManagedConnection connection = (ManagedConnection) event.getSource();
        try {
            connection.cleanup();
        } catch (ResourceException e) {
            throw new AssertionError(e);
        }
        free.add(connection);
    }

    @Override
    public synchronized void connectionErrorOccurred(ConnectionEvent event) {
        events.add(event);
        ManagedConnection connection = (ManagedConnection) event.getSource();
        free.remove(connection);
        try {
            connection.destroy();
        } catch (ResourceException e) {
            throw new AssertionError(e);
        }
        notifyAll();
    }

    @Override
    public void localTransactionStarted(ConnectionEvent event) {
        events.add(event);
    }

    @Override
    public void localTransactionCommitted(ConnectionEvent event) {
        events.add(event);
    }

    @Override
    public void localTransactionRolledback(ConnectionEvent event) {
        events.add(event);
    }
}
