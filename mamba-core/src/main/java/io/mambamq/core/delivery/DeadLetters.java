// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.core.RedeliverySettings;
import io.mambamq.core.command.DeadLetter;
import io.mambamq.core.command.Return;
import io.mambamq.core.command.SequenceRanges;
import io.mambamq.core.effect.EffectList;
import io.mambamq.core.effect.ReadDeadLetter;
import io.mambamq.core.log.Proposals;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.redelivery.RedeliveryPolicy;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way to the dead-letter queue: read back, then moved by one command, of which a crash leaves all or
 * nothing. One that cannot go there stays in its queue and is tried again after the longest delay.
 */
public final class DeadLetters {
    /** Messages that are read, or whose command has not committed, at a time; each is held in memory. */
    private static final int UNDER_WAY_MAX = 16;

    /** Between trying in vain and trying again, at the least. */
    private static final long RETRY_MS_MIN = 1_000;

    /**
     * A message whose attempts are used up.
     *
     * @param failures the last one included
     */
    record Dead(QueueDelivery queue, long sequence, int failures, RedeliveryPolicy policy) {}

    private final RedeliverySettings settings;
    private final QueueDirectory queues;
    private final Dispatcher dispatcher;
    private final EffectList effects;
    private final Proposals proposals;
    private final ArrayDeque<Dead> waiting = new ArrayDeque<>();
    private final Map<Long, Dead> reading = new HashMap<>();
    private int underWay;
    private long lastNumber;
    private boolean logHasSpace = true;

    public DeadLetters(
            RedeliverySettings settings,
            QueueDirectory queues,
            Dispatcher dispatcher,
            EffectList effects,
            Proposals proposals) {
        this.settings = settings;
        this.queues = queues;
        this.dispatcher = dispatcher;
        this.effects = effects;
        this.proposals = proposals;
    }

    /** Without space in the log no message is written to it a second time. */
    public void logHasSpace(boolean value) {
        logHasSpace = value;
    }

    /** Whether messages of the queue go to the dead-letter queue; its own stay there. */
    boolean takes(QueueDelivery queue) {
        return queue.subscription() != null || !queue.name().equals(settings.deadLetterQueue());
    }

    void add(Dead dead) {
        waiting.addLast(dead);
        readNext();
    }

    private void readNext() {
        while (underWay < UNDER_WAY_MAX && !waiting.isEmpty()) {
            Dead next = waiting.removeFirst();
            if (!next.queue.isEnded()) {
                underWay++;
                reading.put(++lastNumber, next);
                effects.add(new ReadDeadLetter(
                        lastNumber,
                        next.queue.index().stream(),
                        next.queue.index().position(next.sequence)));
            }
        }
    }

    /** The message that {@link ReadDeadLetter} asked for; null if it cannot be read. */
    public void read(long number, @Nullable EncodedMessage message) {
        Dead dead = reading.remove(number);
        if (dead == null) {
            throw new IllegalStateException("no dead letter of number " + number + " was asked for");
        }
        if (!dead.queue.isEnded() && !move(dead, message)) {
            stay(dead);
        }
        proposals.afterProposed(() -> {
            underWay--;
            readNext();
        });
    }

    private boolean move(Dead dead, @Nullable EncodedMessage message) {
        if (message == null || !logHasSpace) {
            return false;
        }
        EncodedMessage letter = DeadLetterMessage.of(dead, message, dispatcher.nowMs(), settings.deadLetterBytesMax());
        QueueDelivery deadLetterQueue = letter == null ? null : queues.deadLetterQueue(settings.deadLetterQueue());
        if (letter == null || deadLetterQueue == null) {
            return false;
        }
        proposals.propose(new DeadLetter(dead.queue.id(), dead.sequence, deadLetterQueue.id(), letter));
        return true;
    }

    private void stay(Dead dead) {
        long againMs = dispatcher.nowMs() + Math.max(RETRY_MS_MIN, dead.policy.delayMsMax());
        proposals.propose(new Return(dead.queue.id(), true, againMs, SequenceRanges.of(dead.sequence)));
        dead.queue.returning();
    }
}
