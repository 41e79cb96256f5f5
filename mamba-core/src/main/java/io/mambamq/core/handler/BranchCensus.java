// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.durable.Catalog;
import io.mambamq.core.durable.LoggedTransaction;
import io.mambamq.core.durable.LoggedTransaction.Staged;
import io.mambamq.core.queue.QueueIndex;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.transaction.InDoubtBranch;
import io.mambamq.protocol.transaction.InDoubtState;
import java.util.LinkedHashSet;
import java.util.Set;

/** Counts what is in a branch in doubt, in time proportional to it. A subscription counts as its topic. */
final class BranchCensus {
    private final Catalog catalog;
    private final LoggedTransaction branch;
    private final Set<Integer> ids = new LinkedHashSet<>();
    private final Set<DestinationName> destinations = new LinkedHashSet<>();

    BranchCensus(Catalog catalog, LoggedTransaction branch) {
        this.catalog = catalog;
        this.branch = branch;
    }

    InDoubtBranch inDoubtBranch() {
        long deliveries = 0;
        for (QueueSettles settles : branch.settles()) {
            deliveries += settles.sequences().sequenceCount();
            touch(settles.queueId());
        }
        for (Staged staged : branch.staged()) {
            touch(staged.queueId());
        }
        return new InDoubtBranch(
                branch.id(),
                stateOf(branch),
                branch.sinceMs(),
                branch.staged().size(),
                deliveries,
                destinations.stream().limit(InDoubtBranch.DESTINATIONS_MAX).toList(),
                destinations.size());
    }

    private void touch(int id) {
        if (ids.add(id)) {
            QueueIndex queue = catalog.find(id);
            if (queue != null) {
                destinations.add(queue.name());
            }
        }
    }

    private static InDoubtState stateOf(LoggedTransaction transaction) {
        return switch (transaction.state()) {
            case STAGING -> throw new IllegalStateException("transaction " + transaction.id() + " is not prepared");
            case PREPARED -> InDoubtState.PREPARED;
            case HEURISTICALLY_COMMITTED -> InDoubtState.HEURISTICALLY_COMMITTED;
            case HEURISTICALLY_ROLLED_BACK -> InDoubtState.HEURISTICALLY_ROLLED_BACK;
        };
    }
}
