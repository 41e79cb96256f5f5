// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.frame.SettleOutcome;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The end of a run: everyone leaves, branches in doubt are decided, and one last session takes all that is left. Then the
 * books must balance: what was confirmed was consumed once, or expired, and nothing is left over.
 */
final class Ending {
    private final World world;
    private final Workload workload;
    private final Random random;

    Ending(World world, Workload workload, Random random) {
        this.world = world;
        this.workload = workload;
        this.random = random;
    }

    void run() {
        world.openSessions().forEach(session -> {
            workload.closeSession(session);
            world.carryOut();
        });
        for (long connection = 1; connection <= Workload.CONNECTIONS; connection++) {
            workload.loseConnection(connection);
        }
        world.carryOut();
        world.commitAll();
        decideAll();
        while (!world.reads.isEmpty()) {
            world.showDeadLetter(true);
            world.carryOut();
            world.commitAll();
        }
        world.nowMs += 2_000;
        world.machine.tick(world.nowMs);
        world.carryOut();
        consumeAll();
        checkBooks();
        long digest = world.machine.digest();
        assertEquals(digest, world.replayed().digest(), "the log replayed gives the digest of the living machine");
        assertEquals(digest, world.checkpoints.restored().digest(), "so does the newest snapshot with what came after");
    }

    private void decideAll() {
        SimulatedSession session = workload.openSession();
        TransactionMoves moves = new TransactionMoves(world, random);
        moves.recover(session);
        world.carryOut();
        while (!world.branches.isEmpty()) {
            SimulatedBranch any = world.branches.values().iterator().next();
            if (any.state == SimulatedBranch.State.HEURISTIC) {
                moves.forget(session);
            } else if (any.state == SimulatedBranch.State.ACTIVE || random.nextBoolean()) {
                moves.rollBack(session);
            } else {
                moves.commit(session, true);
            }
            world.carryOut();
            world.commitAll();
        }
    }

    private void consumeAll() {
        SimulatedSession session = workload.openSession();
        List<SimulatedSession.Consumer> consumers = Workload.CONSUMED.stream()
                .map(queue -> workload.attach(session, queue))
                .toList();
        world.carryOut();
        world.commitAll();
        consumers.forEach(consumer -> workload.credit(session, consumer, 1_000_000, 1L << 40));
        world.carryOut();
        while (!session.unsettled.isEmpty()) {
            workload.settle(session, 0, SettleOutcome.ACCEPTED, List.copyOf(session.unsettled.keySet()));
            world.carryOut();
            world.commitAll();
        }
        world.commitAll();
    }

    private void checkBooks() {
        world.oracle.queues.forEach(queue -> assertTrue(queue.messages.isEmpty(), () -> "left in " + queue.name));
        Set<Long> lost = new HashSet<>(world.confirmed);
        lost.removeAll(world.oracle.consumed);
        lost.removeAll(world.oracle.expired);
        assertTrue(lost.isEmpty(), () -> "confirmed and lost: " + lost);
    }
}
