// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal that trades latency for fewer syncs")
class SyncPaceTest {

    private final SimDisk disk = new SimDisk(5);
    private final List<AppendOutcome> outcomes = new ArrayList<>();
    private long nowNs = Long.MAX_VALUE - 1_000_000;

    @Test
    @DisplayName("writes at once unless told otherwise")
    void off() throws IOException {
        SteppedJournal journal = open(config -> config);
        append(journal, 1);
        assertTrue(journal.parts().inbox().wantsWriter());
        journal.runWriter();
        assertEquals(1, durable());
    }

    @Test
    @DisplayName("with an interval waits for it, counted from the oldest append, sleeping by the clock")
    void interval() throws IOException {
        SteppedJournal journal = open(config -> config.syncIntervalMs(20));
        append(journal, 1);
        assertTrue(journal.parts().inbox().wantsWriter(), "the first append wakes the writer, which sets its clock");
        journal.runWriter();
        passMs(15);
        append(journal, 1);
        assertFalse(journal.parts().inbox().wantsWriter(), "the next one does not wake it");
        journal.runWriter();

        assertFalse(journal.parts().writer().hasWork());
        assertEquals(TimeUnit.MILLISECONDS.toNanos(5), journal.parts().writer().idleNs());
        assertEquals(0, durable());

        passMs(5);
        assertTrue(journal.parts().writer().hasWork());
        long syncs = syncs(journal);
        journal.runWriter();
        assertEquals(2, durable());
        assertEquals(syncs + 1, syncs(journal));
    }

    @Test
    @DisplayName("with a batch size waits for so many records, and wakes the writer for the last of them")
    void batchSize() throws IOException {
        SteppedJournal journal = open(config -> config.syncBatchSize(5));
        append(journal, 2);
        journal.runWriter();
        append(journal, 2);
        assertFalse(journal.parts().inbox().wantsWriter());
        journal.runWriter();
        assertEquals(0, durable());

        append(journal, 1);
        assertTrue(journal.parts().inbox().wantsWriter());
        assertTrue(journal.parts().writer().hasWork());
        journal.runWriter();
        assertEquals(3, durable());

        append(journal, 4);
        journal.runWriter();
        assertEquals(3, durable(), "the count begins anew");
    }

    @Test
    @DisplayName("with a batch size alone waits for a bounded time")
    void batchSizeIsBounded() throws IOException {
        SteppedJournal journal = open(config -> config.syncBatchSize(5));
        append(journal, 1);
        passMs(JournalConfig.SYNC_INTERVAL_MS_DEFAULT);
        journal.runWriter();
        assertEquals(1, durable());
    }

    @Test
    @DisplayName("with both goes by what comes first")
    void both() throws IOException {
        SteppedJournal journal = open(config -> config.syncBatchSize(2).syncIntervalMs(50));
        append(journal, 2);
        journal.runWriter();
        assertEquals(1, durable());
        append(journal, 1);
        passMs(50);
        journal.runWriter();
        assertEquals(2, durable());
    }

    @Test
    @DisplayName("waits no longer when the inbox is full")
    void fullInbox() throws IOException {
        SteppedJournal journal = open(config -> config.syncIntervalMs(50).appendsPendingMax(4));
        for (int i = 0; i < 3; i++) {
            append(journal, 1);
            journal.runWriter();
        }
        assertFalse(journal.parts().inbox().wantsWriter());
        append(journal, 1);
        assertTrue(journal.parts().inbox().wantsWriter());
        journal.runWriter();
        assertEquals(4, durable());
    }

    @Test
    @DisplayName("does not spend a sync on a seal while it waits")
    void noSeal() throws IOException {
        SteppedJournal journal = open(config -> config.syncIntervalMs(50));
        append(journal, 1);
        passMs(50);
        journal.runWriter();
        append(journal, 1);
        journal.runWriter();
        long syncs = syncs(journal);
        journal.writerIdle();
        assertEquals(syncs, syncs(journal));
        passMs(50);
        journal.runWriter();
        journal.writerIdle();
        assertEquals(syncs + 2, syncs(journal), "the group and its seal");
    }

    @Test
    @DisplayName("does not wait when it closes")
    void close() throws IOException {
        SteppedJournal journal = open(config -> config.syncIntervalMs(50));
        append(journal, 1);
        journal.close();
        assertEquals(1, durable());
    }

    @Test
    @DisplayName("confirms and closes on its threads, on a real disk")
    void threads(@TempDir Path directory) throws Exception {
        JournalConfig config = JournalConfig.builder(directory)
                .segmentBytes(1 << 20)
                .stagingBytes(64 << 10)
                .backEnd(BackEnd.BUFFERED)
                .syncIntervalMs(3_600_000)
                .syncBatchSize(10)
                .build();
        AppendOutcome last = new AppendOutcome();
        try (Journal journal = Journal.open(config, new Recorded())) {
            for (int i = 0; i < 30; i++) {
                AppendOutcome outcome = new AppendOutcome();
                append(journal, outcome);
                if (i % 10 == 9) {
                    assertNull(outcome.await(), "the tenth record ends the wait");
                }
            }
            append(journal, last);
        }
        assertNull(last.await());
        Recorded recorded = new Recorded();
        Journal.open(config, recorded).close();
        assertEquals(31, recorded.entries().size());
    }

    private static void append(Journal journal, AppendOutcome outcome) throws InterruptedException {
        RecordBatch batch = journal.newBatch();
        Texts.add(batch, "text");
        journal.append(batch, Runnable::run, outcome);
    }

    private SteppedJournal open(UnaryOperator<JournalConfig.Builder> change) throws IOException {
        JournalConfig config = change.apply(SteppedJournal.smallConfig(disk).nanoClock(() -> nowNs))
                .build();
        SteppedJournal journal = SteppedJournal.open(config, new Recorded());
        journal.runUntilIdle();
        return journal;
    }

    private void append(SteppedJournal journal, int records) {
        AppendOutcome outcome = new AppendOutcome();
        outcomes.add(outcome);
        String[] texts = new String[records];
        Arrays.fill(texts, "text");
        assertTrue(journal.append(Texts.batch(journal, texts), outcome));
    }

    private void passMs(long ms) {
        nowNs += TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private long durable() {
        return outcomes.stream().filter(AppendOutcome::isDurable).count();
    }

    private static long syncs(SteppedJournal journal) {
        return journal.parts().counters().snapshot(0).syncs();
    }
}
