// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.core.QueueCounts;
import io.mambamq.core.command.CommandType;
import io.mambamq.core.command.Settle;
import io.mambamq.core.command.SettleReason;
import java.util.concurrent.atomic.AtomicLong;

/** Ready, delayed, unsettled, in a transaction or on its way out: each message of a queue is in one place. */
final class EveryMessageIsSomewhere implements Invariant {
    @Override
    public void check(World world) {
        if (isRestarting(world)) {
            return;
        }
        for (int id = 1; id <= world.oracle.queues.size(); id++) {
            NaiveBroker.Queue queue = world.oracle.queue(id);
            QueueCounts counts = world.machine.queueCounts(queue.name);
            long held = world.held.values().stream()
                    .filter(place -> place.queue().equals(queue.name))
                    .count();
            assertEquals(queue.messages.size(), counts.messages(), () -> "messages in " + queue.name);
            assertEquals(
                    counts.messages(),
                    counts.ready() + counts.delayed() + held + expiring(world, id),
                    () -> "places of messages in " + queue.name + ": " + counts);
        }
    }

    /** Delivery begins when the restart has committed. */
    static boolean isRestarting(World world) {
        return world.log.outstandingCommands().stream().anyMatch(command -> command.type() == CommandType.RESTARTED);
    }

    private static long expiring(World world, int queueId) {
        AtomicLong count = new AtomicLong();
        world.log.outstandingCommands().forEach(command -> {
            if (command instanceof Settle settle
                    && settle.queueId() == queueId
                    && settle.reason() == SettleReason.EXPIRED) {
                settle.sequences().forEach(sequence -> count.incrementAndGet());
            }
        });
        return count.get();
    }
}
