// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.core.command.Settle;
import io.mambamq.core.command.SettleReason;
import io.mambamq.core.effect.Deliver;
import io.mambamq.core.effect.EffectList;
import io.mambamq.core.effect.Examine;
import io.mambamq.core.log.Proposals;
import io.mambamq.core.queue.QueueIndex;
import io.mambamq.protocol.message.EncodedMessage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings ready messages and waiting consumers together. Whatever changes one of the two says so, and {@link #run} at the
 * end of the input does the rest: afterwards no queue has both.
 */
public final class Dispatcher {
    /** So many messages are looked at for a selective consumer before others have their turn. */
    private static final int EXAMINED_MESSAGES_MAX = 64;
    /** And so many bytes of them, but for the last one. */
    private static final long EXAMINED_BYTES_MAX = 1L << 20;

    private final EffectList effects;
    private final Proposals proposals;
    private final List<QueueDelivery> due = new ArrayList<>();
    private final Set<QueueDelivery> delaying = new LinkedHashSet<>();
    private long nowMs;
    /** How many there have been; the next one's number is one more. */
    private long examinations;

    public Dispatcher(EffectList effects, Proposals proposals) {
        this.effects = effects;
        this.proposals = proposals;
    }

    /** Time goes on: what was delayed until now is ready. */
    public void tick(long timeMs) {
        nowMs = timeMs;
        if (!delaying.isEmpty()) {
            delaying.removeIf(queue -> {
                if (queue.releaseDelayed(timeMs)) {
                    markDue(queue);
                }
                return !queue.isDelaying();
            });
        }
    }

    /** What the last tick said. */
    public long nowMs() {
        return nowMs;
    }

    /** The message entered the queue. */
    public void add(QueueDelivery queue, long sequence) {
        queue.add(sequence, nowMs);
        added(queue);
    }

    /** All that the queue has, but for what prepared transactions lock; nothing of it was added before. */
    void addAll(QueueDelivery queue) {
        queue.addAll(nowMs);
        added(queue);
    }

    private void added(QueueDelivery queue) {
        if (queue.isDelaying()) {
            delaying.add(queue);
        }
        markDue(queue);
    }

    /** The message is back in its old place, as if it had never left. */
    public void giveBack(QueueDelivery queue, long sequence) {
        queue.giveBack(sequence);
        markDue(queue);
    }

    /** The queue has ended: no more of it is delivered. */
    void forget(QueueDelivery queue) {
        delaying.remove(queue);
    }

    /** The consumer got credit, or room for more deliveries. */
    public void wake(QueueConsumer consumer) {
        if (consumer.mayReceive()) {
            if (consumer.scan() == null) {
                consumer.queue().waiting().add(consumer);
            }
            markDue(consumer.queue());
        }
    }

    public void run() {
        for (int i = 0; i < due.size(); i++) {
            QueueDelivery queue = due.get(i);
            queue.setDispatchDue(false);
            dispatch(queue);
        }
        due.clear();
    }

    private void markDue(QueueDelivery queue) {
        if (!queue.isDispatchDue()) {
            queue.setDispatchDue(true);
            due.add(queue);
        }
    }

    private void dispatch(QueueDelivery queue) {
        for (QueueConsumer consumer = queue.waiting().first();
                consumer != null;
                consumer = queue.waiting().first()) {
            long sequence = queue.ready().next();
            if (sequence == QueueIndex.NONE) {
                break;
            }
            queue.ready().removeNext();
            if (isExpired(queue.index(), sequence)) {
                queue.expired().add(sequence);
            } else {
                deliver(queue, sequence, consumer);
                queue.waiting().rotate();
            }
        }
        // By index: who drained a consumer may detach it.
        for (int i = 0; i < queue.selective().size(); i++) {
            select(queue, queue.selective().get(i));
        }
        if (!queue.expired().isEmpty()) {
            proposals.propose(
                    new Settle(queue.id(), SettleReason.EXPIRED, queue.expired().take()));
        }
    }

    private boolean isExpired(QueueIndex index, long sequence) {
        long expirationMs = index.expirationMs(sequence);
        return expirationMs != 0 && expirationMs <= nowMs;
    }

    private void deliver(QueueDelivery queue, long sequence, QueueConsumer consumer) {
        QueueIndex index = queue.index();
        int sizeBytes = index.sizeBytes(sequence);
        long delivery = consumer.deliver(sequence, sizeBytes);
        effects.add(new Deliver(
                consumer.session(),
                consumer.number(),
                delivery,
                queue.nextDeliveryCount(sequence),
                index.stream(),
                index.position(sequence),
                sizeBytes));
    }

    // ---- selective consumers

    /** A number that no examination had before. */
    public long nextExamination() {
        return ++examinations;
    }

    /** The messages of an examination, in its order; null for one that cannot be read. */
    public void examined(QueueConsumer consumer, long number, List<@Nullable EncodedMessage> messages) {
        SelectorScan scan = consumer.scan();
        if (scan == null || !scan.isExamining(number)) {
            return;
        }
        for (int i = 0; i < messages.size(); i++) {
            EncodedMessage message = messages.get(i);
            if (message != null) {
                scan.examine(consumer.queue(), scan.examined().get(i), message);
            }
        }
        scan.finish();
        markDue(consumer.queue());
    }

    /** Delivers what is known to match, then asks for more to look at, as far as there is credit. */
    private void select(QueueDelivery queue, QueueConsumer consumer) {
        SelectorScan scan = consumer.scan();
        if (scan == null || scan.isExamining()) {
            return;
        }
        do {
            deliverMatched(queue, consumer, scan);
            if (consumer.mayReceive()) {
                examine(queue, consumer, scan);
            }
            // What came back may all have left again, or expired: then nothing keeps the others back any more.
        } while (!scan.isExamining() && consumer.mayReceive() && scan.hasMatched());
        if (!scan.isExamining()) {
            scan.idle();
        }
    }

    private void deliverMatched(QueueDelivery queue, QueueConsumer consumer, SelectorScan scan) {
        while (consumer.mayReceive() && !scan.hasAgain()) {
            long sequence = scan.pollMatched(queue);
            if (sequence == QueueIndex.NONE) {
                break;
            }
            takeOut(queue, sequence);
            if (isExpired(queue.index(), sequence)) {
                queue.expired().add(sequence);
            } else {
                deliver(queue, sequence, consumer);
            }
        }
    }

    private void examine(QueueDelivery queue, QueueConsumer consumer, SelectorScan scan) {
        List<Long> sequences = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        long bytes = 0;
        while (sequences.size() < EXAMINED_MESSAGES_MAX && bytes < EXAMINED_BYTES_MAX) {
            long sequence = scan.next(queue);
            if (sequence == QueueIndex.NONE) {
                break;
            }
            // Not before there is a message: until then the queue may not have been declared.
            QueueIndex index = queue.index();
            if (isExpired(index, sequence)) {
                takeOut(queue, sequence);
                queue.expired().add(sequence);
            } else {
                sequences.add(sequence);
                positions.add(index.position(sequence));
                bytes += index.sizeBytes(sequence);
            }
        }
        if (!sequences.isEmpty()) {
            long number = nextExamination();
            scan.begin(number, sequences);
            int stream = queue.index().stream();
            effects.add(new Examine(consumer.session(), consumer.number(), number, stream, List.copyOf(positions)));
        }
    }

    private static void takeOut(QueueDelivery queue, long sequence) {
        queue.ready().remove(sequence, queue.index().priority(sequence));
    }
}
