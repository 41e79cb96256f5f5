// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.transaction;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.IllegalStateException;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.LocalTransactionException;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * A local transaction as a branch that only this object knows and that commits in one phase: one code path for both kinds,
 * and nothing for a transaction manager to recover. One at a time, driven by the container's thread.
 */
public final class OnePhaseTransaction implements LocalTransaction {
    private final TrackedXaResource resource;
    private @Nullable OnePhaseXid current;

    public OnePhaseTransaction(TrackedXaResource resource) {
        this.resource = resource;
    }

    @Override
    public void begin() throws ResourceException {
        if (current != null || resource.isInBranch()) {
            throw new IllegalStateException("the session takes part in a transaction already");
        }
        OnePhaseXid xid = OnePhaseXid.random();
        run("begin", () -> resource.start(xid, XAResource.TMNOFLAGS));
        current = xid;
    }

    @Override
    public void commit() throws ResourceException {
        OnePhaseXid xid = take();
        run("commit", () -> {
            resource.end(xid, XAResource.TMSUCCESS);
            resource.commit(xid, true);
        });
    }

    @Override
    public void rollback() throws ResourceException {
        OnePhaseXid xid = take();
        run("rollback", () -> {
            resource.end(xid, XAResource.TMSUCCESS);
            resource.rollback(xid);
        });
    }

    private OnePhaseXid take() throws IllegalStateException {
        OnePhaseXid xid = current;
        if (xid == null) {
            throw new IllegalStateException("no local transaction has begun");
        }
        current = null;
        return xid;
    }

    private static void run(String what, Step step) throws LocalTransactionException {
        try {
            step.run();
        } catch (XAException e) {
            throw new LocalTransactionException(
                    "the local transaction's " + what + " failed: " + e.getMessage() + " (XA error " + e.errorCode
                            + ")",
                    e);
        }
    }

    private interface Step {
        void run() throws XAException;
    }
}
