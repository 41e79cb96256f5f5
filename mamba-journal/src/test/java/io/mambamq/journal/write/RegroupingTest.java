// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.format.EncodedRecords;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A writer that has just woken the appenders that wait")
class RegroupingTest {

    private static final long SYNC_NS = TimeUnit.MICROSECONDS.toNanos(80);
    private static final long NEVER = TimeUnit.DAYS.toMicros(1);
    private static final long TICK_NS = TimeUnit.MICROSECONDS.toNanos(1);

    private long nowNs;
    private long backAtNs = Long.MAX_VALUE;
    private int offered;
    private final AppendInbox inbox = new AppendInbox(1024, new SyncPace(0, Integer.MAX_VALUE, () -> 0));
    private final Regrouping regrouping = new Regrouping(inbox, this::tick);

    @BeforeEach
    void severalProcessors() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "one processor never waits");
        for (int i = 0; i < 100; i++) {
            regrouping.synced(SYNC_NS);
        }
    }

    @Test
    @DisplayName("waits until all are back")
    void back() {
        wake(3, 1, 20);
        assertEquals(4, inbox.size());
        assertTrue(nowNs < SYNC_NS / 2, "and no longer: " + nowNs);
    }

    @Test
    @DisplayName("waits for half a sync at most, and not at all for one alone")
    void late() {
        wake(3, 0, NEVER);
        assertTrue(nowNs >= SYNC_NS / 3 && nowNs < SYNC_NS, "waited " + nowNs);
        long before = nowNs;
        wake(1, 0, NEVER);
        assertEquals(before, nowNs);
    }

    @Test
    @DisplayName("stops waiting for those who never come in time, and tries again later")
    void hopeless() {
        int waits = 0;
        for (int i = 0; i < 1000; i++) {
            long before = nowNs;
            wake(50, 0, NEVER);
            waits += nowNs > before ? 1 : 0;
        }
        assertTrue(waits >= 2 && waits < 30, "waited " + waits + " times");
    }

    @Test
    @DisplayName("goes on waiting where most come in time")
    void mostly() {
        int waits = 0;
        for (int i = 0; i < 100; i++) {
            long before = nowNs;
            wake(3, 0, i % 5 == 4 ? NEVER : 10);
            waits += nowNs > before ? 1 : 0;
        }
        assertEquals(100, waits);
    }

    /** So many were woken while others were pending; the woken ones are back so many microseconds later. */
    private void wake(int waiters, int pending, long backAfterUs) {
        while (inbox.poll() != null) {
            // Taken by the group before.
        }
        offered = 0;
        offer(pending);
        backAtNs = nowNs + TimeUnit.MICROSECONDS.toNanos(backAfterUs);
        offered = waiters;
        regrouping.woke(waiters, pending);
        regrouping.await();
    }

    private long tick() {
        nowNs += TICK_NS;
        if (nowNs >= backAtNs) {
            offer(offered);
            offered = 0;
        }
        return nowNs;
    }

    private void offer(int appends) {
        for (int i = 0; i < appends; i++) {
            inbox.offer(new PendingAppend(new EncodedRecords(64)) {
                @Override
                protected void complete(@Nullable JournalException cause) {
                    throw new AssertionError("nobody completes it");
                }
            });
        }
    }
}
