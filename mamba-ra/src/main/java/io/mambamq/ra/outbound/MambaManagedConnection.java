// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import io.mambamq.ra.connection.ConnectionLease;
import io.mambamq.ra.connection.Credentials;
import io.mambamq.ra.log.ResourceAdapterLog;
import io.mambamq.ra.transaction.OnePhaseTransaction;
import io.mambamq.ra.transaction.TrackedXaResource;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.XASession;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.IllegalStateException;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import jakarta.resource.spi.SecurityException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * What the application server pools: one session at the broker, on a connection shared with others. Between a start and an
 * end of its XA resource the session works in that branch, otherwise each send and receive stands for itself; so handles
 * follow the transaction of the moment whatever they were created in (Jakarta Messaging 3.1 §12.3, §12.4).
 *
 * <p>Equal only to itself. Handles and listeners may come, go and fail on any thread.
 */
public final class MambaManagedConnection implements ManagedConnection {
    private final MambaManagedConnectionFactory factory;
    private final Credentials credentials;
    private final ConnectionLease lease;
    private final XASession xaSession;
    private final TrackedXaResource xaResource;
    private final OnePhaseTransaction localTransaction;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();

    // confined to the thread that uses the session
    private @Nullable MessageProducer producer;

    // guarded by this
    private final List<ConnectionHandle> handles = new ArrayList<>();
    private boolean destroyed;
    private @Nullable PrintWriter logWriter;

    private MambaManagedConnection(
            MambaManagedConnectionFactory factory, Credentials credentials, ConnectionLease lease, XASession session) {
        this.factory = factory;
        this.credentials = credentials;
        this.lease = lease;
        this.xaSession = session;
        this.xaResource = new TrackedXaResource(session.getXAResource());
        this.localTransaction = new OnePhaseTransaction(xaResource);
        this.logWriter = factory.getLogWriter();
    }

    /** Opens a session; the lease is this connection's from here on, also if that fails. */
    static MambaManagedConnection open(
            MambaManagedConnectionFactory factory, Credentials credentials, ConnectionLease lease) throws JMSException {
        try {
            MambaManagedConnection opened =
                    new MambaManagedConnection(factory, credentials, lease, lease.createXaSession());
            lease.onFailure(opened::failed);
            return opened;
        } catch (JMSException e) {
            lease.close();
            throw e;
        }
    }

    /**
     * {@inheritDoc} Any number of handles at a time.
     *
     * @throws SecurityException if it is asked for as somebody else than it was made for (§9.1.8)
     */
    @Override
    public Object getConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo request)
            throws ResourceException {
        if (!credentials.equals(SignOn.credentials(subject, request, factory, factory.credentials()))) {
            throw new SecurityException("this connection was made as " + credentials + " and cannot change that");
        }
        ConnectionHandle handle = new ConnectionHandle(this, factory.domain());
        adopt(handle);
        return handle;
    }

    /** {@inheritDoc} The handle goes on working here, with what it has open. */
    @Override
    public void associateConnection(Object connection) throws ResourceException {
        if (!(connection instanceof ConnectionHandle handle)) {
            throw new IllegalStateException("not a connection handle of Mamba: " + connection);
        }
        adopt(handle);
        MambaManagedConnection before = handle.moveTo(this);
        if (before != null && before != this) {
            before.forget(handle);
        }
    }

    /** {@inheritDoc} Handles are of no more use; the session stays for the next user. Idempotent. */
    @Override
    public void cleanup() {
        List<ConnectionHandle> invalid;
        synchronized (this) {
            invalid = new ArrayList<>(handles);
            handles.clear();
        }
        invalid.forEach(ConnectionHandle::invalidate);
    }

    @Override
    public void destroy() {
        synchronized (this) {
            if (destroyed) {
                return;
            }
            destroyed = true;
        }
        cleanup();
        xaResource.sessionCloses();
        try {
            xaSession.close();
        } catch (JMSException e) {
            ResourceAdapterLog.LOG.closingFailed("a session of " + credentials, e);
        } finally {
            lease.close();
        }
    }

    /** {@inheritDoc} The same one always. */
    @Override
    public XAResource getXAResource() {
        return xaResource;
    }

    /** {@inheritDoc} The same one always. Applications cannot begin one, so no event ever tells of one. */
    @Override
    public LocalTransaction getLocalTransaction() {
        return localTransaction;
    }

    @Override
    public ManagedConnectionMetaData getMetaData() throws ResourceException {
        requireUsable();
        try {
            ConnectionMetaData broker = lease.metaData();
            return new BrokerMetaData(broker.getJMSProviderName(), broker.getProviderVersion(), credentials.userName());
        } catch (JMSException e) {
            throw Failures.forContainer("no description of the broker", e);
        }
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    @Override
    public synchronized @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public synchronized void setLogWriter(@Nullable PrintWriter logWriter) {
        this.logWriter = logWriter;
    }

    boolean matches(MambaManagedConnectionFactory wanted, Credentials wantedCredentials) {
        return isUsable() && factory.equals(wanted) && credentials.equals(wantedCredentials);
    }

    synchronized boolean isUsable() {
        return !destroyed && !lease.isFailed();
    }

    /** The session that handles work with. */
    Session session() throws JMSException {
        return xaSession.getSession();
    }

    /** The one producer of the session, without a destination of its own; handles keep what makes them differ. */
    MessageProducer producer() throws JMSException {
        MessageProducer open = producer;
        if (open == null) {
            open = session().createProducer(null);
            producer = open;
        }
        return open;
    }

    boolean isInTransaction() {
        return xaResource.isInBranch();
    }

    @Nullable
    String clientId() {
        return credentials.clientId();
    }

    ConnectionMetaData brokerMetaData() throws JMSException {
        return lease.metaData();
    }

    /** The application has closed a handle. */
    void closed(ConnectionHandle handle) {
        if (forget(handle)) {
            ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
            event.setConnectionHandle(handle);
            listeners.forEach(listener -> listener.connectionClosed(event));
        }
    }

    private void failed(JMSException cause) {
        ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_ERROR_OCCURRED, cause);
        listeners.forEach(listener -> listener.connectionErrorOccurred(event));
    }

    private synchronized void adopt(ConnectionHandle handle) throws IllegalStateException {
        requireUsable();
        handles.add(handle);
    }

    private synchronized boolean forget(ConnectionHandle handle) {
        return handles.remove(handle);
    }

    private void requireUsable() throws IllegalStateException {
        if (!isUsable()) {
            throw new IllegalStateException("the connection to the broker is lost or has been closed");
        }
    }
}
