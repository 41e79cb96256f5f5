// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.xa;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.wire.Answer;
import io.mambamq.jms.wire.CallSession;
import io.mambamq.jms.wire.Wire;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.frame.SessionFrame;
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
import java.util.function.IntFunction;

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
        return call("prepare", request -> new TransactionPrepare(opened.number(), request, id)) == 1;
    }

    void commit(TransactionId id, boolean onePhase) throws CallException {
        WireSession opened = session();
        call("commit", request -> new TransactionCommit(opened.number(), request, id, onePhase));
    }

    void rollback(TransactionId id) throws CallException {
        WireSession opened = session();
        call("rollback", request -> new TransactionRollback(opened.number(), request, id));
        rollbackOnly.remove(id);
    }

    void forget(TransactionId id) throws CallException {
        WireSession opened = session();
        call("forget", request -> new TransactionForget(opened.number(), request, id));
    }

    List<TransactionId> recover() throws CallException {
        WireSession opened = session();
        Answer answer = new Answer();
        opened.requests()
                .callIn(opened.life(), "recover", request -> new TransactionRecover(opened.number(), request), answer);
        return answer.ids();
    }

    /** Once, in the life that there is: a transaction manager asks again by itself, also after a lost connection. */
    private long call(String what, IntFunction<SessionFrame> frame) throws CallException {
        WireSession opened = session();
        return opened.requests().callIn(opened.life(), what, frame, new Answer());
    }

    private WireSession session() throws CallException {
        wire.requireConnected();
        return calls.get();
    }
}
