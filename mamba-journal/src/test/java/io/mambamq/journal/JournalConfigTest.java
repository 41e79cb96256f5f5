// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.sim.SimDisk;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The configuration of a journal")
class JournalConfigTest {

    @Test
    @DisplayName("has defaults that suit each other")
    void defaults() {
        JournalConfig config = builder().build();
        assertEquals(64 << 20, config.segmentBytes());
        assertEquals(16 << 20, config.recordBytesMax());
        assertEquals(BackEnd.AUTO, config.backEnd());
        assertEquals(0, config.syncIntervalMs());
        assertEquals(0, config.syncBatchSize());
        assertEquals(30_000, config.syncFailureMs());
    }

    @Test
    @DisplayName("names the value that cannot be")
    void refusals() {
        refused("blockBytes", b -> b.blockBytes(1000));
        refused("blockBytes", b -> b.blockBytes(256));
        refused("segmentBytes", b -> b.segmentBytes(4096 * 15));
        refused("segmentBytes", b -> b.segmentBytes((1 << 20) + 1));
        refused("stagingBytes", b -> b.stagingBytes(1000));
        refused("stagingBytes", b -> b.segmentBytes(1 << 20).stagingBytes(512 << 10));
        refused("batchesPerSyncMax", b -> b.batchesPerSyncMax(0));
        refused("recordBytesMax", b -> b.recordBytesMax(0));
        refused("batchBytesMax", b -> b.batchBytesMax(1));
        refused("appendsPendingMax", b -> b.appendsPendingMax(0));
        refused("readsPendingMax", b -> b.readsPendingMax(0));
        refused("readySegmentsMin", b -> b.readySegmentsMin(0));
        refused("idleSealMs", b -> b.idleSealMs(0));
        refused(
                "logBytesMax",
                b -> b.reclaim(ReclaimConfig.logBytesMax(JournalConfig.logBytesMin(64 << 20, 64 << 20) - 1)));
        refused("syncIntervalMs", b -> b.syncIntervalMs(-1));
        refused("syncBatchSize", b -> b.syncBatchSize(-1));
        refused("syncFailureMs", b -> b.syncFailureMs(-1));
    }

    @Test
    @DisplayName("does not change the sizes of a journal that exists")
    void sizesStay() throws Exception {
        SimDisk disk = new SimDisk(1);
        SteppedJournal small =
                SteppedJournal.open(SteppedJournal.smallConfig(disk).build(), new Recorded());
        assertTrue(small.appendNow(Texts.batch(small, "small")).isDurable());
        small.close();

        Recorded recorded = new Recorded();
        JournalConfig larger =
                JournalConfig.builder(Path.of("simulated")).io(disk.factory()).build();
        SteppedJournal again = SteppedJournal.open(larger, recorded);
        assertTrue(again.appendNow(Texts.batch(again, Texts.sized(1, 40_000))).isDurable());
        again.close();

        assertEquals(1, recorded.entries().size());
        assertEquals(16 << 10, disk.content("wal-000001.mj").length);
        assertEquals(16 << 10, disk.content("wal-000002.mj").length);
    }

    @Test
    @DisplayName("gives a journal whose segments are too large for the limit the smallest limit that suits them")
    void limitRaised() throws Exception {
        SimDisk disk = new SimDisk(1);
        int segmentBytes = 64 << 10;
        SteppedJournal.open(
                        SteppedJournal.smallConfig(disk)
                                .segmentBytes(segmentBytes)
                                .build(),
                        new Recorded())
                .close();

        JournalConfig small = SteppedJournal.smallConfig(disk)
                .reclaim(ReclaimConfig.logBytesMax(JournalConfig.logBytesMin(16 << 10, 256 << 10)))
                .build();
        SteppedJournal journal = SteppedJournal.open(small, new Recorded());
        AppendOutcome outcome = journal.appendNow(Texts.batch(journal, Texts.sized(0, 60_000)));
        while (outcome.isDone()) {
            outcome = journal.appendNow(Texts.batch(journal, Texts.sized(0, 60_000)));
        }

        assertFalse(journal.hasFailed());
        assertTrue(journal.isCheckpointDue(), "it waits for one");
        long segments = disk.fileNames().stream()
                .filter(name -> name.startsWith("wal-"))
                .count();
        assertEquals(JournalConfig.logBytesMin(segmentBytes, 256 << 10) / segmentBytes, segments);
    }

    private static JournalConfig.Builder builder() {
        return JournalConfig.builder(Path.of("somewhere"));
    }

    private static void refused(String name, UnaryOperator<JournalConfig.Builder> change) {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> change.apply(builder()).build());
        assertTrue(String.valueOf(refusal.getMessage()).contains(name), refusal.getMessage());
    }
}
