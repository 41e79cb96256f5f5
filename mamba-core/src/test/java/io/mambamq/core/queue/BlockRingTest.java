// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockRingTest {
    private final BlockRing<String> ring = new BlockRing<>();

    @Test
    void isPutTogetherInAnyOrder() {
        List<Long> numbers = new ArrayList<>();
        for (long number = 1_000_000; number < 1_000_100; number += 3) {
            numbers.add(number);
        }
        Collections.shuffle(numbers, new Random(1));

        numbers.forEach(number -> ring.put(number, "block " + number));

        assertEquals(1_000_000, ring.first());
        assertEquals(1_000_100, ring.end());
        assertEquals("block 1000003", ring.get(1_000_003));
        assertNull(ring.get(1_000_004));
    }

    @Test
    void goesOnBehindWhatWasPut() {
        ring.put(7, "seven");
        ring.put(5, "five");

        ring.append("eight");
        ring.release(5);

        assertEquals(7, ring.first());
        assertEquals("eight", ring.get(8));
        assertEquals(9, ring.end());
    }
}
