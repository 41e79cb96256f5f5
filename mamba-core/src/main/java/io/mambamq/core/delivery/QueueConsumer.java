// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

/** One consumer of one queue, with the credit that its client gave. */
public final class QueueConsumer {
    private final long session;
    private final int number;
    private final QueueDelivery queue;
    private final InFlightDeliveries inFlight;
    private boolean attached = true;
    private int creditMessages;
    private long creditBytes;
    /** Whether it stands in its queue's line of waiting consumers. */
    private boolean waiting;

    /** Attached, without credit; {@code inFlight} is its session's. */
    public QueueConsumer(long session, int number, QueueDelivery queue, InFlightDeliveries inFlight) {
        this.session = session;
        this.number = number;
        this.queue = queue;
        this.inFlight = inFlight;
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
        queue.waiting().remove(this);
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
