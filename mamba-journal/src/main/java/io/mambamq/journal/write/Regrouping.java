// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import java.util.function.LongSupplier;

/**
 * Lets the appenders that were just woken come back with their next records before the next group is written. Without it
 * the first who is back gets a sync of its own and all others wait for that one to end: four appenders would share a sync
 * by twos. The writer waits for half the time of a sync at most, and only while most of these waits succeed. Confined to
 * the writer thread.
 */
final class Regrouping {

    /** A bound that needs no clock, above what half a sync of a slow disk takes. */
    private static final int SPINS_MAX = 20_000;

    private static final int HOPE_MAX = 8;
    private static final int MISS_COSTS = 2;

    /** After so many groups without hope it is tried once more: load changes. */
    private static final int TRIED_EVERY = 64;

    private static final int SMOOTH = 8;

    private final AppendInbox inbox;
    private final LongSupplier nanoClock;
    private final boolean hasProcessors = Runtime.getRuntime().availableProcessors() > 1;
    private long syncNs;
    private int woken;
    private int expected;
    private int hope;
    private int skipped;

    Regrouping(AppendInbox inbox, LongSupplier nanoClock) {
        this.inbox = inbox;
        this.nanoClock = nanoClock;
    }

    void synced(long tookNs) {
        syncNs += (tookNs - syncNs) / SMOOTH;
    }

    /**
     * So many that waited have just been woken.
     *
     * @param pending appends that were in the inbox before
     */
    void woke(int waiters, int pending) {
        woken = waiters;
        expected = waiters + pending;
    }

    /** Before a group is staged. */
    void await() {
        if (woken > 0 && expected > 1 && hasProcessors) {
            if (hope >= 0) {
                hope = areBackWithin(syncNs / 2) ? Math.min(HOPE_MAX, hope + 1) : hope - MISS_COSTS;
            } else if (++skipped == TRIED_EVERY) {
                skipped = 0;
                hope = 0;
            }
        }
        woken = 0;
    }

    private boolean areBackWithin(long budgetNs) {
        long startNs = nanoClock.getAsLong();
        for (int spins = 0; inbox.size() < expected; spins++) {
            if (spins == SPINS_MAX || nanoClock.getAsLong() - startNs > budgetNs) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }
}
