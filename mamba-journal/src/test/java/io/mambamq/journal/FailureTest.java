// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A journal whose storage fails")
class FailureTest {

    private static final int APPENDS = 30;

    private final SimDisk disk = new SimDisk(7);

    @ParameterizedTest(name = "sync {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    @DisplayName("confirms nothing from the sync on that failed, and stays failed")
    void syncFails(int n) throws IOException {
        SteppedJournal journal = SteppedJournal.open(config(), new Recorded());
        journal.runUntilIdle();
        disk.faults().failSyncAt(n);
        failsForGood(journal);
    }

    @ParameterizedTest(name = "write {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    @DisplayName("confirms nothing from the write on that failed, and stays failed")
    void writeFails(int n) throws IOException {
        SteppedJournal journal = SteppedJournal.open(config(), new Recorded());
        journal.runUntilIdle();
        disk.faults().failWriteAt(n);
        failsForGood(journal);
    }

    @ParameterizedTest(name = "seal {0}")
    @CsvSource({"true", "false"})
    @DisplayName("fails when the seal of an idle log cannot be written or synced")
    void sealFails(boolean sync) throws IOException {
        SteppedJournal journal = SteppedJournal.open(config(), new Recorded());
        journal.appendNow(Texts.batch(journal, "one"));
        if (sync) {
            disk.faults().failSyncAt(1);
        } else {
            disk.faults().failWriteAt(1);
        }
        journal.writerIdle();
        assertTrue(journal.hasFailed());
        assertFalse(journal.appendNow(Texts.batch(journal, "two")).isDurable());
    }

    @Test
    @DisplayName("makes what it recovers from the page cache after a failed sync truly durable")
    void recoveredFromThePageCache() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            SimDisk other = new SimDisk(seed);
            JournalConfig config = SteppedJournal.smallConfig(other).build();
            SteppedJournal journal = SteppedJournal.open(config, new Recorded());
            assertTrue(journal.appendNow(Texts.batch(journal, "confirmed")).isDurable());
            other.faults().failSyncAt(1);
            assertFalse(journal.appendNow(Texts.batch(journal, Texts.sized(1, 3000)))
                    .isDurable());
            other.killProcess();
            Recorded shown = new Recorded();
            SteppedJournal.open(config, shown);
            other.losePower();

            Recorded stored = new Recorded();
            SteppedJournal.open(config, stored);
            assertEquals(2, shown.entries().size(), "the page cache shows both");
            assertEquals(shown.texts(), stored.texts(), "seed " + seed);
        }
    }

    @ParameterizedTest(name = "sync {0}")
    @CsvSource({"true", "false"})
    @DisplayName("leaves no file open when it cannot be opened, wherever that fails")
    void opensOrLetsGo(boolean sync) throws IOException {
        SteppedJournal first = SteppedJournal.open(config(), new Recorded());
        first.appendNow(Texts.batch(first, "one"));
        first.close();
        assertEquals(0, disk.filesOpen(), "after an orderly close");

        boolean opened = false;
        int refusals = 0;
        for (int n = 1; !opened; n++) {
            if (sync) {
                disk.faults().failSyncAt(n);
            } else {
                disk.faults().failWriteAt(n);
            }
            try {
                SteppedJournal.open(config(), new Recorded());
                opened = true;
            } catch (IOException e) {
                assertEquals(0, disk.filesOpen(), "after failure " + n);
                refusals++;
            }
            disk.killProcess();
        }
        assertTrue(refusals > 2, "one is the segment's, one the superblock's");
    }

    private void failsForGood(SteppedJournal journal) throws IOException {
        List<String> confirmed = new ArrayList<>();
        boolean failed = false;
        for (int i = 0; i < APPENDS; i++) {
            String text = Texts.sized(i, 700);
            AppendOutcome outcome = new AppendOutcome();
            journal.append(Texts.batch(journal, text), outcome);
            // Only the writer runs: the segments that are ready suffice, and the error is the log's.
            while (!outcome.isDone()) {
                journal.runWriter();
                journal.runSyncer();
            }
            failed |= !outcome.isDurable();
            assertEquals(!failed, outcome.isDurable(), "append " + i);
            if (!failed) {
                confirmed.add(text);
            }
        }
        assertTrue(failed && journal.hasFailed());
        JournalException cause = journal.parts().writer().failure();
        assertNotNull(cause);
        assertEquals(JournalException.Kind.IO, cause.kind());
        byte[] superblock = disk.content("super");
        byte[] segment = disk.content("wal-000001.mj");
        journal.close();
        assertArrayEquals(superblock, disk.content("super"), "no mark of an orderly end after a failure");
        assertArrayEquals(segment, disk.content("wal-000001.mj"), "the log is left alone");

        disk.losePower();
        Recorded recorded = new Recorded();
        SteppedJournal.open(config(), recorded).close();
        assertEquals(
                confirmed,
                recorded.texts().subList(0, confirmed.size()),
                "what was confirmed before the failure is there");
    }

    private JournalConfig config() {
        return SteppedJournal.smallConfig(disk).readySegmentsMin(4).build();
    }
}
