// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Decides whether the writer lingers: waits for more records before it writes those that are pending, for those who
 * trade latency for fewer syncs. Off unless configured, and then a look at one final field.
 *
 * <p>While the writer lingers it sleeps until the oldest pending append has waited long enough; only the append that
 * completes the group wakes it.
 */
public final class SyncPace {

    private final long intervalNs;
    private final int batchSize;
    private final LongSupplier nanoClock;
    private final AtomicInteger pendingRecords = new AtomicInteger();
    private volatile boolean lingering;

    /**
     * Off when {@code intervalNs} is 0.
     *
     * @param intervalNs the longest an append waits
     * @param batchSize the number of pending records that ends the wait
     */
    public SyncPace(long intervalNs, int batchSize, LongSupplier nanoClock) {
        this.intervalNs = intervalNs;
        this.batchSize = batchSize;
        this.nanoClock = nanoClock;
    }

    boolean isOff() {
        return intervalNs == 0;
    }

    /** Any thread, before it hands an append over. */
    long nowNs() {
        return nanoClock.getAsLong();
    }

    /** Any thread, after it handed records over. */
    void added(int records) {
        pendingRecords.addAndGet(records);
    }

    /** The writer, for records it takes; perhaps before {@link #added} was called for them. */
    void taken(int records) {
        pendingRecords.addAndGet(-records);
    }

    boolean isGroupComplete() {
        return pendingRecords.get() >= batchSize;
    }

    /** Any thread, after {@link #added}: whether the writer sleeps by the clock and will see to it. */
    boolean isLingering() {
        return lingering;
    }

    /** The writer: whether it may sleep on, with an append pending since {@code oldestNs}. */
    boolean linger(long oldestNs) {
        // Before the look at the count: an appender looks at the two the other way round.
        setLingering(true);
        boolean mayWait = !isGroupComplete() && leftNs(oldestNs) > 0;
        setLingering(mayWait);
        return mayWait;
    }

    /** The writer: it does not sleep, or not by the clock. */
    void doNotLinger() {
        setLingering(false);
    }

    /** How long an append pending since {@code oldestNs} may still wait, in nanoseconds. */
    long leftNs(long oldestNs) {
        return intervalNs - (nanoClock.getAsLong() - oldestNs);
    }

    private void setLingering(boolean value) {
        if (lingering != value) {
            lingering = value;
        }
    }
}
