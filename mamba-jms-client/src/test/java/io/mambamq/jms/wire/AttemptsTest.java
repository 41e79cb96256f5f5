// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.jms.ReconnectPolicy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptsTest {
    @ParameterizedTest
    @CsvSource({"100, 30000, 300000, 30000", "100, 30000, 10000, 1000", "100, 500, 10000, 500", "100, 30000, 200, 100"})
    @DisplayName("Delays grow no further than to a tenth of the time for all attempts, nor beyond their own bounds")
    void bounds(int initialMs, int maxMs, long timeoutMs, long boundMs) {
        ReconnectPolicy policy = new ReconnectPolicy(true, initialMs, maxMs, 300_000, 0);

        assertEquals(boundMs, Attempts.maxDelayMs(policy, timeoutMs));
    }
}
