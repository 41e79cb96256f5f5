// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.command.Commit;
import io.mambamq.core.command.CompleteHeuristically;
import io.mambamq.core.command.Forget;
import io.mambamq.core.command.Prepare;
import io.mambamq.core.delivery.Dispatcher;
import io.mambamq.core.durable.LedgerTable;
import io.mambamq.core.ledger.ClientTable;
import io.mambamq.core.ledger.Ledger;
import io.mambamq.core.log.Proposals;
import io.mambamq.core.session.Session;
import io.mambamq.core.session.SessionTable;
import io.mambamq.core.transaction.Branch;
import io.mambamq.core.transaction.BranchState;
import io.mambamq.core.transaction.BranchTable;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.transaction.TransactionId;
import org.jspecify.annotations.Nullable;

/**
 * The life of transactions. Beginning and ending concern a session's numbers; the outcome is told by the transaction's
 * full id, from any session of any connection.
 */
public final class TransactionHandler {
    private final MachineConfig config;
    private final SessionTable sessions;
    private final BranchTable branches;
    private final ClientTable clients;
    private final LedgerTable ledgers;
    private final TransactionEnding ending;
    private final Dispatcher dispatcher;
    private final Proposals proposals;
    private final Answers answers;

    public TransactionHandler(
            MachineConfig config,
            SessionTable sessions,
            BranchTable branches,
            ClientTable clients,
            LedgerTable ledgers,
            TransactionEnding ending,
            Dispatcher dispatcher,
            Proposals proposals,
            Answers answers) {
        this.config = config;
        this.sessions = sessions;
        this.branches = branches;
        this.clients = clients;
        this.ledgers = ledgers;
        this.ending = ending;
        this.dispatcher = dispatcher;
        this.proposals = proposals;
        this.answers = answers;
    }

    // ---- a session takes part, and stops taking part

    public void begin(long id, int request, int number, TransactionId transaction, boolean join) {
        Session session = sessions.find(id);
        if (session == null) {
            answers.refuseUnknownSession(id, request);
            return;
        }
        Branch existing = branches.find(transaction);
        Refusal refusal = bindingRefusal(session, number);
        if (refusal == null) {
            refusal = join ? joinRefusal(existing, transaction) : beginRefusal(existing, transaction);
        }
        if (refusal != null) {
            answers.refuse(id, request, refusal.code(), refusal.text());
            return;
        }
        Branch branch = existing == null ? branches.begin(transaction) : existing;
        branch.addOwner(session.connection());
        session.transactions().bind(number, branch);
        answers.succeed(id, request, 0);
    }

    private @Nullable Refusal bindingRefusal(Session session, int number) {
        if (number <= 0 || session.transactions().find(number) != null) {
            return new Refusal(ErrorCode.PROTOCOL_ERROR, "transaction number " + number + " is in use or not positive");
        }
        if (session.transactions().isFull()) {
            return new Refusal(
                    ErrorCode.RESOURCE_LIMIT,
                    "a session takes part in at most " + config.boundTransactionsPerSessionMax() + " transactions");
        }
        return null;
    }

    private static @Nullable Refusal joinRefusal(@Nullable Branch existing, TransactionId id) {
        if (existing == null) {
            return unknown(id);
        }
        return existing.isActive() ? null : Refusal.notActive(existing);
    }

    private @Nullable Refusal beginRefusal(@Nullable Branch existing, TransactionId id) {
        if (existing != null) {
            return new Refusal(ErrorCode.TRANSACTION_DUPLICATE, "transaction " + id + " was begun already");
        }
        return branches.isFull()
                ? new Refusal(
                        ErrorCode.RESOURCE_LIMIT,
                        "the broker has as many open transactions as it may, " + config.openTransactionsMax())
                : null;
    }

    public void end(long id, int number) {
        Session session = sessions.find(id);
        if (session == null) {
            answers.refuseUnknownSession(id, 0);
        } else if (session.transactions().unbind(number) == null) {
            Refusal refusal = Refusal.unknownTransactionNumber(number);
            answers.refuse(id, 0, refusal.code(), refusal.text());
        }
    }

    // ---- its outcome

    public void prepare(long id, int request, TransactionId transaction) {
        Branch branch = branchToDecide(id, request, transaction);
        if (branch == null) {
            return;
        }
        if (!branch.isActive() || !(transaction instanceof TransactionId.Xa)) {
            refuseState(id, request, branch, "be prepared");
            return;
        }
        leave(id, branch);
        String rollbackReason = branch.rollbackReason();
        if (rollbackReason != null) {
            rollBackInstead(id, request, branch, rollbackReason);
        } else if (branch.isReadOnly()) {
            branches.finish(branch);
            answers.succeed(id, request, 1);
        } else {
            branch.transitionTo(BranchState.PREPARED);
            proposals.propose(new Prepare(transaction, dispatcher.nowMs(), branch.takeSettles()));
            answers.succeedWhenDurable(id, request);
        }
    }

    public void commit(long id, int request, TransactionId transaction, boolean onePhase) {
        Branch branch = branchToDecide(id, request, transaction);
        if (branch == null || refusedAsHeuristic(id, request, branch)) {
            return;
        }
        if (branch.isActive() != onePhase) {
            refuseState(id, request, branch, onePhase ? "be committed in one phase" : "be committed in two phases");
            return;
        }
        leave(id, branch);
        String rollbackReason = branch.rollbackReason();
        if (rollbackReason != null) {
            rollBackInstead(id, request, branch, rollbackReason);
        } else {
            commit(id, branch);
            answers.succeedWhenDurable(id, request);
        }
    }

    private void commit(long id, Branch branch) {
        boolean nothingToDo = branch.isActive() && branch.isReadOnly();
        branches.finish(branch);
        if (!nothingToDo) {
            proposals.propose(new Commit(branch.id(), ledgerId(id, branch), branch.takeSettles()));
        }
    }

    /** The ledger that is about to remember the commit; 0 for none, as for XA, which has its own way of recovery. */
    private int ledgerId(long id, Branch branch) {
        Session session = sessions.find(id);
        return session == null || branch.id() instanceof TransactionId.Xa ? 0 : clients.idOf(session.ledger());
    }

    /** Whether the last commit in the session's ledger is that of the transaction. */
    public void outcome(long id, int request, TransactionId transaction) {
        Session session = sessions.find(id);
        if (session == null) {
            answers.refuseUnknownSession(id, request);
            return;
        }
        Ledger ledger = session.ledger();
        if (ledger == null || transaction instanceof TransactionId.Xa) {
            answers.refuse(
                    id,
                    request,
                    ErrorCode.PROTOCOL_ERROR,
                    ledger == null ? "the session has no ledger" : "a ledger has no XA branches");
            return;
        }
        int ledgerId = ledger.id();
        answers.whenDurable(() -> answers.succeed(id, request, isCommitted(ledgerId, transaction) ? 1 : 0));
    }

    private boolean isCommitted(int ledgerId, TransactionId transaction) {
        return ledgerId != 0 && transaction.equals(ledgers.ledger(ledgerId).committed());
    }

    /** Also while other sessions take part, whose end some transaction managers forget: what these still do in it is refused. */
    public void rollBack(long id, int request, TransactionId transaction) {
        Branch branch = branchToEnd(id, request, transaction, false);
        if (branch == null || refusedAsHeuristic(id, request, branch)) {
            return;
        }
        leave(id, branch);
        ending.rollBack(branch);
        answers.succeedWhenDurable(id, request);
    }

    /** An administrator ends a prepared branch whose transaction manager does not come back. */
    public void completeHeuristically(long id, int request, TransactionId transaction, boolean committed) {
        Branch branch = branchToDecide(id, request, transaction);
        if (branch == null) {
            return;
        }
        if (branch.state() != BranchState.PREPARED) {
            refuseState(id, request, branch, "be completed heuristically");
            return;
        }
        branch.transitionTo(committed ? BranchState.HEURISTICALLY_COMMITTED : BranchState.HEURISTICALLY_ROLLED_BACK);
        proposals.propose(new CompleteHeuristically(transaction, dispatcher.nowMs(), committed));
        answers.succeedWhenDurable(id, request);
    }

    public void forget(long id, int request, TransactionId transaction) {
        Branch branch = branchToDecide(id, request, transaction);
        if (branch == null) {
            return;
        }
        if (!branch.state().isHeuristic()) {
            refuseState(id, request, branch, "be forgotten");
            return;
        }
        branches.finish(branch);
        proposals.propose(new Forget(transaction));
        answers.succeedWhenDurable(id, request);
    }

    // ---- refusals

    /**
     * The branch, if this session may decide over it; else the request is refused. While another session takes part, it
     * may have sends under way that belong to the branch, so no one decides over it yet.
     */
    private @Nullable Branch branchToDecide(long id, int request, TransactionId transaction) {
        return branchToEnd(id, request, transaction, true);
    }

    private @Nullable Branch branchToEnd(long id, int request, TransactionId transaction, boolean alone) {
        Session session = sessions.find(id);
        if (session == null) {
            answers.refuseUnknownSession(id, request);
            return null;
        }
        Branch branch = branches.find(transaction);
        Refusal refusal = branch == null
                ? unknownOrRolledBack(session, transaction)
                : participationRefusal(session, branch, alone);
        if (refusal != null) {
            answers.refuse(id, request, refusal.code(), refusal.text());
            return null;
        }
        return branch;
    }

    /** A session that still takes part in a branch which is over learns why it finds nothing. */
    private static Refusal unknownOrRolledBack(Session session, TransactionId transaction) {
        Branch finished = session.transactions().unbindAll(transaction);
        return finished == null ? unknown(transaction) : Refusal.notActive(finished);
    }

    /** Local transactions are their connection's own affair. */
    private static @Nullable Refusal participationRefusal(Session session, Branch branch, boolean alone) {
        if (branch.id() instanceof TransactionId.Local && !branch.isOwnedBy(session.connection())) {
            return unknown(branch.id());
        }
        return !alone || session.transactions().countOf(branch) == branch.boundCount()
                ? null
                : new Refusal(
                        ErrorCode.TRANSACTION_STATE,
                        "transaction " + branch.id() + " has another session that still takes part in it");
    }

    /** Who decides over a branch does not take part in it any longer; its number is free. */
    private void leave(long id, Branch branch) {
        Session session = sessions.find(id);
        if (session != null) {
            session.transactions().unbindAll(branch.id());
        }
    }

    /** The administrator was faster: the transaction manager learns what was decided, and answers with a forget. */
    private boolean refusedAsHeuristic(long id, int request, Branch branch) {
        if (!branch.state().isHeuristic()) {
            return false;
        }
        boolean committed = branch.state() == BranchState.HEURISTICALLY_COMMITTED;
        answers.refuse(
                id,
                request,
                committed
                        ? ErrorCode.TRANSACTION_HEURISTICALLY_COMMITTED
                        : ErrorCode.TRANSACTION_HEURISTICALLY_ROLLED_BACK,
                "an administrator decided over transaction " + branch.id());
        return true;
    }

    private void rollBackInstead(long id, int request, Branch branch, String reason) {
        ending.rollBack(branch);
        answers.refuseWhenDurable(
                id,
                request,
                new Refusal(
                        ErrorCode.TRANSACTION_ROLLED_BACK,
                        "transaction " + branch.id() + " was rolled back: " + reason));
    }

    private void refuseState(long id, int request, Branch branch, String wish) {
        answers.refuse(
                id,
                request,
                ErrorCode.TRANSACTION_STATE,
                "transaction " + branch.id() + " is " + branch.state() + " and cannot " + wish);
    }

    private static Refusal unknown(TransactionId id) {
        return new Refusal(ErrorCode.TRANSACTION_UNKNOWN, "no transaction has the id " + id);
    }
}
