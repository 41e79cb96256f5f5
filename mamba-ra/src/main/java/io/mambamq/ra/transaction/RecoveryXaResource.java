// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.transaction;

import io.mambamq.ra.connection.BrokerConnections;
import io.mambamq.ra.connection.ConnectionLease;
import io.mambamq.ra.connection.Credentials;
import io.mambamq.ra.log.ResourceAdapterLog;
import jakarta.jms.JMSException;
import jakarta.jms.XASession;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * The broker as the transaction manager sees it when it recovers: branches that are prepared can be listed, committed,
 * rolled back and forgotten, none can be started. It is handed out before any endpoint is active and possibly before the
 * broker is up (Jakarta Connectors 2.1 §14.5.2), so that it connects for each call and is {@link XAException#XAER_RMFAIL}
 * while it cannot: the transaction manager tries again. Nobody closes such a resource, so it keeps nothing open.
 */
public final class RecoveryXaResource implements XAResource {
    private static final Xid[] NONE = {};

    private final BrokerConnections connections;
    private final Credentials credentials;

    public RecoveryXaResource(BrokerConnections connections, Credentials credentials) {
        this.connections = connections;
        this.credentials = credentials;
    }

    /** Everything in doubt at the start of a scan, nothing more afterwards. */
    @Override
    public Xid[] recover(int flags) throws XAException {
        if ((flags & TMSTARTRSCAN) == 0) {
            return NONE;
        }
        Xid[] inDoubt = ask(broker -> broker.recover(TMSTARTRSCAN | TMENDRSCAN));
        if (inDoubt.length > 0) {
            ResourceAdapterLog.LOG.branchesInDoubt(inDoubt.length, connections.target());
        }
        return inDoubt;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        tell(broker -> broker.commit(xid, onePhase));
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        tell(broker -> broker.rollback(xid));
    }

    @Override
    public void forget(Xid xid) throws XAException {
        tell(broker -> broker.forget(xid));
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        return ask(broker -> broker.prepare(xid));
    }

    @Override
    public boolean isSameRM(XAResource other) throws XAException {
        if (other instanceof RecoveryXaResource recovery) {
            return recovery.connections == connections
                    || ask(broker -> recovery.ask(otherBroker -> broker.isSameRM(otherBroker)));
        }
        XAResource session = other instanceof TrackedXaResource tracked ? tracked.session() : other;
        return ask(broker -> broker.isSameRM(session));
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        throw recoveryOnly();
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        throw recoveryOnly();
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }

    private <T> T ask(Call<T> call) throws XAException {
        try (ConnectionLease lease = connections.lease(credentials)) {
            XASession session = lease.createXaSession();
            try {
                return call.on(session.getXAResource());
            } finally {
                session.close();
            }
        } catch (JMSException e) {
            XAException unreachable = new XAException("no answer from " + connections.target() + ": " + e.getMessage());
            unreachable.errorCode = XAException.XAER_RMFAIL;
            unreachable.initCause(e);
            throw unreachable;
        }
    }

    private void tell(Order order) throws XAException {
        ask(broker -> {
            order.to(broker);
            return true;
        });
    }

    private static XAException recoveryOnly() {
        XAException refusal = new XAException("this resource is for recovery: a branch starts on a session's resource");
        refusal.errorCode = XAException.XAER_PROTO;
        return refusal;
    }

    private interface Call<T> {
        T on(XAResource broker) throws XAException;
    }

    private interface Order {
        void to(XAResource broker) throws XAException;
    }
}
