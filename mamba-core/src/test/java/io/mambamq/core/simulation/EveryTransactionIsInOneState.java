// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.transaction.TransactionId;
import java.util.HashSet;
import java.util.Set;

/** What the log decided over a transaction agrees with what its participants know. */
final class EveryTransactionIsInOneState implements Invariant {
    @Override
    public void check(World world) {
        Set<TransactionId> undecided = new HashSet<>(world.oracle.outcomes.keySet());
        undecided.retainAll(world.branches.keySet());
        for (TransactionId id : undecided) {
            assertTrue(
                    world.branches.get(id).state == SimulatedBranch.State.HEURISTIC,
                    () -> "transaction " + id + " is open for its participants and decided in the log");
        }
    }
}
