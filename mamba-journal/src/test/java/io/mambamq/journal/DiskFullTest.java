// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A journal on a full disk")
class DiskFullTest {

    private static final int SEGMENT_BYTES = 16 << 10;
    private static final long SECOND_NS = 1_000_000_000;

    private final SimDisk disk = new SimDisk(3);
    private long nowNs;

    @Test
    @DisplayName("refuses whole appends when no segment is left, stays open, and goes on when there is space")
    void refusesAndGoesOn() throws IOException {
        JournalConfig config =
                SteppedJournal.smallConfig(disk).nanoClock(() -> nowNs).build();
        SteppedJournal journal = SteppedJournal.open(config, new Recorded());
        disk.faults().capacityBytes(5 * SEGMENT_BYTES);
        List<String> confirmed = new ArrayList<>();
        AppendOutcome outcome = journal.appendNow(journal.newBatch());
        for (int i = 0; outcome.isDurable(); i++) {
            String text = Texts.sized(i, 3000);
            outcome = journal.appendNow(Texts.batch(journal, text));
            if (outcome.isDurable()) {
                confirmed.add(text);
            }
        }
        assertEquals(JournalException.Kind.DISK_FULL, kind(outcome));
        assertTrue(confirmed.size() > 5, "what was prepared could be used");
        assertFalse(journal.hasFailed());
        assertTrue(journal.parts().counters().snapshot(0).diskFullFailures() > 0);

        disk.faults().capacityBytes(Long.MAX_VALUE);
        nowNs += SECOND_NS;
        journal.pagesIdle();
        journal.runUntilIdle();
        assertNull(journal.appendNow(Texts.batch(journal, "after")).await());
        confirmed.add("after");
        journal.close();

        Recorded recorded = new Recorded();
        SteppedJournal.open(config, recorded).close();
        assertEquals(confirmed, recorded.texts());
    }

    @Test
    @DisplayName("tries once a second whether there is space, however many appends it refuses meanwhile")
    void triesOnceASecond() throws IOException {
        SteppedJournal journal = SteppedJournal.open(
                SteppedJournal.smallConfig(disk).nanoClock(() -> nowNs).build(), new Recorded());
        journal.runUntilIdle();
        disk.faults().capacityBytes(4 * SEGMENT_BYTES);
        assertEquals(JournalException.Kind.DISK_FULL, kind(journal.appendNow(tooLarge(journal))));

        int created = disk.filesCreated();
        for (int i = 0; i < 100; i++) {
            journal.pagesIdle();
            assertEquals(JournalException.Kind.DISK_FULL, kind(journal.appendNow(tooLarge(journal))));
        }
        assertEquals(created, disk.filesCreated(), "nothing was tried within the second");

        nowNs += SECOND_NS;
        assertEquals(JournalException.Kind.DISK_FULL, kind(journal.appendNow(tooLarge(journal))));
        assertEquals(created + 1, disk.filesCreated(), "and once when it is over");

        disk.faults().capacityBytes(Long.MAX_VALUE);
        nowNs += SECOND_NS;
        journal.runUntilIdle();
        assertTrue(journal.appendNow(tooLarge(journal)).isDurable());
    }

    @Test
    @DisplayName("writes no part of an append that it refuses, however many segments it would have spanned")
    void refusesWhole() throws IOException {
        JournalConfig config = SteppedJournal.smallConfig(disk).build();
        SteppedJournal journal = SteppedJournal.open(config, new Recorded());
        journal.runUntilIdle();
        disk.faults().capacityBytes(4 * SEGMENT_BYTES);
        RecordBatch large = tooLarge(journal);
        AppendOutcome refused = journal.appendNow(large);
        assertFalse(refused.isDurable());
        assertTrue(journal.appendNow(Texts.batch(journal, "small")).isDurable(), "there is still room for this one");
        journal.close();

        Recorded recorded = new Recorded();
        disk.faults().capacityBytes(Long.MAX_VALUE);
        SteppedJournal.open(config, recorded).close();
        assertEquals(List.of("small"), recorded.texts());
    }

    @Test
    @DisplayName("says of a refused append that nothing was written, also when the log fails right after")
    void refusalBeforeFailure() throws IOException {
        SteppedJournal journal =
                SteppedJournal.open(SteppedJournal.smallConfig(disk).build(), new Recorded());
        journal.runUntilIdle();
        disk.faults().capacityBytes(4 * SEGMENT_BYTES);
        RecordBatch large = tooLarge(journal);
        AppendOutcome known = journal.appendNow(large);
        assertFalse(known.isDurable());

        AppendOutcome refused = new AppendOutcome();
        AppendOutcome failed = new AppendOutcome();
        journal.append(large, refused);
        journal.append(Texts.batch(journal, "small"), failed);
        disk.faults().failSyncAt(1);
        journal.runWriter();
        assertTrue(refused.isDone(), "told before anything behind it is written");
        journal.runWriter();

        assertTrue(journal.hasFailed());
        assertEquals(JournalException.Kind.DISK_FULL, kind(refused));
        assertEquals(JournalException.Kind.IO, kind(failed));
    }

    @Test
    @DisplayName("does not open where there is no room for the first segment, and says so")
    void noRoomAtStart() {
        disk.faults().capacityBytes(10_000);
        JournalException refusal = assertThrows(
                JournalException.class,
                () -> SteppedJournal.open(SteppedJournal.smallConfig(disk).build(), new Recorded()));
        assertEquals(JournalException.Kind.DISK_FULL, refusal.kind());
    }

    private static RecordBatch tooLarge(SteppedJournal journal) {
        RecordBatch large = journal.newBatch();
        for (int i = 0; i < 4; i++) {
            Texts.add(large, Texts.sized(i, 50_000));
        }
        return large;
    }

    private static JournalException.@Nullable Kind kind(AppendOutcome outcome) {
        JournalException cause = outcome.await();
        return cause == null ? null : cause.kind();
    }
}
