// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits for the outcome of its append. To wake one costs the writer some microseconds in which nothing is
 * written, so of many it wakes a few, and each of these wakes the next of its chain before it goes on.
 */
public final class AppendWaiter {

    /** So many keep the processors busy until the writer is back in the storage. */
    private static final int CHAINS = 8;

    private @Nullable Thread thread;
    private @Nullable AppendWaiter next;
    private volatile boolean decided;

    /** The appender, before it hands the append over. */
    public void begin() {
        thread = Thread.currentThread();
        next = null;
        decided = false;
    }

    /** The appender. An interrupt does not end the wait, since the outcome would stay unknown; it is kept for the caller. */
    public void await() {
        boolean interrupted = false;
        while (!decided) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        AppendWaiter following = next;
        next = null;
        if (following != null) {
            // It may long be gone, and its thread parked elsewhere: one wake-up too many, as park() allows.
            LockSupport.unpark(following.thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The writer: the outcomes of these appends are known. */
    static void wake(List<AppendWaiter> waiters) {
        int count = waiters.size();
        for (int i = CHAINS; i < count; i++) {
            waiters.get(i - CHAINS).next = waiters.get(i);
        }
        // Links first: who sees its outcome goes on at once, woken or not.
        for (AppendWaiter waiter : waiters) {
            waiter.decided = true;
        }
        for (int i = 0; i < Math.min(CHAINS, count); i++) {
            LockSupport.unpark(waiters.get(i).thread);
        }
    }
}
