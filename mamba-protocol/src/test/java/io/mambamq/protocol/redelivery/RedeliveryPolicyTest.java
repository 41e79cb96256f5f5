// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.redelivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RedeliveryPolicyTest {
    private static long[] delays(RedeliveryPolicy policy, int count) {
        return IntStream.rangeClosed(1, count).mapToLong(policy::delayMsAfter).toArray();
    }

    private static void assertRefused(String name, int attemptsMax, long delayMs, double multiplier, long delayMsMax) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new RedeliveryPolicy(attemptsMax, delayMs, multiplier, delayMsMax));
        assertTrue(e.getMessage().startsWith(name), e.getMessage());
    }

    @Test
    void theFirstRedeliveryIsAtOnceAndTheDelayThenGrowsUpToItsLimit() {
        long[] expected = {0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000};

        assertEquals(
                LongStream.of(expected).boxed().toList(),
                LongStream.of(delays(RedeliveryPolicy.DEFAULT, 9)).boxed().toList());
    }

    @Test
    void theDelayNeitherOverflowsNorGrowsFromNothing() {
        assertEquals(60_000, new RedeliveryPolicy(0, 1, 1_000, 60_000).delayMsAfter(1_000_000));
        assertEquals(0, new RedeliveryPolicy(0, 0, 1_000, 60_000).delayMsAfter(1_000_000));
    }

    @Test
    void attemptsAreUsedUpUnlessThereIsNoLimit() {
        assertFalse(RedeliveryPolicy.DEFAULT.isExhausted(9));
        assertTrue(RedeliveryPolicy.DEFAULT.isExhausted(10));
        assertFalse(new RedeliveryPolicy(0, 0, 1, 0).isExhausted(Integer.MAX_VALUE));
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        assertRefused("maxDeliveryAttempts", -1, 1, 2, 10);
        assertRefused("maxDeliveryAttempts", 1_000_001, 1, 2, 10);
        assertRefused("redeliveryDelay", 1, -1, 2, 10);
        assertRefused("redeliveryDelay, 11 ms, must not be above", 1, 11, 2, 10);
        assertRefused("redeliveryMultiplier", 1, 1, 0.99, 10);
        assertRefused("redeliveryMultiplier", 1, 1, Double.NaN, 10);
        assertRefused("redeliveryMultiplier", 1, 1, Double.POSITIVE_INFINITY, 10);
        assertRefused("maxRedeliveryDelay", 1, 1, 2, RedeliveryPolicy.DELAY_MS_LIMIT + 1);
    }
}
