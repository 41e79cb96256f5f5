// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.transaction;

import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.command.SequenceRangesBuilder;
import io.mambamq.core.delivery.QueueConsumer;
import io.mambamq.core.delivery.QueueDelivery;
import io.mambamq.core.delivery.Redeliveries;
import io.mambamq.protocol.redelivery.RedeliveryPolicy;
import java.util.ArrayList;
import java.util.List;

/** What a transaction has accepted, by queue. Most transactions touch one or two queues, so these are looked through. */
final class BranchSettles {
    private record OfQueue(QueueDelivery queue, RedeliveryPolicy redelivery, SequenceRangesBuilder sequences) {}

    private final List<OfQueue> byQueue = new ArrayList<>(2);
    private long count;

    long count() {
        return count;
    }

    void add(QueueConsumer consumer, long sequence) {
        count++;
        for (OfQueue ofQueue : byQueue) {
            if (ofQueue.queue == consumer.queue() && ofQueue.redelivery.equals(consumer.redelivery())) {
                ofQueue.sequences.add(sequence);
                return;
            }
        }
        SequenceRangesBuilder sequences = new SequenceRangesBuilder();
        sequences.add(sequence);
        byQueue.add(new OfQueue(consumer.queue(), consumer.redelivery(), sequences));
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

    /** All of it goes back; applications have seen it. */
    void giveBack(Redeliveries redeliveries) {
        for (OfQueue ofQueue : byQueue) {
            ofQueue.sequences.forEach(sequence -> redeliveries.failed(ofQueue.queue, sequence, ofQueue.redelivery));
        }
        clear();
    }

    private void clear() {
        byQueue.clear();
        count = 0;
    }
}
