// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConnectPaceTest {
    private static final long INITIAL_MS = 100;
    private static final long MAX_MS = 30_000;

    private final ConnectPace pace = new ConnectPace(new ReconnectDelays(INITIAL_MS, MAX_MS), new SplittableRandom(1));
    private long nowNs = Long.MAX_VALUE - 5; // the clock of the JVM may overflow

    private void pass(long ms) {
        nowNs += TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private void assertWaits(long boundMs) {
        long untilDueNs = pace.untilDueNs(nowNs);
        assertTrue(untilDueNs > 0 && untilDueNs <= TimeUnit.MILLISECONDS.toNanos(boundMs), "waits " + untilDueNs);
    }

    private void failWhenDue() {
        nowNs += pace.untilDueNs(nowNs);
        pace.failed(nowNs);
    }

    @Test
    @DisplayName(
            "The first attempt is made at once, and each one that fails doubles the bound of the delay before the next")
    void grows() {
        assertEquals(0, pace.untilDueNs(nowNs));

        for (long boundMs = INITIAL_MS; boundMs < MAX_MS; boundMs *= 2) {
            failWhenDue();
            assertWaits(boundMs);
        }
        failWhenDue();
        assertWaits(MAX_MS);
    }

    @Test
    @DisplayName("Not even the first attempt after a loss is made at once: many lose the broker at the same moment")
    void loss() {
        pace.connected(nowNs);

        pace.lost(nowNs);

        assertWaits(INITIAL_MS);
    }

    @Test
    @DisplayName("A connection that lasts makes delays small again, one that is lost at once does not")
    void lasting() {
        for (int i = 0; i < 20; i++) {
            failWhenDue();
        }
        pace.connected(nowNs);
        pace.lost(nowNs);
        assertTrue(pace.untilDueNs(nowNs) > TimeUnit.MILLISECONDS.toNanos(INITIAL_MS));

        nowNs += pace.untilDueNs(nowNs);
        pace.connected(nowNs);
        pass(3_600_000);
        pace.lost(nowNs);
        assertWaits(INITIAL_MS);
    }

    @Test
    @DisplayName("An attempt that an application asks for leaves the series as it is")
    void asked() {
        for (int i = 0; i < 20; i++) {
            failWhenDue();
        }
        long untilDueNs = pace.untilDueNs(nowNs);

        pace.failed(nowNs);

        assertEquals(untilDueNs, pace.untilDueNs(nowNs));
    }

    @Test
    @DisplayName("Applications try again a second after the last attempt that failed")
    void interval() {
        pace.failed(nowNs);
        assertEquals(TimeUnit.SECONDS.toNanos(1), pace.untilMayAskNs(nowNs));
        pass(999);
        assertEquals(TimeUnit.MILLISECONDS.toNanos(1), pace.untilMayAskNs(nowNs));
        pass(1);
        assertEquals(0, pace.untilMayAskNs(nowNs));

        pace.failed(nowNs);
        pace.connected(nowNs);
        pace.lost(nowNs);
        assertEquals(0, pace.untilMayAskNs(nowNs));
    }

    @Test
    @DisplayName("An outage has one first failure, and its end knows how many attempts it took")
    void outage() {
        assertEquals(0, pace.connected(nowNs));

        pace.lost(nowNs);
        assertTrue(pace.failed(nowNs));
        assertFalse(pace.failed(nowNs));
        assertEquals(3, pace.connected(nowNs));

        pace.lost(nowNs);
        assertEquals(1, pace.connected(nowNs));
    }
}
