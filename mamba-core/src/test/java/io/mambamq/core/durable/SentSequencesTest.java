// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentSequencesTest {
    private final SentSequences sent = new SentSequences();

    @Test
    void knowsNothingAtFirst() {
        assertEquals(0, sent.last());
        assertEquals(List.of(), ranges());
    }

    @Test
    void oneAfterTheOtherIsOneRange() {
        add(1, 2, 3);

        assertEquals(List.of("1-3"), ranges());
    }

    @Test
    void whatIsLeftOutIsInNoRange() {
        add(3, 4, 7, 9, 10);

        assertEquals(List.of("3-4", "7-7", "9-10"), ranges());
        assertEquals(10, sent.last());
    }

    @Test
    void theWindowBeginsWhereItsLengthSays() {
        for (long sequence = 1; sequence <= SentSequences.WINDOW + 5; sequence++) {
            add(sequence);
        }

        assertEquals(List.of("6-" + (SentSequences.WINDOW + 5)), ranges());
    }

    @Test
    void aGapLongerThanTheWindowLeavesNothingOfBefore() {
        add(1, 2);
        add(3 + SentSequences.WINDOW);

        long last = 3 + SentSequences.WINDOW;
        assertEquals(List.of(last + "-" + last), ranges());
    }

    @Test
    void sequencesAscend() {
        add(5);

        assertThrows(IllegalStateException.class, () -> sent.add(5));
        assertThrows(IllegalStateException.class, () -> sent.add(4));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50, 5_000})
    @DisplayName("is what a set of all sequences says of the last of them, however they are left out")
    void likeASet(int leftOutMax) {
        Random random = new Random(leftOutMax);
        TreeSet<Long> all = new TreeSet<>();
        for (int i = 0; i < 40_000; i++) {
            long next = sent.last() + 1 + (random.nextInt(20) > 0 ? 0 : random.nextInt(leftOutMax));
            add(next);
            all.add(next);
        }

        TreeSet<Long> told = new TreeSet<>();
        sent.forEachRange((first, last) -> {
            for (long sequence = first; sequence <= last; sequence++) {
                told.add(sequence);
            }
        });
        assertEquals(all.tailSet(sent.last() - SentSequences.WINDOW, false), told);
    }

    private void add(long... sequences) {
        for (long sequence : sequences) {
            sent.add(sequence);
        }
    }

    private List<String> ranges() {
        List<String> ranges = new ArrayList<>();
        sent.forEachRange((first, last) -> ranges.add(first + "-" + last));
        return ranges;
    }
}
