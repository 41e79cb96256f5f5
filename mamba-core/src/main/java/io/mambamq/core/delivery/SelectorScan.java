// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.core.queue.QueueIndex;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.selector.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * How far one selective consumer has looked through its queue. A cursor for each priority goes over the ready messages
 * once; what becomes ready behind it is looked at again. What matched and has found no credit yet is remembered, so that
 * no message is looked at twice unless it came back.
 *
 * <p>Looking needs the message, which the owner of the machine may have to read from the log: a few are asked for at a
 * time, and nothing else happens for this consumer until they have come.
 */
final class SelectorScan {
    private final Selector selector;
    /** By priority: what is ready below was looked at, unless it is in {@link #again}. */
    private final long[] cursors = new long[ReadySet.PRIORITIES];
    /** Became ready behind a cursor. May have left since. */
    private final ReadySet again = new ReadySet();
    /** Known to match. May have left since. */
    private final ReadySet matched = new ReadySet();

    // of the examination that is under way; 0 and empty if none
    private long examination;
    private final List<Long> examined = new ArrayList<>();
    private final List<Runnable> whenIdle = new ArrayList<>();

    SelectorScan(Selector selector) {
        this.selector = selector;
    }

    /** The message is ready now, and was not before. */
    void added(long sequence, int priority) {
        if (sequence < cursors[priority]) {
            matched.remove(sequence, priority);
            again.addIfAbsent(sequence, priority);
        }
    }

    /** The next ready message to look at, which then counts as looked at, or {@link QueueIndex#NONE}. */
    long next(QueueDelivery queue) {
        long back = pollReady(again, queue);
        if (back != QueueIndex.NONE) {
            return back;
        }
        for (int priority = ReadySet.PRIORITIES - 1; priority >= 0; priority--) {
            long next = queue.ready().next(cursors[priority], priority);
            if (next != QueueIndex.NONE) {
                cursors[priority] = next + 1;
                return next;
            }
        }
        return QueueIndex.NONE;
    }

    /** Whether messages came back that may belong before those that matched. */
    boolean hasAgain() {
        return !again.isEmpty();
    }

    // ---- what matched

    boolean hasMatched() {
        return !matched.isEmpty();
    }

    /** Takes out the next of those that matched and are still ready, or {@link QueueIndex#NONE}. */
    long pollMatched(QueueDelivery queue) {
        return pollReady(matched, queue);
    }

    private static long pollReady(ReadySet from, QueueDelivery queue) {
        while (!from.isEmpty()) {
            long next = from.next();
            from.removeNext();
            // Settled meanwhile, it has no priority any more.
            if (queue.isReady(next)) {
                return next;
            }
        }
        return QueueIndex.NONE;
    }

    // ---- the examination

    boolean isExamining() {
        return examination != 0;
    }

    boolean isExamining(long number) {
        return examination == number;
    }

    /** Messages are asked for. */
    void begin(long number, List<Long> sequences) {
        examination = number;
        examined.addAll(sequences);
    }

    List<Long> examined() {
        return examined;
    }

    /** The messages have come. */
    void finish() {
        examination = 0;
        examined.clear();
    }

    void examine(QueueDelivery queue, long sequence, EncodedMessage message) {
        if (queue.isReady(sequence) && selector.matches(message, queue.nextDeliveryCount(sequence))) {
            int priority = queue.index().priority(sequence);
            if (!again.contains(sequence, priority)) {
                matched.addIfAbsent(sequence, priority);
            }
        }
    }

    // ---- idleness

    void whenIdle(Runnable action) {
        if (isExamining()) {
            whenIdle.add(action);
        } else {
            action.run();
        }
    }

    /** There is nothing to look at, or no credit. */
    void idle() {
        List<Runnable> due = List.copyOf(whenIdle);
        whenIdle.clear();
        due.forEach(Runnable::run);
    }

    /** The consumer has gone. */
    void end() {
        finish();
        idle();
    }
}
