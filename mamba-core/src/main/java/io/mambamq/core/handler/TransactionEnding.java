// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.command.Rollback;
import io.mambamq.core.delivery.Dispatcher;
import io.mambamq.core.log.Proposals;
import io.mambamq.core.transaction.Branch;
import io.mambamq.core.transaction.BranchTable;

/** The rollback of a transaction, whoever wants it: its client, a limit, or the loss of its connection. */
public final class TransactionEnding {
    private final BranchTable branches;
    private final Proposals proposals;
    private final Dispatcher dispatcher;

    public TransactionEnding(BranchTable branches, Proposals proposals, Dispatcher dispatcher) {
        this.branches = branches;
        this.proposals = proposals;
        this.dispatcher = dispatcher;
    }

    /**
     * Only what the log knows needs a command. The settles of an unprepared transaction are the leader's own affair: they
     * go back at once, and a restart would do the same to them. Those of a prepared one go back when the command has
     * committed.
     */
    void rollBack(Branch branch) {
        boolean logged = branch.isStaging() || !branch.isActive();
        branches.finish(branch);
        branch.giveBackSettles(dispatcher);
        if (logged) {
            proposals.propose(new Rollback(branch.id()));
        }
    }
}
