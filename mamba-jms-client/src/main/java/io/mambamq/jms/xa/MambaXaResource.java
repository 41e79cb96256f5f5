// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.xa;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.jms.session.SessionCore;
import io.mambamq.jms.wire.Answer;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.frame.TransactionBegin;
import io.mambamq.protocol.frame.TransactionEnd;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * A session's part in distributed transactions.
 *
 * <p>What the session sends and receives between {@link #start} and {@link #end} belongs to the branch; outside, a session acknowledges
 * automatically and sends at once. An unprepared branch is rolled back when the connection is lost, also when that is made anew; a
 * prepared one rests in the broker's log until it is decided. While the connection is cut what is asked fails with XAER_RMFAIL. Transaction timeouts are not supported: the transaction manager has its own.
 */
public final class MambaXaResource implements XAResource {
    private final SessionCore session;
    private final BranchCalls branches;

    /** The branch that the session works in; null for none. */
    private @Nullable TransactionId current;
    /** Whether that branch was begun elsewhere, from where it may be prepared before what was sent here has arrived. */
    private boolean joined;

    /** The branch that the session worked in last, which is neither prepared nor decided as far as is known here. */
    private TransactionId.@Nullable Xa ended;
    /** The life of the session in which that was. */
    private int endedIn;

    private final Set<TransactionId> suspended = new HashSet<>();

    public MambaXaResource(SessionCore session, BranchCalls branches) {
        this.session = session;
        this.branches = branches;
    }

    // ---- association

    @Override
    public synchronized void start(Xid xid, int flags) throws XAException {
        TransactionId.Xa id = MambaXid.idOf(xid);
        if (flags != TMNOFLAGS && flags != TMJOIN && flags != TMRESUME) {
            throw invalidFlags("start", flags);
        }
        if (current != null) {
            throw XaFailures.of(XAException.XAER_PROTO, "the session works in branch " + current + " already");
        }
        WireSession wire = session.wire();
        int number = wire.nextTransactionNumber();
        try {
            wire.requests()
                    .callIn(
                            wire.life(),
                            "start a branch",
                            request -> new TransactionBegin(wire.number(), request, number, id, flags != TMNOFLAGS),
                            new Answer());
        } catch (CallException e) {
            throw XaFailures.of(e);
        }
        current = id;
        joined = flags == TMJOIN;
        suspended.remove(id);
        session.branch().bind(number, id);
    }

    @Override
    public synchronized void end(Xid xid, int flags) throws XAException {
        TransactionId.Xa id = MambaXid.idOf(xid);
        if (flags != TMSUCCESS && flags != TMFAIL && flags != TMSUSPEND) {
            throw invalidFlags("end", flags);
        }
        if (current != null && current.equals(id)) {
            leave(id);
        } else if (flags == TMSUSPEND || !suspended.remove(id)) {
            throw XaFailures.of(XAException.XAER_PROTO, "the session does not work in branch " + id);
        }
        if (flags == TMSUSPEND) {
            suspended.add(id);
        } else if (flags == TMFAIL) {
            branches.markRollbackOnly(id);
        }
    }

    private void leave(TransactionId.Xa id) throws XAException {
        WireSession wire = session.wire();
        int number = session.branch().number();
        int life = wire.life();
        current = null;
        try {
            session.stageReceived();
            if (!wire.tellOf(number, new TransactionEnd(wire.number(), number))) {
                session.giveBackReceived();
                wire.requireOpen();
                throw rolledBackByCut(id);
            }
            if (joined) {
                awaitArrival(life);
            } else {
                wire.flush();
                wire.requireOpen();
            }
            ended = id;
            endedIn = life;
        } catch (CutException e) {
            throw rolledBackByCut(id);
        } catch (CallException e) {
            throw XaFailures.of(e);
        } finally {
            session.branch().unbind();
        }
    }

    /** Settles nothing, and returns when the broker has seen everything before it. */
    private void awaitArrival(int life) throws CallException {
        WireSession wire = session.wire();
        DeliveryRanges none = DeliveryRanges.of(new long[0], 0);
        wire.requests()
                .callIn(
                        life,
                        "end a branch",
                        request -> new Settle(wire.number(), request, 0, SettleOutcome.ACCEPTED, none),
                        new Answer());
    }

    private static XAException rolledBackByCut(TransactionId.Xa id) {
        return XaFailures.of(
                XAException.XA_RBCOMMFAIL,
                "the connection was lost while branch " + id + " was active: the broker has rolled it back");
    }

    /** The broker would say that it does not know the branch, which is less than what is known. */
    private synchronized void requireNotCut(TransactionId.Xa id) throws XAException {
        int life = session.wire().life();
        if (ended != null && ended.equals(id) && life != 0 && life != endedIn) {
            ended = null;
            throw rolledBackByCut(id);
        }
    }

    // ---- outcome

    @Override
    public int prepare(Xid xid) throws XAException {
        TransactionId.Xa id = MambaXid.idOf(xid);
        rollBackIfFailed(id);
        requireNotCut(id);
        try {
            boolean readOnly = branches.prepare(id);
            prepared(id);
            return readOnly ? XA_RDONLY : XA_OK;
        } catch (CallException e) {
            throw XaFailures.of(e);
        }
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        TransactionId.Xa id = MambaXid.idOf(xid);
        rollBackIfFailed(id);
        if (onePhase) {
            requireNotCut(id);
        }
        try {
            branches.commit(id, onePhase);
        } catch (CallException e) {
            throw XaFailures.of(e);
        }
    }

    /** From now on it survives the connection. */
    private synchronized void prepared(TransactionId.Xa id) {
        if (ended != null && ended.equals(id)) {
            ended = null;
        }
    }

    private void rollBackIfFailed(TransactionId.Xa id) throws XAException {
        if (branches.isRollbackOnly(id)) {
            rollback(id);
            throw XaFailures.of(
                    XAException.XA_RBROLLBACK, "branch " + id + " was ended with TMFAIL and is rolled back");
        }
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        TransactionId.Xa id = MambaXid.idOf(xid);
        if (worksIn(id)) {
            throw XaFailures.of(XAException.XAER_PROTO, "the session still works in branch " + id);
        }
        rollback(id);
    }

    private synchronized boolean worksIn(TransactionId.Xa id) {
        return current != null && current.equals(id);
    }

    private void rollback(TransactionId.Xa id) throws XAException {
        try {
            branches.rollback(id);
        } catch (CallException e) {
            throw XaFailures.of(e);
        }
    }

    @Override
    public void forget(Xid xid) throws XAException {
        TransactionId.Xa id = MambaXid.idOf(xid);
        try {
            branches.forget(id);
        } catch (CallException e) {
            throw XaFailures.of(e);
        }
    }

    /** All branches come with TMSTARTRSCAN, none with the rest of the scan. */
    @Override
    public Xid[] recover(int flags) throws XAException {
        if ((flags & ~(TMSTARTRSCAN | TMENDRSCAN)) != 0) {
            throw invalidFlags("recover", flags);
        }
        if ((flags & TMSTARTRSCAN) == 0) {
            return new Xid[0];
        }
        try {
            List<TransactionId> ids = branches.recover();
            return ids.stream()
                    .filter(TransactionId.Xa.class::isInstance)
                    .map(id -> new MambaXid((TransactionId.Xa) id))
                    .toArray(Xid[]::new);
        } catch (CallException e) {
            throw XaFailures.of(e);
        }
    }

    // ---- the resource manager

    /** Whether both lead to the same broker's data, over whichever connections. */
    @Override
    public boolean isSameRM(XAResource other) {
        return other instanceof MambaXaResource mamba
                && mamba.branches.brokerId().equals(branches.brokerId());
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    /** Only 0, which means none, is taken. */
    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        if (seconds < 0) {
            throw XaFailures.of(XAException.XAER_INVAL, "a timeout of " + seconds + " s");
        }
        return seconds == 0;
    }

    private static XAException invalidFlags(String method, int flags) {
        return XaFailures.of(XAException.XAER_INVAL, method + " with flags 0x" + Integer.toHexString(flags));
    }

    @Override
    public String toString() {
        return "MambaXaResource[broker=" + branches.brokerId() + ']';
    }
}
