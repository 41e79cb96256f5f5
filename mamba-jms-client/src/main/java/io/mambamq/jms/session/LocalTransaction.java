// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.session;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.jms.settlement.StagedAcknowledgement;
import io.mambamq.jms.wire.Answer;
import io.mambamq.jms.wire.Deadline;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.frame.TransactionBegin;
import io.mambamq.protocol.frame.TransactionCommit;
import io.mambamq.protocol.frame.TransactionOutcome;
import io.mambamq.protocol.frame.TransactionRollback;
import io.mambamq.protocol.transaction.TransactionId;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a transacted session, one after the other. Each begins with the first thing done in it, so that an empty one
 * costs nothing. Confined to the session's thread.
 */
final class LocalTransaction implements StagedAcknowledgement.Enlistment {
    private static final String TRANSACTION = "the transaction";
    /** The broker's answer about one that was. */
    private static final long COMMITTED = 1;

    private final WireSession session;

    private @Nullable TransactionId open;
    private int number;

    LocalTransaction(WireSession session) {
        this.session = session;
    }

    @Override
    public int number() {
        if (open == null) {
            TransactionId id = session.wire().names().nextTransactionId();
            open = id;
            number = session.nextTransactionNumber();
            session.tellOf(number, new TransactionBegin(session.number(), 0, number, id, false));
        }
        return number;
    }

    /** Of the open transaction; null for none. */
    @Nullable
    TransactionId id() {
        return open;
    }

    /**
     * Returns when it is durable. Whatever is thrown, the next thing done is in a new transaction.
     *
     * @throws RefusedException if it was rolled back
     * @throws CutException if nobody knows whether it was
     */
    void commit() throws CallException {
        TransactionId ended = open;
        if (ended == null) {
            return;
        }
        open = null;
        Deadline deadline = session.wire().callDeadline();
        int life = session.life();
        if (session.isVoidTransaction(number)) {
            throw CutException.rolledBack(TRANSACTION);
        }
        try {
            session.requests()
                    .callIn(
                            life,
                            "commit",
                            request -> new TransactionCommit(session.number(), request, ended, true),
                            new Answer(),
                            deadline);
        } catch (CutException e) {
            requireCommitted(ended, life, deadline);
        }
    }

    /** The connection was lost while it was being committed: the broker knows the outcome. */
    private void requireCommitted(TransactionId id, int life, Deadline deadline) throws CallException {
        long outcome = session.requests()
                .call(
                        "ask whether a transaction was committed",
                        request -> new TransactionOutcome(session.number(), request, id),
                        deadline);
        if (!session.isRemembered(life)) {
            throw new CutException(
                    "the connection was lost during the commit, and the broker does not remember this client:"
                            + " whether the transaction was committed is unknown");
        }
        if (outcome != COMMITTED) {
            throw CutException.rolledBack(TRANSACTION);
        }
    }

    /** Asks for the rollback without waiting for it; what the session asks next is answered after it. */
    void rollback() {
        TransactionId ended = open;
        if (ended != null) {
            open = null;
            session.tellOf(number, new TransactionRollback(session.number(), 0, ended));
        }
    }
}
