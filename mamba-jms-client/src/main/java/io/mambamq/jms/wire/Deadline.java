// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.failure.InterruptedCallException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** A point in time until which something may take. */
public record Deadline(long nanoTime, long timeoutMs) {
    public static Deadline in(long timeoutMs) {
        return new Deadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs), timeoutMs);
    }

    /** Not positive once it has passed. */
    public long remainingNanos() {
        return nanoTime - System.nanoTime();
    }

    /** At least 0, rounded up. */
    public long remainingMs() {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(remainingNanos() + 999_999));
    }

    /**
     * Waits for a signal, with the condition's lock held; the caller looks again at what it waits for.
     *
     * @param what is waited for, for messages
     * @return false once the deadline has passed
     * @throws InterruptedCallException if the thread is interrupted; its flag stays set
     */
    @SuppressWarnings("WaitNotInLoop") // the callers loop
    public boolean await(Condition condition, String what) throws InterruptedCallException {
        long remainingNanos = remainingNanos();
        if (remainingNanos <= 0) {
            return false;
        }
        try {
            condition.await(remainingNanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedCallException(what);
        }
    }
}
