// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import java.util.concurrent.TimeUnit;

/** How many deliveries of an activation are with the bean, over whichever connections they came. Thread-safe. */
final class RunningDeliveries {
    // guarded by this
    private int count;

    RunningDeliveries() {}

    synchronized void enter() {
        count++;
    }

    synchronized void leave() {
        count--;
        notifyAll();
    }

    /**
     * Waits until none runs, or the time is over.
     *
     * @return how many run
     */
    synchronized int awaitNone(long timeoutMs) {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        try {
            while (count > 0) {
                long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
                if (leftMs <= 0) {
                    break;
                }
                wait(leftMs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return count;
    }
}
