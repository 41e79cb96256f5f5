// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.core.queue.QueueIndex;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.selector.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One browser of one queue (JMS 3.1 §4.1): the queue as it was when the browser was opened, without what has left it since.
 * It copies nothing: what entered later is told by its sequence, what was delayed by its delivery time, and a cursor goes
 * over the index once for each priority. So it sees whatever no acknowledgement has taken out, also while somebody has it.
 */
public final class QueueBrowser {
    /** So many messages are shown, or looked at with a selector, before others have their turn. */
    private static final int MESSAGES_MAX = 64;
    /** And so many bytes of them, but for the last one. */
    private static final long BYTES_MAX = 1L << 20;
    /** And so many places of the index, most of which may be empty. */
    private static final long PLACES_MAX = 1L << 18;

    private final long session;
    private final int number;
    private final QueueDelivery queue;
    /** Null if it shows all messages. */
    private final @Nullable Selector selector;

    // of the snapshot; nothing is before it is opened
    private boolean open;
    private long endSequence;
    private long openedMs;

    // the cursor: all of higher priorities and what is before it of this one were looked at
    private int priority = ReadySet.PRIORITIES - 1;
    private long next = 1;

    // the request under way
    private boolean browsing;
    private int request;
    private long examination;
    private List<Long> examined = List.of();

    /** @param selector null for all messages */
    public QueueBrowser(long session, int number, QueueDelivery queue, @Nullable Selector selector) {
        this.session = session;
        this.number = number;
        this.queue = queue;
        this.selector = selector;
    }

    public long session() {
        return session;
    }

    public int number() {
        return number;
    }

    public boolean isSelective() {
        return selector != null;
    }

    public boolean isOpen() {
        return open;
    }

    /** It shows what is in the queue now, which has been declared, and may have ended since. */
    public void open(long nowMs) {
        open = true;
        endSequence = queue.isEnded() ? 0 : queue.index().nextSequence();
        openedMs = nowMs;
    }

    /** Whether there is nothing more to look at. */
    public boolean isAtEnd() {
        return priority < 0 || queue.isEnded();
    }

    /**
     * The sequences of the next messages, at most so many messages and bytes, and fewer if that would take long: also none
     * before the end.
     */
    public List<Long> next(int messagesMax, long bytesMax, long nowMs) {
        List<Long> sequences = new ArrayList<>();
        int messagesLeft = Math.min(messagesMax, MESSAGES_MAX);
        long bytesLeft = Math.min(bytesMax, BYTES_MAX);
        long placesLeft = PLACES_MAX;
        while (messagesLeft > 0 && bytesLeft > 0 && placesLeft > 0 && !isAtEnd()) {
            long from = next;
            long sequence = advance(placesLeft);
            placesLeft -= Math.max(1, next - from);
            if (sequence != QueueIndex.NONE && isShown(sequence, nowMs)) {
                sequences.add(sequence);
                messagesLeft--;
                bytesLeft -= queue.index().sizeBytes(sequence);
            }
        }
        return sequences;
    }

    /** Moves the cursor on by at most so many places, behind the next message of its priority or to the next priority. */
    private long advance(long places) {
        long end = Math.min(endSequence, next + places);
        long sequence = queue.index().nextPresent(next, end, priority);
        next = sequence == QueueIndex.NONE ? end : sequence + 1;
        if (next >= endSequence) {
            priority--;
            next = 1;
        }
        return sequence;
    }

    private boolean isShown(long sequence, long nowMs) {
        QueueIndex index = queue.index();
        long expirationMs = index.expirationMs(sequence);
        // What failed was there before; only what is new may be kept back by its delivery time.
        boolean visible = index.failures(sequence) > 0 || index.deliveryTimeMs(sequence) <= openedMs;
        return visible && (expirationMs == 0 || expirationMs > nowMs);
    }

    // ---- the request under way

    public boolean isBrowsing() {
        return browsing;
    }

    public void begin(int newRequest) {
        browsing = true;
        request = newRequest;
    }

    /** Messages are asked for, for the selector. */
    public void examine(long number, List<Long> sequences) {
        examination = number;
        examined = sequences;
    }

    public boolean isExamining(long number) {
        return browsing && examination == number;
    }

    public List<Long> examined() {
        return examined;
    }

    /** Returns the number of the request, which is over. */
    public int finish() {
        browsing = false;
        examined = List.of();
        return request;
    }

    // ---- messages

    /** Whether the selector matches a message, which may have left meanwhile. */
    public boolean matches(long sequence, EncodedMessage message) {
        return !queue.isEnded()
                && queue.index().isPresent(sequence)
                && (selector == null || selector.matches(message, queue.nextDeliveryCount(sequence)));
    }

    /** Where the log has the messages of the queue. */
    public int stream() {
        return queue.index().stream();
    }

    /** Where the log has a message that is in the queue. */
    public long position(long sequence) {
        return queue.index().position(sequence);
    }

    /** What the next delivery of a message that is in the queue would have. */
    public int nextDeliveryCount(long sequence) {
        return queue.nextDeliveryCount(sequence);
    }
}
