// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.BackEnd;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a server is told to keep its journal. */
class JournalSettingsTest {
    private static final long MIB = 1 << 20;

    @Test
    void theDefaultIsALogOfOneGibibyte() {
        JournalSettings settings = settings(builder -> builder);

        assertEquals(1024 * MIB, settings.bytesMax());
        assertEquals(64 * MIB, settings.segmentBytes());
        assertEquals(BackEnd.AUTO, settings.backEnd());
        assertEquals(0, settings.syncIntervalMs());
        assertEquals(0, settings.syncBatchSize());
        assertEquals(30_000, settings.syncFailureMs());
    }

    @Test
    void everythingCanBeSet() {
        JournalSettings settings = settings(builder -> builder.journalBytesMax(512 * MIB)
                .pageBytesMax(2)
                .journalSegmentBytes(1 << 20)
                .backEnd(BackEnd.DIRECT)
                .syncIntervalMs(3)
                .syncBatchSize(4)
                .syncFailureMs(5));

        assertEquals(new JournalSettings(512 * MIB, 2, 1 << 20, BackEnd.DIRECT, 3, 4, 5), settings);
    }

    @ParameterizedTest
    @CsvSource({"137, 1", "200, 8", "256, 8", "512, 32", "1024, 64", "1048576, 64"})
    void theSegmentsAreAsLargeAsTheLimitLeavesRoomForMany(long limitMib, long segmentMib) {
        JournalSettings settings = settings(builder -> builder.journalBytesMax(limitMib * MIB));

        assertEquals(segmentMib * MIB, settings.segmentBytes());
    }

    @Test
    void aLimitThatIsTooSmallIsRefusedWithTheLeastThatWorks() {
        String refusal = refusal(builder -> builder.journalBytesMax(136 * MIB));

        assertTrue(refusal.contains("journalBytesMax must be at least 137M"), refusal);
    }

    @Test
    void aLimitMustSuitTheSegmentsThatAreAskedFor() {
        String refusal = refusal(builder -> builder.journalBytesMax(256 * MIB).journalSegmentBytes(64 << 20));

        assertTrue(refusal.contains("journalBytesMax must be at least 641M"), refusal);
    }

    @Test
    void whatCannotBeIsNamed() {
        assertTrue(refusal(builder -> builder.journalBytesMax(0)).contains("journalBytesMax"));
        assertTrue(refusal(builder -> builder.journalSegmentBytes(-1)).contains("journalSegmentBytes"));
        assertTrue(
                refusal(builder -> builder.journalSegmentBytes((1 << 20) + 1)).contains("journalSegmentBytes"));
        assertTrue(refusal(builder -> builder.syncIntervalMs(-1)).contains("syncIntervalMs"));
        assertTrue(refusal(builder -> builder.syncBatchSize(-1)).contains("syncBatchSize"));
        assertTrue(refusal(builder -> builder.syncFailureMs(-1)).contains("syncFailureMs"));
    }

    private static JournalSettings settings(UnaryOperator<ServerConfig.Builder> change) {
        return change.apply(ServerConfig.builder(Path.of("somewhere"))).build().journal();
    }

    private static String refusal(UnaryOperator<ServerConfig.Builder> change) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> settings(change))
                .getMessage());
    }
}
