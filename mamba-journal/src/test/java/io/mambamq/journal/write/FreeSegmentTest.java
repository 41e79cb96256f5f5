// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The name of a segment file")
class FreeSegmentTest {

    @ParameterizedTest
    @CsvSource({
        "0, wal-000000.mj",
        "7, wal-000007.mj",
        "999999, wal-999999.mj",
        "1000000, wal-1000000.mj",
        "999999999, wal-999999999.mj"
    })
    @DisplayName("tells its slot, in six digits or as many as it takes")
    void tellsSlot(int slot, String name) {
        assertEquals(name, new FreeSegment(slot).fileName());
        assertEquals(slot, FreeSegment.slotOf(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"super", "wal-.mj", "wal-00001x.mj", "wal--00001.mj", "wal-1234567890.mj", "wal-000001.mj.tmp"})
    @DisplayName("is not that of a file of another kind")
    void otherFiles(String name) {
        assertEquals(-1, FreeSegment.slotOf(name));
    }
}
