// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.protocol.redelivery.RedeliveryPolicy;
import io.mambamq.protocol.selector.Selector;
import org.jspecify.annotations.Nullable;

/** One consumer of one queue, with the credit that its client gave. */
public final class QueueConsumer {
    private final long session;
    private final int number;
    private final QueueDelivery queue;
    private final RedeliveryPolicy redelivery;
    private final InFlightDeliveries inFlight;
    private boolean attached = true;
    private int creditMessages;
    private long creditBytes;
    /** Whether it stands in its queue's line of waiting consumers. */
    private boolean waiting;
    /** Null if it takes all messages. */
    private final @Nullable SelectorScan scan;

    /**
     * Attached, without credit; {@code inFlight} is its session's.
     *
     * @param selector null for all messages
     * @param redelivery for what it does not accept
     */
    public QueueConsumer(
            long session,
            int number,
            QueueDelivery queue,
            @Nullable Selector selector,
            RedeliveryPolicy redelivery,
            InFlightDeliveries inFlight) {
        this.session = session;
        this.number = number;
        this.queue = queue;
        this.redelivery = redelivery;
        this.inFlight = inFlight;
        queue.consumerAttached();
        scan = selector == null ? null : new SelectorScan(selector);
        if (scan != null) {
            queue.selective().add(this);
        }
    }

    public long session() {
        return session;
    }

    public int number() {
        return number;
    }

    public QueueDelivery queue() {
        return queue;
    }

    public RedeliveryPolicy redelivery() {
        return redelivery;
    }

    public int creditMessages() {
        return creditMessages;
    }

    public void grant(int messages, long bytes) {
        creditMessages = (int) Math.min(Integer.MAX_VALUE, (long) creditMessages + messages);
        creditBytes = bytes > Long.MAX_VALUE - Math.max(0, creditBytes) ? Long.MAX_VALUE : creditBytes + bytes;
    }

    public void takeCredit() {
        creditMessages = 0;
        creditBytes = 0;
    }

    public void detach() {
        attached = false;
        queue.consumerDetached();
        queue.waiting().remove(this);
        if (scan != null) {
            queue.selective().remove(this);
            scan.end();
        }
    }

    @Nullable
    SelectorScan scan() {
        return scan;
    }

    /** Runs the action once the credit has got all that it can: now, unless messages are being looked at for it. */
    public void whenIdle(Runnable action) {
        if (scan == null) {
            action.run();
        } else {
            scan.whenIdle(action);
        }
    }

    boolean mayReceive() {
        return attached && creditMessages > 0 && creditBytes > 0 && !inFlight.isFull();
    }

    /** Takes a message on its credit; the last one may overdraw the bytes. Returns the delivery number. */
    long deliver(long sequence, int sizeBytes) {
        creditMessages--;
        creditBytes -= sizeBytes;
        return inFlight.add(this, sequence);
    }

    boolean isWaiting() {
        return waiting;
    }

    void setWaiting(boolean value) {
        waiting = value;
    }
}
