// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.durable.LoggedTransaction;
import io.mambamq.core.durable.TransactionTable;
import io.mambamq.core.effect.InDoubt;
import io.mambamq.core.log.Proposals;
import io.mambamq.core.session.SessionTable;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.List;

/** A transaction manager asks which XA branches wait for it, or for being forgotten (XA recover). */
public final class RecoveryHandler {
    private final SessionTable sessions;
    private final TransactionTable logged;
    private final Proposals proposals;
    private final Answers answers;

    public RecoveryHandler(SessionTable sessions, TransactionTable logged, Proposals proposals, Answers answers) {
        this.sessions = sessions;
        this.logged = logged;
        this.proposals = proposals;
        this.answers = answers;
    }

    /** Answered from what is durable when everything proposed before the question is. */
    public void recover(long session, int request) {
        if (sessions.find(session) == null) {
            answers.refuseUnknownSession(session, request);
            return;
        }
        proposals.afterProposed(() -> answers.now(new InDoubt(session, request, inDoubt())));
    }

    private List<TransactionId> inDoubt() {
        return logged.transactions().stream()
                .filter(transaction -> transaction.state() != LoggedTransaction.State.STAGING)
                .map(LoggedTransaction::id)
                .toList();
    }
}
