// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two ends of a log")
class LogEndTest {

    @Test
    @DisplayName("are the same exactly where they are equal")
    void sameWhereEqual() {
        LogEnd end = new LogEnd(1, 2, 3, 4);
        List<LogEnd> others = List.of(
                new LogEnd(1, 2, 3, 4),
                new LogEnd(5, 2, 3, 4),
                new LogEnd(1, 5, 3, 4),
                new LogEnd(1, 2, 5, 4),
                new LogEnd(1, 2, 3, 5));

        for (LogEnd other : others) {
            assertEquals(end.equals(other), end.isSameAs(other), other::toString);
        }
        assertEquals(4, LogEnd.class.getRecordComponents().length, "one that is not compared here");
    }
}
