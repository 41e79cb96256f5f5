// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.queue.QueueIndex;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DelayedMessagesTest {
    private final DelayedMessages delayed = new DelayedMessages();

    @Test
    void keepsAMessageUntilItsTime() {
        delayed.add(100, 1);

        assertEquals(QueueIndex.NONE, delayed.pollDue(99));
        assertEquals(1, delayed.pollDue(100));
        assertTrue(delayed.isEmpty());
    }

    @Test
    void agreesWithAPriorityQueue() {
        record Delayed(long timeMs, long sequence) {}
        PriorityQueue<Delayed> model =
                new PriorityQueue<>(Comparator.comparingLong(Delayed::timeMs).thenComparingLong(Delayed::sequence));
        Random random = new Random(3);
        for (long sequence = 1; sequence <= 20_000; sequence++) {
            long timeMs = sequence / 4 + random.nextInt(50);
            delayed.add(timeMs, sequence);
            model.add(new Delayed(timeMs, sequence));
            long nowMs = sequence / 4;
            while (!model.isEmpty() && model.peek().timeMs() <= nowMs) {
                assertEquals(model.remove().sequence(), delayed.pollDue(nowMs));
            }
            assertEquals(QueueIndex.NONE, delayed.pollDue(nowMs));
            assertEquals(model.size(), delayed.count());
        }
    }
}
