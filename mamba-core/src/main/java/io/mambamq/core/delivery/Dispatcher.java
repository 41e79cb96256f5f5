// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.core.command.Settle;
import io.mambamq.core.command.SettleReason;
import io.mambamq.core.effect.Deliver;
import io.mambamq.core.effect.EffectList;
import io.mambamq.core.log.Proposals;
import io.mambamq.core.queue.QueueIndex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings ready messages and waiting consumers together. Whatever changes one of the two says so, and {@link #run} at the
 * end of the input does the rest: afterwards no queue has both.
 */
public final class Dispatcher {
    private final EffectList effects;
    private final Proposals proposals;
    private final List<QueueDelivery> due = new ArrayList<>();
    private final Set<QueueDelivery> delaying = new LinkedHashSet<>();
    private long nowMs;

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

    /** The message is back in its old place; {@code seen} as for {@link QueueDelivery#giveBack}. */
    public void giveBack(QueueDelivery queue, long sequence, boolean seen) {
        queue.giveBack(sequence, seen);
        markDue(queue);
    }

    /** The consumer got credit, or room for more deliveries. */
    public void wake(QueueConsumer consumer) {
        if (consumer.mayReceive()) {
            consumer.queue().waiting().add(consumer);
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
            }
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
                queue.id(),
                index.position(sequence),
                sizeBytes));
        queue.waiting().rotate();
    }
}
