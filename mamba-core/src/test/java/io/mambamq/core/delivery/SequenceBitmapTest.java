// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.queue.QueueIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceBitmapTest {
    private final SequenceBitmap bitmap = new SequenceBitmap();

    @Test
    void isEmptyAtFirstAndAgain() {
        assertEquals(QueueIndex.NONE, bitmap.first());

        assertTrue(bitmap.add(5));
        assertFalse(bitmap.add(5));
        assertTrue(bitmap.remove(5));
        assertFalse(bitmap.remove(5));

        assertTrue(bitmap.isEmpty());
        assertEquals(QueueIndex.NONE, bitmap.first());
    }

    @Test
    void findsTheLowestAcrossALongGap() {
        bitmap.add(3);
        bitmap.add(10_000_000);
        bitmap.remove(3);

        assertEquals(10_000_000, bitmap.first());
    }

    @Test
    void takesBackWhatIsFarBelow() {
        bitmap.add(5_000_000);
        bitmap.add(7);

        assertEquals(7, bitmap.first());
        bitmap.remove(7);
        assertEquals(5_000_000, bitmap.first());
    }

    @Test
    void doesNotKnowWhatIsOutsideOfItsWindow() {
        bitmap.add(1_000);

        assertFalse(bitmap.remove(1_000 + 4 * 64));
        assertFalse(bitmap.remove(1_000 - 4 * 64));
        assertEquals(1, bitmap.count());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void findsTheNextFromAnywhereAsATreeSetDoes(long seed) {
        Random random = new Random(seed);
        TreeSet<Long> expected = new TreeSet<>();
        long base = 1;
        for (int i = 0; i < 20_000; i++) {
            base += random.nextInt(20);
            long sequence = Math.max(1, base - random.nextInt(random.nextBoolean() ? 200 : 6_000));
            if (random.nextInt(3) == 0) {
                assertEquals(expected.add(sequence), bitmap.add(sequence));
            } else if (!expected.isEmpty() && random.nextInt(3) > 0) {
                assertTrue(bitmap.remove(expected.pollFirst()));
            }
            long from = Math.max(0, base - 6_500 + random.nextInt(7_000));
            Long next = expected.ceiling(from);
            assertEquals(next == null ? QueueIndex.NONE : next, bitmap.next(from));
            assertEquals(expected.contains(from), bitmap.contains(from));
        }
    }

    @Test
    void addsNeighboursAsIfOneByOne() {
        bitmap.add(130);

        assertTrue(bitmap.addNeighbours(64, 0b1010L | 1L << 63));
        assertTrue(bitmap.addNeighbours(128, 0b11L));

        List<Long> members = new ArrayList<>();
        for (long first = bitmap.first(); first != QueueIndex.NONE; first = bitmap.first()) {
            members.add(first);
            bitmap.remove(first);
        }
        assertEquals(List.of(65L, 67L, 127L, 128L, 129L, 130L), members);
    }

    @Test
    void addsNoneOfNeighboursIfOneIsThere() {
        bitmap.add(65);

        assertFalse(bitmap.addNeighbours(64, 0b11L));

        assertEquals(1, bitmap.count());
        assertEquals(65, bitmap.first());
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 500, 50_000})
    void agreesWithATreeSet(int spread) {
        Random random = new Random(spread);
        TreeSet<Long> model = new TreeSet<>();
        long base = 1;
        for (int step = 0; step < 200_000; step++) {
            base += random.nextInt(3);
            long sequence = base + random.nextInt(spread);
            if (random.nextBoolean()) {
                assertEquals(model.add(sequence), bitmap.add(sequence));
            } else {
                long target = model.isEmpty() || random.nextInt(3) == 0 ? sequence : model.first();
                assertEquals(model.remove(target), bitmap.remove(target));
            }
            assertEquals(model.isEmpty() ? QueueIndex.NONE : model.first(), bitmap.first());
            assertEquals(model.size(), bitmap.count());
        }
    }
}
