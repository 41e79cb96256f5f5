// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.xa;

import java.nio.file.Path;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Passes everything on; {@code prepare} and the second phase's {@code commit} go through a {@link HaltPoint}. */
record HaltingXaResource(XAResource derby, Path haltDirectory) implements XAResource {

    @Override
    public int prepare(Xid xid) throws XAException {
        int vote = derby.prepare(xid);
        HaltPoint.AFTER_PREPARE.pass(haltDirectory);
        return vote;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        if (!onePhase) {
            HaltPoint.BEFORE_COMMIT.pass(haltDirectory);
        }
        derby.commit(xid, onePhase);
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        derby.rollback(xid);
    }

    @Override
    public void forget(Xid xid) throws XAException {
        derby.forget(xid);
    }

    @Override
    public Xid[] recover(int flags) throws XAException {
        return derby.recover(flags);
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        derby.start(xid, flags);
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        derby.end(xid, flags);
    }

    @Override
    public boolean isSameRM(XAResource other) throws XAException {
        return other instanceof HaltingXaResource halting && derby.isSameRM(halting.derby());
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return derby.getTransactionTimeout();
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return derby.setTransactionTimeout(seconds);
    }
}
