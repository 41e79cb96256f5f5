// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.transaction;

import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.command.SequenceRangesBuilder;
import io.mambamq.core.delivery.Dispatcher;
import io.mambamq.core.delivery.QueueDelivery;
import java.util.ArrayList;
import java.util.List;

/** What a transaction has accepted, by queue. Most transactions touch one or two queues, so these are looked through. */
final class BranchSettles {
    private record OfQueue(QueueDelivery queue, SequenceRangesBuilder sequences) {}

    private final List<OfQueue> byQueue = new ArrayList<>(2);
    private long count;

    long count() {
        return count;
    }

    void add(QueueDelivery queue, long sequence) {
        count++;
        for (OfQueue ofQueue : byQueue) {
            if (ofQueue.queue == queue) {
                ofQueue.sequences.add(sequence);
                return;
            }
        }
        SequenceRangesBuilder sequences = new SequenceRangesBuilder();
        sequences.add(sequence);
        byQueue.add(new OfQueue(queue, sequences));
    }

    /** All of it, for a command that decides over it. */
    List<QueueSettles> take() {
        List<QueueSettles> settles = new ArrayList<>(byQueue.size());
        for (OfQueue ofQueue : byQueue) {
            settles.add(new QueueSettles(ofQueue.queue.id(), ofQueue.sequences.take()));
        }
        clear();
        return settles;
    }

    /** All of it goes back to its place; applications have seen it. */
    void giveBack(Dispatcher dispatcher) {
        for (OfQueue ofQueue : byQueue) {
            ofQueue.sequences.forEach(sequence -> dispatcher.giveBack(ofQueue.queue, sequence, true));
        }
        clear();
    }

    private void clear() {
        byQueue.clear();
        count = 0;
    }
}
