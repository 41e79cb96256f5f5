// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.xa;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.wire.Answer;
import io.mambamq.jms.wire.CallSession;
import io.mambamq.jms.wire.Wire;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.frame.TransactionCommit;
import io.mambamq.protocol.frame.TransactionForget;
import io.mambamq.protocol.frame.TransactionPrepare;
import io.mambamq.protocol.frame.TransactionRecover;
import io.mambamq.protocol.frame.TransactionRollback;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Prepares and decides branches, in a session of its own that is opened when first needed, so that closing the session which did the
 * work does not matter. Any thread.
 */
public final class BranchCalls {
    private final Wire wire;
    private final CallSession calls;
    /** Branches that were ended with TMFAIL: the broker does not know, and they can only be rolled back. */
    private final Set<TransactionId> rollbackOnly = ConcurrentHashMap.newKeySet();

    public BranchCalls(Wire wire) {
        this.wire = wire;
        this.calls = new CallSession(wire);
    }

    UUID brokerId() {
        return wire.brokerId();
    }

    void markRollbackOnly(TransactionId id) {
        rollbackOnly.add(id);
    }

    boolean isRollbackOnly(TransactionId id) {
        return rollbackOnly.contains(id);
    }

    /** True if there was nothing to do, and the branch is over. */
    boolean prepare(TransactionId id) throws CallException {
        WireSession opened = session();
        return opened.call("prepare", request -> new TransactionPrepare(opened.number(), request, id)) == 1;
    }

    void commit(TransactionId id, boolean onePhase) throws CallException {
        WireSession opened = session();
        opened.call("commit", request -> new TransactionCommit(opened.number(), request, id, onePhase));
    }

    void rollback(TransactionId id) throws CallException {
        WireSession opened = session();
        opened.call("rollback", request -> new TransactionRollback(opened.number(), request, id));
        rollbackOnly.remove(id);
    }

    void forget(TransactionId id) throws CallException {
        WireSession opened = session();
        opened.call("forget", request -> new TransactionForget(opened.number(), request, id));
    }

    List<TransactionId> recover() throws CallException {
        WireSession opened = session();
        Answer answer = new Answer();
        opened.call("recover", request -> new TransactionRecover(opened.number(), request), answer);
        return answer.ids();
    }

    private WireSession session() throws CallException {
        return calls.get();
    }
}
