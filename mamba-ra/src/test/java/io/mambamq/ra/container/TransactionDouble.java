// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.container;

import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/** One distributed transaction as a transaction manager runs it: joins within a resource manager, two phases across them. */
public final class TransactionDouble {
    private final long number;
    private final List<Enlisted> enlisted = new ArrayList<>();
    private boolean rollbackOnly;
    private int branches;

    private record Enlisted(XAResource resource, BranchId branch, boolean leads) {}

    TransactionDouble(long number) {
        this.number = number;
    }

    public void enlist(XAResource resource) throws XAException {
        for (Enlisted other : enlisted) {
            if (other.resource == resource) {
                return;
            }
            if (other.leads && other.resource.isSameRM(resource)) {
                resource.start(other.branch, XAResource.TMJOIN);
                enlisted.add(new Enlisted(resource, other.branch, false));
                return;
            }
        }
        BranchId branch = new BranchId(number, ++branches);
        resource.start(branch, XAResource.TMNOFLAGS);
        enlisted.add(new Enlisted(resource, branch, true));
    }

    public void setRollbackOnly() {
        rollbackOnly = true;
    }

    /** How many resource managers take part. */
    public int branchCount() {
        return branches;
    }

    void end() throws XAException {
        try {
            endAll();
        } catch (XAException e) {
            rollbackOnly = true;
        }
        if (rollbackOnly) {
            rollBackAll();
        } else if (branches == 1) {
            leader().commit(enlisted.get(0).branch, true);
        } else {
            List<Enlisted> prepared = prepareAll();
            for (Enlisted one : prepared) {
                one.resource.commit(one.branch, false);
            }
        }
    }

    void rollback() throws XAException {
        rollbackOnly = true;
        end();
    }

    /** The transaction manager prepares and then dies. */
    public BranchId prepareAndForget() throws XAException {
        endAll();
        prepareAll();
        return enlisted.get(0).branch;
    }

    private XAResource leader() {
        return enlisted.get(0).resource;
    }

    private void endAll() throws XAException {
        for (Enlisted one : enlisted) {
            one.resource.end(one.branch, XAResource.TMSUCCESS);
        }
    }

    private List<Enlisted> prepareAll() throws XAException {
        List<Enlisted> prepared = new ArrayList<>();
        for (Enlisted one : enlisted) {
            if (one.leads && one.resource.prepare(one.branch) == XAResource.XA_OK) {
                prepared.add(one);
            }
        }
        return prepared;
    }

    private void rollBackAll() throws XAException {
        for (Enlisted one : enlisted) {
            if (one.leads) {
                one.resource.rollback(one.branch);
            }
        }
    }
}
