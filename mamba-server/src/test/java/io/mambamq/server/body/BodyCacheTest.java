// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.server.client.Messages;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyCacheTest {
    private static final EncodedMessage MESSAGE = Messages.text("q", "some text");
    private static final int COST_BYTES = MESSAGE.sizeBytes() + BodyCache.ENTRY_BYTES;

    @Test
    void theOldestMakeRoom() {
        BodyCache cache = new BodyCache(3L * COST_BYTES);
        for (int position = 1; position <= 4; position++) {
            cache.put(position, MESSAGE);
        }

        assertNull(cache.get(1));
        assertSame(MESSAGE, cache.get(2));
        assertSame(MESSAGE, cache.get(4));
        assertEquals(3L * COST_BYTES, cache.bytes());
    }

    @Test
    void whatIsLargerThanTheCacheDoesNotEmptyIt() {
        BodyCache cache = new BodyCache(COST_BYTES);
        cache.put(1, MESSAGE);

        cache.put(2, Messages.ofSize("q", 10_000));

        assertSame(MESSAGE, cache.get(1));
        assertNull(cache.get(2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void itHoldsWhatASimpleMapWouldHold(long seed) {
        Random random = new Random(seed);
        int countMax = 1 + random.nextInt(5_000);
        BodyCache cache = new BodyCache((long) countMax * COST_BYTES);
        TreeMap<Long, EncodedMessage> expected = new TreeMap<>();
        long position = 0;
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(3) > 0) {
                position += 1 + random.nextInt(1_000);
                cache.put(position, MESSAGE);
                expected.put(position, MESSAGE);
                if (expected.size() > countMax) {
                    expected.pollFirstEntry();
                }
            } else if (position > 0) {
                Long victim = expected.ceilingKey(1 + (long) (random.nextDouble() * position));
                long removed = victim == null ? position + 1 : victim;
                cache.remove(removed);
                expected.remove(removed);
            }
            assertEquals(expected.size(), cache.count());
        }
        assertEquals((long) expected.size() * COST_BYTES, cache.bytes());
        expected.forEach((at, message) -> assertSame(message, cache.get(at)));
        assertTrue(cache.get(position + 1) == null);
    }
}
