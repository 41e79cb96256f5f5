// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeliveryRangesTest {
    @Test
    @DisplayName("Neighbours become one range")
    void coalesces() {
        assertEquals(
                "[1-3, 5, 7-8]",
                DeliveryRanges.of(new long[] {1, 2, 3, 5, 7, 8, 99}, 6).toString());
        assertEquals("[]", DeliveryRanges.of(new long[0], 0).toString());
        assertEquals(DeliveryRanges.range(4, 4), DeliveryRanges.single(4));
        assertEquals(
                DeliveryRanges.range(4, 5).hashCode(),
                DeliveryRanges.of(new long[] {4, 5}, 2).hashCode());
    }

    @Test
    @DisplayName("Deliveries that do not ascend are the caller's mistake")
    void ascending() {
        assertThrows(IllegalArgumentException.class, () -> DeliveryRanges.of(new long[] {2, 1}, 2));
        assertThrows(IllegalArgumentException.class, () -> DeliveryRanges.of(new long[] {2, 2}, 2));
        assertThrows(IllegalArgumentException.class, () -> DeliveryRanges.range(2, 1));
    }
}
