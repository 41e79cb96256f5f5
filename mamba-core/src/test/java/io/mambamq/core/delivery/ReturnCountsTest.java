// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReturnCountsTest {
    private final ReturnCounts counts = new ReturnCounts();

    @Test
    void agreesWithAHashMap() {
        Map<Long, Integer> model = new HashMap<>();
        Random random = new Random(11);
        for (int step = 0; step < 200_000; step++) {
            long sequence = 1L + random.nextInt(300);
            if (random.nextInt(5) < 2) {
                counts.remove(sequence);
                model.remove(sequence);
            } else {
                counts.increment(sequence);
                model.merge(sequence, 1, Integer::sum);
            }
            long other = 1L + random.nextInt(300);
            assertEquals(model.getOrDefault(other, 0), counts.get(other));
        }
    }
}
