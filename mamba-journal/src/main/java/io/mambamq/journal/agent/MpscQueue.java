// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.agent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Bounded queue from any number of threads to one. Lock-free: a producer claims a slot by moving {@code tail}, then
 * publishes the element in it; the consumer takes elements in the order of the claims. Closing is a bit in
 * {@code tail}, so that every offer is either before it, and will be polled, or is refused.
 */
public final class MpscQueue<E> {

    /** What became of an offer. */
    public enum Offer {
        ACCEPTED,
        FULL,
        CLOSED
    }

    private static final long CLOSED_BIT = Long.MIN_VALUE;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle TAIL;
    private static final VarHandle HEAD;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(MpscQueue.class, "tail", long.class);
            HEAD = lookup.findVarHandle(MpscQueue.class, "head", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable Object[] slots;
    private final int mask;

    @SuppressWarnings("unused") // through TAIL
    private volatile long tail;

    @SuppressWarnings("unused") // through HEAD, by the consumer
    private volatile long head;

    /**
     * An empty queue.
     *
     * @param capacity rounded up to a power of two
     */
    public MpscQueue(int capacity) {
        if (capacity < 1 || capacity > 1 << 30) {
            throw new IllegalArgumentException("capacity must be between 1 and 2^30, is " + capacity);
        }
        int size = Integer.highestOneBit(capacity) == capacity ? capacity : Integer.highestOneBit(capacity) << 1;
        this.slots = new @Nullable Object[size];
        this.mask = size - 1;
    }

    /** Any thread. Never blocks. */
    public Offer offer(E element) {
        while (true) {
            long claimed = (long) TAIL.getVolatile(this);
            if (claimed < 0) {
                return Offer.CLOSED;
            }
            if (claimed - (long) HEAD.getVolatile(this) > mask) {
                return Offer.FULL;
            }
            if (TAIL.compareAndSet(this, claimed, claimed + 1)) {
                SLOT.setRelease(slots, (int) claimed & mask, element);
                return Offer.ACCEPTED;
            }
        }
    }

    /** The consumer's thread. Null where the queue is empty, or its next element is still being published. */
    @SuppressWarnings("unchecked")
    public @Nullable E poll() {
        long at = (long) HEAD.get(this);
        int slot = (int) at & mask;
        E element = (E) SLOT.getAcquire(slots, slot);
        if (element != null) {
            SLOT.set(slots, slot, null);
            HEAD.setRelease(this, at + 1);
        }
        return element;
    }

    /** The consumer's thread. What {@link #poll} would return now, which stays in the queue. */
    @SuppressWarnings("unchecked")
    public @Nullable E peek() {
        return (E) SLOT.getAcquire(slots, (int) (long) HEAD.get(this) & mask);
    }

    /** The consumer's thread. Whether {@link #poll} would return an element now. */
    public boolean hasNext() {
        return SLOT.getAcquire(slots, (int) (long) HEAD.get(this) & mask) != null;
    }

    /** Any thread. How many offers were accepted and not yet polled at this moment. */
    public int size() {
        return (int) (((long) TAIL.getVolatile(this) & ~CLOSED_BIT) - (long) HEAD.getVolatile(this));
    }

    /** Any thread. Whether an offer would find no slot at this moment. */
    public boolean isFull() {
        long claimed = (long) TAIL.getVolatile(this);
        return claimed >= 0 && claimed - (long) HEAD.getVolatile(this) > mask;
    }

    /** Whether every accepted offer has been polled, those included that {@link #poll} cannot see yet. */
    public boolean isEmpty() {
        return ((long) TAIL.getVolatile(this) & ~CLOSED_BIT) == (long) HEAD.getVolatile(this);
    }

    /** Refuses every offer from now on; what was accepted before can still be polled. */
    public void close() {
        TAIL.getAndBitwiseOr(this, CLOSED_BIT);
    }
}
