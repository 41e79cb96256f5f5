// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceRangesTest {
    @Test
    void joinsNeighboursThatFollowEachOther() {
        assertEquals(
                "[1-3, 7, 6, 9-10]", SequenceRanges.of(1, 2, 3, 7, 6, 9, 10).toString());
    }

    @Test
    void visitsEverySequenceInTheOrderInWhichItWasAdded() {
        List<Long> visited = new ArrayList<>();

        SequenceRanges.of(4, 5, 2, 8).forEach(visited::add);

        assertEquals(List.of(4L, 5L, 2L, 8L), visited);
    }

    @Test
    void aBuilderStartsAfreshAfterItsRangesWereTaken() {
        SequenceRangesBuilder builder = new SequenceRangesBuilder();
        builder.add(1);
        builder.add(2);
        assertEquals(2, builder.count());

        assertEquals(SequenceRanges.of(1, 2), builder.take());

        assertTrue(builder.isEmpty());
        assertEquals(0, builder.count());
        builder.add(3);
        assertEquals(SequenceRanges.of(3), builder.take());
    }

    @Test
    void isEqualByContent() {
        assertEquals(SequenceRanges.of(1, 2), SequenceRanges.of(1, 2));
        assertEquals(SequenceRanges.of(1, 2).hashCode(), SequenceRanges.of(1, 2).hashCode());
        assertNotEquals(SequenceRanges.of(1, 2), SequenceRanges.of(1, 3));
    }
}
