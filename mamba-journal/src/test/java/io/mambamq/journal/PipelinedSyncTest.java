// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A journal in which more has gathered than one batch holds")
class PipelinedSyncTest {

    /** Two of them fill a batch of 4 KiB to where no third fits. */
    private static final int TEXT_BYTES = 1500;

    private final SimDisk disk = new SimDisk(17).direct(true);
    private final List<AppendOutcome> outcomes = new ArrayList<>();

    @Test
    @DisplayName("writes the next batch while the first is synced, and confirms each after its own sync")
    void pipeline() throws IOException {
        SteppedJournal journal = open(BackEnd.BUFFERED, 3);
        append(journal, 4);

        journal.runWriter();
        assertEquals(1, writes(journal), "the second batch is not full: it may still grow");
        append(journal, 1);
        journal.runWriter();
        assertEquals(2, writes(journal), "now it is");
        assertEquals(0, durable(), "written is not synced");

        journal.runSyncer();
        journal.runWriter();
        assertEquals(2, durable(), "the first batch alone");

        journal.runSyncer();
        journal.runWriter();
        assertEquals(5, durable(), "the second, and the rest, which nobody waits behind");
        assertTrue(survivors().containsAll(texts(5)));
    }

    @Test
    @DisplayName("has no more batches under way than the recovery rule allows")
    void bounded() throws IOException {
        SteppedJournal journal = open(BackEnd.BUFFERED, 2);
        append(journal, 9);
        journal.runWriter();
        journal.runWriter();
        assertEquals(2, writes(journal));
        assertFalse(journal.parts().writer().hasWork(), "it sleeps until the syncer wakes it");
        assertFalse(journal.parts().inbox().wantsWriter(), "and appenders do not");

        journal.runSyncer();
        assertTrue(journal.parts().writer().hasWork());
        journal.runUntilIdle();
        assertEquals(9, durable());
        assertTrue(journal.parts().inbox().wantsWriter());
    }

    @ParameterizedTest
    @CsvSource({"BUFFERED, 1", "DIRECT, 3"})
    @DisplayName("syncs by itself where one batch at a time is allowed, or writes are durable as they return")
    void noPipeline(BackEnd backEnd, int batchesPerSyncMax) throws IOException {
        SteppedJournal journal = open(backEnd, batchesPerSyncMax);
        append(journal, 5);
        journal.runWriter();
        assertFalse(journal.parts().syncer().hasWork());
        journal.runUntilIdle();
        assertEquals(5, durable());
    }

    @Test
    @DisplayName("confirms a batch that is durable before it writes what arrived meanwhile")
    void nobodyWaitsForTheNext() throws IOException {
        SteppedJournal journal = open(BackEnd.DIRECT, 3);
        append(journal, 1);
        disk.faults().duringDirectWrite(() -> append(journal, 1));
        journal.runWriter();
        assertEquals(2, outcomes.size());
        assertEquals(1, durable());
        assertEquals(1, writes(journal));
    }

    @Test
    @DisplayName("confirms nothing after a sync that failed, neither of it nor of what was written meanwhile")
    void failure() throws IOException {
        SteppedJournal journal = open(BackEnd.BUFFERED, 3);
        append(journal, 5);
        journal.runWriter();
        journal.runWriter();
        disk.faults().failSyncAt(1);
        journal.runSyncer();
        journal.runUntilIdle();

        assertTrue(journal.hasFailed());
        assertEquals(0, durable());
        assertTrue(journal.parts().inbox().wantsWriter(), "to refuse what comes next");
        for (AppendOutcome outcome : outcomes) {
            JournalException cause = outcome.await();
            assertNotNull(cause);
            assertTrue(String.valueOf(cause.getMessage()).contains("Input/output error"), cause.getMessage());
        }
        journal.close();
    }

    @Test
    @DisplayName("that fails for another reason lets the sync under way end before it gives up its files")
    void stopped() throws IOException {
        SteppedJournal journal = open(BackEnd.BUFFERED, 3);
        append(journal, 5);
        journal.runWriter();
        journal.parts().writer().stop(new IOException("a page file is broken"));
        journal.runWriter();
        assertTrue(journal.hasFailed());
        assertEquals(5, outcomes.stream().filter(AppendOutcome::isDone).count());
        assertEquals(0, durable());
        assertTrue(journal.parts().inbox().wantsWriter(), "to be refused at once");

        journal.runSyncer();
        journal.close();
        assertEquals(0, disk.filesOpen());
    }

    private SteppedJournal open(BackEnd backEnd, int batchesPerSyncMax) throws IOException {
        SteppedJournal journal = SteppedJournal.open(
                SteppedJournal.smallConfig(disk)
                        .backEnd(backEnd)
                        .batchesPerSyncMax(batchesPerSyncMax)
                        .build(),
                new Recorded());
        journal.runUntilIdle();
        return journal;
    }

    private void append(SteppedJournal journal, int appends) {
        for (int i = 0; i < appends; i++) {
            AppendOutcome outcome = new AppendOutcome();
            assertTrue(journal.append(Texts.batch(journal, Texts.sized(outcomes.size(), TEXT_BYTES)), outcome));
            outcomes.add(outcome);
        }
    }

    private List<String> survivors() throws IOException {
        disk.losePower();
        Recorded recorded = new Recorded();
        SteppedJournal.open(SteppedJournal.smallConfig(disk).build(), recorded).close();
        return recorded.texts();
    }

    private static List<String> texts(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(Texts.sized(i, TEXT_BYTES));
        }
        return texts;
    }

    private static long writes(SteppedJournal journal) {
        return journal.parts().counters().snapshot(0).writes();
    }

    private long durable() {
        return outcomes.stream().filter(AppendOutcome::isDurable).count();
    }
}
