// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Appends one message after the other at a rate, and with each what it takes away. An append begins when it was its turn, even
 * if it had to wait for one before it: what a stalled journal keeps from being appended counts as slow.
 */
final class SoakAppender {
    private static final int SEED = 4711;
    private static final byte[] NO_BODY = new byte[0];

    private final AppendWindow window;
    private final SoakQueues queues;
    private final byte[] body;
    private final double intervalNs;
    private final Thread thread = new Thread(this::run, "appender");
    private volatile long appended;
    private volatile boolean over;

    SoakAppender(SoakOptions options, AppendWindow window, SoakQueues queues) {
        this.window = window;
        this.queues = queues;
        this.body = new byte[options.bodyBytes()];
        // Bytes that nothing on the way to the disk can make smaller.
        new Random(SEED).nextBytes(body);
        this.intervalNs = options.rate() == 0 ? 0 : (double) TimeUnit.SECONDS.toNanos(1) / options.rate();
        thread.setDaemon(true);
        thread.start();
    }

    /** Messages handed over. Any thread. */
    long appended() {
        return appended;
    }

    /** Stops, and returns when all is durable. */
    void end() throws InterruptedException {
        over = true;
        thread.join();
    }

    private void run() {
        try {
            long startNs = System.nanoTime();
            for (long i = 0; !over; i++) {
                long turnNs = intervalNs == 0 ? System.nanoTime() : startNs + (long) (i * intervalNs);
                for (long waitNs = turnNs - System.nanoTime(); waitNs > 0; waitNs = turnNs - System.nanoTime()) {
                    LockSupport.parkNanos(waitNs);
                }
                append(turnNs);
                appended = i + 1;
            }
            window.drain();
        } catch (Throwable e) {
            Failure.abort(e);
        }
    }

    private void append(long turnNs) throws InterruptedException {
        AppendWindow.Slot slot = window.next();
        int queue = queues.next();
        if (queues.takesOldest(queue)) {
            slot.add(OwnerIndex.take(queue), NO_BODY);
        }
        slot.add(OwnerIndex.put(queue), body);
        slot.append(turnNs);
    }
}
