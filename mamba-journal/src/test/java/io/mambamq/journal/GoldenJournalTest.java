// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A whole journal directory as each version wrote it: two process starts, several segments, a fragmented record, an idle
 * seal, a torn tail. It must load for ever.
 */
@DisplayName("A journal written in an earlier or in this format")
class GoldenJournalTest {

    private static final String VERSION = "1.1";
    private static final int SECTOR_BYTES = 512;
    private static final int SEGMENT_BYTES = 8 << 10;
    private static final List<String> TEXTS =
            List.of("first", Texts.sized(2, 7000), "", Texts.sized(4, 900), "second start", Texts.sized(6, 5000));

    @ParameterizedTest(name = "format {0}")
    @ValueSource(strings = {"1.0", VERSION})
    @DisplayName("is replayed record by record")
    void loads(String version) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            GoldenFiles.write(name(VERSION), write());
            fail("wrote " + GoldenFiles.path(name(VERSION)) + "; run again without golden.write");
        }
        SimDisk disk = new SimDisk(1);
        GoldenFiles.read(name(version), SEGMENT_BYTES).forEach(disk::put);
        Recorded recorded = new Recorded();
        SteppedJournal.open(config(disk), recorded).close();
        assertEquals(TEXTS, recorded.texts());
    }

    private static String name(String version) {
        return "journal-" + version;
    }

    private static JournalConfig config(SimDisk disk) {
        return SteppedJournal.smallConfig(disk)
                .backEnd(BackEnd.AUTO)
                .segmentBytes(SEGMENT_BYTES)
                .stagingBytes(2048)
                .readySegmentsMin(1)
                .build();
    }

    private static SimDisk write() throws IOException {
        SimDisk disk = new SimDisk(1);
        append(disk, TEXTS.subList(0, 4));
        disk.killProcess();
        SteppedJournal second = append(disk, TEXTS.subList(4, 6));
        second.writerIdle();
        assertTrue(second.appendNow(Texts.batch(second, Texts.sized(7, 600))).isDurable());
        disk.killProcess();

        // The last append did not get to the disk whole.
        String newest = "wal-%06d.mj".formatted(second.parts().log().durablePosition() / SEGMENT_BYTES);
        byte[] torn = disk.content(newest);
        int lastSector = torn.length - SECTOR_BYTES;
        while (GoldenFiles.isZero(torn, lastSector, lastSector + SECTOR_BYTES)) {
            lastSector -= SECTOR_BYTES;
        }
        Arrays.fill(torn, lastSector, lastSector + SECTOR_BYTES, (byte) 0);
        disk.put(newest, torn);
        return disk;
    }

    private static SteppedJournal append(SimDisk disk, List<String> texts) throws IOException {
        SteppedJournal journal = SteppedJournal.open(config(disk), new Recorded());
        for (String text : texts) {
            assertTrue(journal.appendNow(Texts.batch(journal, text)).isDurable());
        }
        return journal;
    }
}
