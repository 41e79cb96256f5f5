// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.session;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.settlement.StagedAcknowledgement;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.frame.TransactionBegin;
import io.mambamq.protocol.frame.TransactionCommit;
import io.mambamq.protocol.frame.TransactionRollback;
import io.mambamq.protocol.transaction.TransactionId;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a transacted session, one after the other. Each begins with the first thing done in it, so that an empty one
 * costs nothing. Confined to the session's thread.
 */
final class LocalTransaction implements StagedAcknowledgement.Enlistment {
    private final WireSession session;

    private @Nullable TransactionId open;
    private int number;

    LocalTransaction(WireSession session) {
        this.session = session;
    }

    @Override
    public int number() {
        if (open == null) {
            TransactionId id = session.wire().nextTransactionId();
            open = id;
            number = session.nextTransactionNumber();
            session.tell(new TransactionBegin(session.number(), 0, number, id, false));
        }
        return number;
    }

    /** Of the open transaction; null for none. */
    @Nullable
    TransactionId id() {
        return open;
    }

    /** The open transaction, which is none any more; null if nothing was done. */
    private @Nullable TransactionId end() {
        TransactionId ended = open;
        open = null;
        number = 0;
        return ended;
    }

    /** Returns when it is durable. Whatever is thrown, the next thing done is in a new transaction. */
    void commit() throws CallException {
        TransactionId ended = end();
        if (ended != null) {
            session.call("commit", request -> new TransactionCommit(session.number(), request, ended, true));
        }
    }

    /** Asks for the rollback without waiting for it; what the session asks next is answered after it. */
    void rollback() {
        TransactionId ended = end();
        if (ended != null) {
            session.tell(new TransactionRollback(session.number(), 0, ended));
        }
    }
}
