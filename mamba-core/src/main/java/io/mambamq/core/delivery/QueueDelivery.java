// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.core.QueueCounts;
import io.mambamq.core.command.SequenceRangesBuilder;
import io.mambamq.core.queue.QueueIndex;
import io.mambamq.core.queue.UnlockedMessages;
import io.mambamq.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The delivery half of one queue, or of one subscription of a topic: what is ready, what waits for its time, and who wants
 * them. A message of the queue is in exactly one of these places: ready, delayed, in flight at a session, settled in an
 * open transaction, locked by a prepared one, or on its way out or back by a command that has not committed.
 */
public final class QueueDelivery {
    private final int id;
    private final DestinationName name;
    /** Null until the queue's declaration has committed. */
    private @Nullable QueueIndex index;
    /** Null for a queue. */
    private @Nullable SubscriptionDelivery subscription;
    /** How many are attached. */
    private int consumers;

    private final ReadySet ready = new ReadySet();
    private final DelayedMessages delayed = new DelayedMessages();
    private final WaitingConsumers waiting = new WaitingConsumers();
    /** Consumers with a selector, in the order in which they attached. */
    private final List<QueueConsumer> selective = new ArrayList<>();
    // Gathered during one input and proposed at its end; empty between inputs.
    private final SequenceRangesBuilder accepted = new SequenceRangesBuilder();
    private final SequenceRangesBuilder expired = new SequenceRangesBuilder();
    /** On their way back by commands that have not committed. */
    private long returning;

    private boolean dispatchDue;
    private boolean ended;

    QueueDelivery(int id, DestinationName name) {
        this.id = id;
        this.name = name;
    }

    public int id() {
        return id;
    }

    public DestinationName name() {
        return name;
    }

    /** Its end was proposed: it shows nothing any more. */
    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    void isOf(SubscriptionDelivery value) {
        subscription = value;
    }

    /** Whose messages these are; null for a queue. */
    public @Nullable SubscriptionDelivery subscription() {
        return subscription;
    }

    public int consumers() {
        return consumers;
    }

    void consumerAttached() {
        consumers++;
    }

    void consumerDetached() {
        consumers--;
    }

    /** How many messages a session or transaction has, or are on their way out. */
    public long held() {
        return index == null ? 0 : index.messageCount() - ready.count() - delayed.count() - returning;
    }

    void bind(QueueIndex declared) {
        index = declared;
    }

    QueueIndex index() {
        if (index == null) {
            throw new IllegalStateException("the declaration of " + name + " has not committed");
        }
        return index;
    }

    /** A message that nobody has: ready, or delayed until its time. */
    void add(long sequence, long nowMs) {
        long deliveryTimeMs = index().deliveryTimeMs(sequence);
        if (deliveryTimeMs > nowMs) {
            delayed.add(deliveryTimeMs, sequence);
        } else {
            addReady(sequence);
        }
    }

    private void addReady(long sequence) {
        int priority = index().priority(sequence);
        ready.add(sequence, priority);
        for (QueueConsumer consumer : selective) {
            SelectorScan scan = consumer.scan();
            if (scan != null) {
                scan.added(sequence, priority);
            }
        }
    }

    /** All that the index has, but for what prepared transactions lock: 64 neighbours at a time. */
    void addAll(long nowMs) {
        index().forEachUnlocked(new UnlockedMessages() {
            @Override
            public void neighbours(long firstSequence, long bits, int priority) {
                ready.addNeighbours(firstSequence, bits, priority);
            }

            @Override
            public void timed(long sequence) {
                add(sequence, nowMs);
            }
        });
    }

    /** Makes ready whose time has come; tells whether there was any. */
    boolean releaseDelayed(long nowMs) {
        boolean any = false;
        for (long due = delayed.pollDue(nowMs); due != QueueIndex.NONE; due = delayed.pollDue(nowMs)) {
            addReady(due);
            any = true;
        }
        return any;
    }

    /** A message comes back to its old place, as if it had never left. */
    void giveBack(long sequence) {
        addReady(sequence);
    }

    /** A command was proposed by which the message comes back. */
    void returning() {
        returning++;
    }

    /** Such a command has committed. */
    void returned() {
        returning--;
    }

    /** What the next delivery of the message is: 1 for the first. */
    int nextDeliveryCount(long sequence) {
        return 1 + (index().isRedelivered(sequence) ? 1 : 0) + index().failures(sequence);
    }

    boolean isReady(long sequence) {
        return index().isPresent(sequence) && ready.contains(sequence, index().priority(sequence));
    }

    ReadySet ready() {
        return ready;
    }

    WaitingConsumers waiting() {
        return waiting;
    }

    List<QueueConsumer> selective() {
        return selective;
    }

    SequenceRangesBuilder expired() {
        return expired;
    }

    /** Where a settle gathers what it accepts of this queue. */
    public SequenceRangesBuilder accepted() {
        return accepted;
    }

    public QueueCounts counts() {
        return new QueueCounts(index == null ? 0 : index.messageCount(), ready.count(), delayed.count());
    }

    boolean isDelaying() {
        return !delayed.isEmpty();
    }

    boolean isDispatchDue() {
        return dispatchDue;
    }

    void setDispatchDue(boolean value) {
        dispatchDue = value;
    }
}
