// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.transaction;

import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * A session's XA resource that knows whether the session works in a branch now, and how the last branch ended. Not
 * serializable: a transaction manager that writes resources to its log would write a dead one.
 */
public final class TrackedXaResource implements XAResource {
    private final XAResource session;
    private volatile boolean inBranch;
    private volatile boolean rolledBack;
    private volatile boolean unreachable;

    // guarded by this
    private boolean closed;

    public TrackedXaResource(XAResource session) {
        this.session = session;
    }

    /** Whether work of the session belongs to a branch: between start and end. */
    public boolean isInBranch() {
        return inBranch;
    }

    /** Whether the branch that was started last has been rolled back through this resource. */
    public boolean isRolledBack() {
        return rolledBack;
    }

    /** Whether the end of the branch that was started last did not reach the broker, or its answer did not come back. */
    public boolean isUnreachable() {
        return unreachable;
    }

    /**
     * The session is about to close, which rolls back what it does in a branch now. A transaction manager may not know yet:
     * from here on start and end fail without a word to the broker.
     */
    public synchronized void sessionCloses() {
        closed = true;
        inBranch = false;
    }

    @Override
    public synchronized void start(Xid xid, int flags) throws XAException {
        requireSession();
        session.start(xid, flags);
        rolledBack = false;
        unreachable = false;
        inBranch = true;
    }

    @Override
    public synchronized void end(Xid xid, int flags) throws XAException {
        try {
            requireSession();
            inBranch = false;
            session.end(xid, flags);
        } catch (XAException e) {
            throw noticed(e);
        }
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        try {
            return session.prepare(xid);
        } catch (XAException e) {
            throw noticed(e);
        }
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        try {
            session.commit(xid, onePhase);
        } catch (XAException e) {
            throw noticed(e);
        }
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        rolledBack = true;
        try {
            session.rollback(xid);
        } catch (XAException e) {
            throw noticed(e);
        }
    }

    @Override
    public void forget(Xid xid) throws XAException {
        session.forget(xid);
    }

    @Override
    public Xid[] recover(int flag) throws XAException {
        return session.recover(flag);
    }

    /** Whether both speak to the same broker, whatever session or connection is behind them. */
    @Override
    public boolean isSameRM(XAResource other) throws XAException {
        if (other instanceof RecoveryXaResource recovery) {
            return recovery.isSameRM(this);
        }
        return session.isSameRM(other instanceof TrackedXaResource tracked ? tracked.session : other);
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return session.getTransactionTimeout();
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return session.setTransactionTimeout(seconds);
    }

    private XAException noticed(XAException failure) {
        if (failure.errorCode == XAException.XAER_RMFAIL) {
            unreachable = true;
        }
        return failure;
    }

    private void requireSession() throws XAException {
        if (closed) {
            XAException gone = new XAException("the session has been closed, which rolled back its work in the branch");
            gone.errorCode = XAException.XAER_RMFAIL;
            throw gone;
        }
    }

    XAResource session() {
        return session;
    }
}
