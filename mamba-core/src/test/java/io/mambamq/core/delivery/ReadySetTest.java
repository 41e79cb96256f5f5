// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.core.queue.QueueIndex;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReadySetTest {
    private final ReadySet ready = new ReadySet();

    @Test
    @DisplayName("M-08: higher priority first, within a priority in the order of the queue")
    void ordersByPriorityThenSequence() {
        ready.add(1, 4);
        ready.add(2, 9);
        ready.add(3, 0);
        ready.add(4, 9);
        ready.add(5, 4);

        assertEquals(List.of(2L, 4L, 1L, 5L, 3L), takeAll());
    }

    @Test
    void whatComesBackTakesItsOldPlace() {
        ready.add(1, 4);
        ready.add(2, 4);
        ready.removeNext();

        ready.add(1, 4);

        assertEquals(List.of(1L, 2L), takeAll());
    }

    @Test
    void readyTwiceIsADefect() {
        ready.add(1, 4);

        assertThrows(IllegalStateException.class, () -> ready.add(1, 4));
    }

    @Test
    void countsOverAllPriorities() {
        ready.add(1, 4);
        ready.add(2, 0);

        assertEquals(2, ready.count());
    }

    private List<Long> takeAll() {
        List<Long> taken = new ArrayList<>();
        for (long next = ready.next(); next != QueueIndex.NONE; next = ready.next()) {
            taken.add(next);
            ready.removeNext();
        }
        return taken;
    }
}
