// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.transaction;

import io.mambamq.core.durable.LoggedTransaction;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The transactions that are not over, by id, as the leader sees them. */
public final class BranchTable {
    private final int openMax;
    private final Map<TransactionId, Branch> branches = new HashMap<>();

    public BranchTable(int openMax) {
        this.openMax = openMax;
    }

    public @Nullable Branch find(TransactionId id) {
        return branches.get(id);
    }

    public boolean isFull() {
        return branches.size() >= openMax;
    }

    public Branch begin(TransactionId id) {
        Branch branch = Branch.begin(id);
        branches.put(id, branch);
        return branch;
    }

    /** A branch that the log told before this leader began; one that was not prepared is about to be rolled back. */
    public void adopt(LoggedTransaction logged) {
        BranchState state = switch (logged.state()) {
            case STAGING -> null;
            case PREPARED -> BranchState.PREPARED;
            case HEURISTICALLY_COMMITTED -> BranchState.HEURISTICALLY_COMMITTED;
            case HEURISTICALLY_ROLLED_BACK -> BranchState.HEURISTICALLY_ROLLED_BACK;
        };
        if (state != null) {
            branches.put(logged.id(), Branch.recovered(logged.id(), state));
        }
    }

    public void finish(Branch branch) {
        branch.transitionTo(BranchState.FINISHED);
        branches.remove(branch.id());
    }
}
