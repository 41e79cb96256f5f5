// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.durable.Catalog;
import io.mambamq.core.durable.DurableState;
import io.mambamq.core.durable.LoggedTransaction;
import io.mambamq.core.durable.TransactionTable;
import io.mambamq.core.effect.BranchListed;
import io.mambamq.core.effect.InDoubt;
import io.mambamq.core.log.Proposals;
import io.mambamq.core.session.SessionTable;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.List;

/**
 * A transaction manager asks which XA branches wait for it, or for being forgotten (XA recover); an administrator also asks
 * what is in them. Answered from what is durable when everything proposed before the question is.
 */
public final class RecoveryHandler {
    private final SessionTable sessions;
    private final TransactionTable logged;
    private final Catalog catalog;
    private final Proposals proposals;
    private final Answers answers;

    public RecoveryHandler(SessionTable sessions, DurableState durable, Proposals proposals, Answers answers) {
        this.sessions = sessions;
        this.logged = durable.transactions();
        this.catalog = durable.catalog();
        this.proposals = proposals;
        this.answers = answers;
    }

    public void recover(long session, int request) {
        whenDurable(session, request, () -> {
            List<TransactionId> ids =
                    inDoubt().stream().map(LoggedTransaction::id).toList();
            answers.now(new InDoubt(session, request, ids));
        });
    }

    public void list(long session, int request) {
        whenDurable(session, request, () -> {
            List<LoggedTransaction> branches = inDoubt();
            branches.forEach(branch ->
                    answers.now(new BranchListed(session, request, new BranchCensus(catalog, branch).inDoubtBranch())));
            answers.succeed(session, request, branches.size());
        });
    }

    private void whenDurable(long session, int request, Runnable answer) {
        if (sessions.find(session) == null) {
            answers.refuseUnknownSession(session, request);
        } else {
            proposals.afterProposed(answer);
        }
    }

    private List<LoggedTransaction> inDoubt() {
        return logged.transactions().stream()
                .filter(transaction -> transaction.state() != LoggedTransaction.State.STAGING)
                .toList();
    }
}
