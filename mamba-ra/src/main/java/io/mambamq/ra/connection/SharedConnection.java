// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.connection;

import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.ra.log.ResourceAdapterLog;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The place of one connection, which may open, fail and open again while the place stays.
 *
 * <p>Connecting happens under this object's lock on purpose: those who want the same connection at the same time wait for
 * one attempt instead of making one each.
 */
final class SharedConnection {
    private final BrokerConnections owner;
    private final Credentials credentials;

    // guarded by this; valid for one connection
    private @Nullable XAConnection connection;
    private final Set<ConnectionLease> leases = new HashSet<>();

    // guarded by this
    private boolean closed;

    SharedConnection(BrokerConnections owner, Credentials credentials) {
        this.owner = owner;
        this.credentials = credentials;
    }

    synchronized ConnectionLease lease() throws JMSException {
        if (closed) {
            throw new IllegalStateException(
                    "the resource adapter has been stopped: no connection to " + owner.target());
        }
        XAConnection open = connection;
        if (open == null) {
            open = open();
        }
        ConnectionLease lease = new ConnectionLease(this, open);
        leases.add(lease);
        return lease;
    }

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
        }
        close(open);
    }

    private XAConnection open() throws JMSException {
        XAConnection opened = owner.connect(credentials);
        try {
            opened.setExceptionListener(failure -> {
                if (isLoss(failure)) {
                    failed(opened, failure);
                }
            });
            opened.start();
        } catch (JMSException e) {
            close(opened);
            throw e;
        }
        connection = opened;
        return opened;
    }

    /** On the client's own thread, or on the one that noticed first: forgets the connection, then tells everyone who works with it. */
    void failed(XAConnection failed, JMSException failure) {
        List<ConnectionLease> affected;
        synchronized (this) {
            if (connection != failed) {
                return;
            }
            connection = null;
            affected = new ArrayList<>(leases);
            leases.clear();
        }
        affected.forEach(lease -> lease.failed(failure));
        close(failed);
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
