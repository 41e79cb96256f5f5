// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.core.command.Return;
import io.mambamq.core.command.SequenceRangesBuilder;
import io.mambamq.core.log.Proposals;
import io.mambamq.protocol.redelivery.RedeliveryPolicy;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What becomes of messages that come back after an application may have seen them: the log counts the failure, and they
 * are ready again, now or after a delay, or leave for the dead-letter queue. What came back during one input is decided by
 * {@link #propose} at its end, before its answer is parked, so that who is answered finds it in its place.
 */
public final class Redeliveries {
    /** A delay is shorter than the policy says by up to one such part of it. */
    private static final int JITTER_PART = 5;

    /** What goes into one command. */
    private record Batch(QueueDelivery queue, boolean failed, long deliveryTimeMs) {}

    private final RedeliveryPolicy policy;
    private final Dispatcher dispatcher;
    private final DeadLetters deadLetters;
    private final Proposals proposals;
    private final Map<Batch, SequenceRangesBuilder> batches = new LinkedHashMap<>();
    /** How many inputs returned anything: what came back together waits equally long, and so stays in order. */
    private long inputs;

    /** @param policy where a consumer's is not known */
    public Redeliveries(RedeliveryPolicy policy, Dispatcher dispatcher, DeadLetters deadLetters, Proposals proposals) {
        this.policy = policy;
        this.dispatcher = dispatcher;
        this.deadLetters = deadLetters;
        this.proposals = proposals;
    }

    public RedeliveryPolicy policy() {
        return policy;
    }

    /** An application was given the message and did not accept it. */
    public void failed(QueueDelivery queue, long sequence, RedeliveryPolicy consumers) {
        if (queue.isEnded()) {
            return;
        }
        int failures = queue.index().failures(sequence) + 1;
        if (consumers.isExhausted(failures) && deadLetters.takes(queue)) {
            deadLetters.add(new DeadLetters.Dead(queue, sequence, failures, consumers));
        } else {
            giveBack(queue, sequence, true, deliveryTimeMs(consumers.delayMsAfter(failures)));
        }
    }

    /**
     * The message was on its way to an application, or waited there, when its connection was lost. It is marked as
     * redelivered, once for all: that connections are lost is no fault of the message.
     */
    public void maybeSeen(QueueDelivery queue, long sequence) {
        if (queue.isEnded()) {
            return;
        }
        if (queue.nextDeliveryCount(sequence) > 1) {
            dispatcher.giveBack(queue, sequence);
        } else {
            giveBack(queue, sequence, false, 0);
        }
    }

    private void giveBack(QueueDelivery queue, long sequence, boolean failed, long deliveryTimeMs) {
        batches.computeIfAbsent(new Batch(queue, failed, deliveryTimeMs), batch -> new SequenceRangesBuilder())
                .add(sequence);
        queue.returning();
    }

    private long deliveryTimeMs(long delayMs) {
        if (delayMs == 0) {
            return 0;
        }
        long scattered = (inputs * 0x9E3779B97F4A7C15L) >>> Integer.SIZE;
        long shorterMs = (delayMs / JITTER_PART * scattered) >>> Integer.SIZE;
        return dispatcher.nowMs() + delayMs - shorterMs;
    }

    /** The input ends: what came back is on its way. */
    public void propose() {
        if (!batches.isEmpty()) {
            batches.forEach((batch, sequences) -> proposals.propose(
                    new Return(batch.queue.id(), batch.failed, batch.deliveryTimeMs, sequences.build())));
            batches.clear();
        }
        inputs++;
    }

    /** A message is back by a command that committed. */
    void returned(QueueDelivery queue, long sequence) {
        queue.returned();
        dispatcher.add(queue, sequence);
    }
}
