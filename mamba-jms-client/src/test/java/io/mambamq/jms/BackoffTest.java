// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BackoffTest {
    /** Always the greatest number allowed: the bound becomes visible. */
    private static final RandomGenerator GREATEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            throw new AssertionError("not asked for");
        }

        @Override
        public long nextLong(long origin, long bound) {
            assertEquals(1, origin);
            return bound - 1;
        }
    };

    @Test
    @DisplayName("The bound doubles up to its maximum, and starts again after a success")
    void bounds() {
        Backoff backoff = new Backoff(100, 700, GREATEST);

        assertEquals(100, backoff.nextMs());
        assertEquals(200, backoff.nextMs());
        assertEquals(400, backoff.nextMs());
        assertEquals(700, backoff.nextMs());
        assertEquals(700, backoff.nextMs());
        backoff.reset();
        assertEquals(100, backoff.nextMs());
    }

    @Test
    @DisplayName("Even the greatest bound does not overflow")
    void overflow() {
        Backoff backoff = new Backoff(Long.MAX_VALUE / 2, Long.MAX_VALUE - 1, GREATEST);

        backoff.nextMs();

        assertEquals(Long.MAX_VALUE - 1, backoff.nextMs());
    }

    @Test
    @DisplayName("Delays that make no sense are refused")
    void senseless() {
        assertThrows(IllegalArgumentException.class, () -> new Backoff(0, 10, GREATEST));
        assertThrows(IllegalArgumentException.class, () -> new Backoff(10, 9, GREATEST));
    }
}
