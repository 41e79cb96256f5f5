// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.command.Rollback;
import io.mambamq.core.delivery.Redeliveries;
import io.mambamq.core.log.Proposals;
import io.mambamq.core.transaction.Branch;
import io.mambamq.core.transaction.BranchTable;

/** The rollback of a transaction, whoever wants it: its client, a limit, or the loss of its connection. */
public final class TransactionEnding {
    private final BranchTable branches;
    private final Proposals proposals;
    private final Redeliveries redeliveries;

    public TransactionEnding(BranchTable branches, Proposals proposals, Redeliveries redeliveries) {
        this.branches = branches;
        this.proposals = proposals;
        this.redeliveries = redeliveries;
    }

    /**
     * Only what the log knows needs a command. The settles of an unprepared transaction are the leader's own affair, and go
     * back as if each had been returned. Those of a prepared one do when the command has committed.
     */
    void rollBack(Branch branch) {
        boolean logged = branch.isStaging() || !branch.isActive();
        branches.finish(branch);
        branch.giveBackSettles(redeliveries);
        redeliveries.propose();
        if (logged) {
            proposals.propose(new Rollback(branch.id()));
        }
    }
}
