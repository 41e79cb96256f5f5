// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.agent.MpscQueue.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The queue from many threads to one")
class MpscQueueTest {

    private record Item(int producer, int number) {}

    @Test
    @DisplayName("gives elements in the order of the offers and refuses what does not fit")
    void boundedAndInOrder() {
        MpscQueue<Integer> queue = new MpscQueue<>(3);
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 4; i++) {
                assertEquals(Offer.ACCEPTED, queue.offer(i), "3 is rounded up to 4");
            }
            assertTrue(queue.isFull());
            assertEquals(Offer.FULL, queue.offer(4));
            for (int i = 0; i < 4; i++) {
                assertTrue(queue.hasNext());
                assertEquals(i, queue.poll());
            }
            assertNull(queue.poll());
            assertTrue(queue.isEmpty());
        }
    }

    @Test
    @DisplayName("refuses offers once closed, and still gives what it had accepted")
    void closed() {
        MpscQueue<String> queue = new MpscQueue<>(4);
        queue.offer("before");
        queue.close();
        assertEquals(Offer.CLOSED, queue.offer("after"));
        assertFalse(queue.isEmpty());
        assertEquals("before", queue.poll());
        assertTrue(queue.isEmpty());
    }

    @Test
    @DisplayName("has a bound")
    void capacityIsChecked() {
        assertThrows(IllegalArgumentException.class, () -> new MpscQueue<String>(0));
    }

    @Test
    @DisplayName("loses and doubles nothing, and keeps each producer's order, also when it is closed in between")
    void concurrentProducers() throws Exception {
        int producers = 4;
        int perProducer = 50_000;
        MpscQueue<Item> queue = new MpscQueue<>(64);
        AtomicIntegerArray accepted = new AtomicIntegerArray(producers);
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < producers; p++) {
            int producer = p;
            threads.add(new Thread(() -> {
                int number = 0;
                while (number < perProducer) {
                    Offer offer = queue.offer(new Item(producer, number));
                    if (offer == Offer.CLOSED) {
                        return;
                    }
                    if (offer == Offer.ACCEPTED) {
                        accepted.set(producer, ++number);
                    } else {
                        Thread.onSpinWait();
                    }
                }
            }));
        }
        threads.forEach(Thread::start);

        int[] next = new int[producers];
        int polled = 0;
        while (polled < producers * perProducer / 2) {
            polled += poll(queue, next);
        }
        queue.close();
        while (!queue.isEmpty()) {
            poll(queue, next);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        for (int p = 0; p < producers; p++) {
            assertEquals(accepted.get(p), next[p], "every accepted element of producer " + p + " was polled");
        }
    }

    private static int poll(MpscQueue<Item> queue, int[] next) {
        Item item = queue.poll();
        if (item == null) {
            Thread.onSpinWait();
            return 0;
        }
        assertEquals(next[item.producer()]++, item.number());
        return 1;
    }
}
