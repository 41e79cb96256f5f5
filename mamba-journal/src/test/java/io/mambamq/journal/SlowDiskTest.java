// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A journal whose storage does not come back")
class SlowDiskTest {

    private static final int FAILURE_MS = 30_000;

    private final SimDisk disk = new SimDisk(13).direct(true);
    private final AtomicLong nowNs = new AtomicLong();
    private final List<JournalException> seen = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("has failed for whoever looks while it hangs, confirms nothing after that, and opens again")
    void hangs(BackEnd backEnd) throws IOException {
        JournalConfig config = config(backEnd).build();
        SteppedJournal journal = open(config);
        assertTrue(journal.appendNow(Texts.batch(journal, "before")).isDurable());
        duringSync(() -> {
            passMs(FAILURE_MS);
            assertNull(journal.parts().writer().failure(), "not yet");
            passMs(1);
            JournalException failure = journal.parts().writer().failure();
            assertNotNull(failure);
            seen.add(failure);
            assertFalse(journal.append(Texts.batch(journal, "meanwhile"), new AppendOutcome()), "turned away");
        });

        AppendOutcome outcome = journal.appendNow(Texts.batch(journal, "hanging"));

        assertSame(seen.get(0), outcome.await());
        assertEquals(JournalException.Kind.IO, seen.get(0).kind());
        assertTrue(journal.hasFailed());
        duringSync(() -> {});
        byte[] superblock = disk.content("super");
        journal.close();
        assertArrayEquals(superblock, disk.content("super"), "no mark of an orderly end");
        disk.killProcess();
        Recorded recorded = new Recorded();
        SteppedJournal.open(config, recorded).close();
        assertEquals("before", recorded.texts().get(0));
    }

    @Test
    @DisplayName("has failed when it comes back too late, though nobody looked meanwhile")
    void comesBackTooLate() throws IOException {
        SteppedJournal journal = open(config(BackEnd.BUFFERED).build());
        duringSync(() -> passMs(FAILURE_MS + 1));
        AppendOutcome outcome = journal.appendNow(Texts.batch(journal, "late"));
        assertFalse(outcome.isDurable());
        assertTrue(journal.hasFailed());
    }

    @Test
    @DisplayName("has failed when the seal of an idle log hangs")
    void sealHangs() throws IOException {
        SteppedJournal journal = open(config(BackEnd.BUFFERED).build());
        assertTrue(journal.appendNow(Texts.batch(journal, "one")).isDurable());
        duringSync(() -> passMs(FAILURE_MS + 1));
        journal.writerIdle();
        assertTrue(journal.hasFailed());
    }

    @Test
    @DisplayName("goes on when it comes back in time, or when any time is allowed")
    void comesBack() throws IOException {
        SteppedJournal slow = open(config(BackEnd.BUFFERED).build());
        duringSync(() -> passMs(FAILURE_MS));
        assertTrue(slow.appendNow(Texts.batch(slow, "slow")).isDurable());
        disk.killProcess();

        SteppedJournal patient = open(config(BackEnd.BUFFERED).syncFailureMs(0).build());
        duringSync(() -> passMs(100 * FAILURE_MS));
        assertTrue(patient.appendNow(Texts.batch(patient, "very slow")).isDurable());
    }

    @Test
    @DisplayName("keeps the error that the storage gave in the end")
    void error() throws IOException {
        SteppedJournal journal = open(config(BackEnd.BUFFERED).build());
        duringSync(() -> passMs(FAILURE_MS + 1));
        disk.faults().failSyncAt(1);
        JournalException cause =
                journal.appendNow(Texts.batch(journal, "failing")).await();
        assertNotNull(cause);
        assertTrue(String.valueOf(cause.getMessage()).contains("Input/output error"), cause.getMessage());
    }

    @Test
    @DisplayName("is found out by the reader thread, which is idle")
    void readerLooks() throws IOException {
        SteppedJournal journal = open(config(BackEnd.BUFFERED).build());
        assertTrue(journal.parts().reader().idleNs() <= TimeUnit.MILLISECONDS.toNanos(FAILURE_MS / 4));
        duringSync(() -> {
            passMs(FAILURE_MS + 1);
            journal.parts().reader().doWork();
            assertFalse(journal.append(Texts.batch(journal, "meanwhile"), new AppendOutcome()), "turned away");
        });
        assertFalse(journal.appendNow(Texts.batch(journal, "hanging")).isDurable());
    }

    @Test
    @DisplayName("tells its state, fails new appends and lets waiting ones go while the writer thread hangs")
    void threads() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        JournalConfig config = config(BackEnd.BUFFERED)
                .appendsPendingMax(1)
                .readySegmentsMin(1)
                .build();
        Journal journal = Journal.open(config, new Recorded());
        while (journal.stats().readySegments() < 1) {
            Thread.onSpinWait();
        }
        duringSync(() -> {
            hangs.countDown();
            awaitQuietly(back);
        });
        AppendOutcome first = append(journal);
        hangs.await();
        AppendOutcome second = append(journal);
        Waiting waiting = new Waiting(journal);
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertEquals(JournalState.OPEN, journal.state());

        passMs(FAILURE_MS + 1);
        assertEquals(JournalState.FAILED, journal.state());
        waiting.join();
        assertEquals(journal.failure().orElseThrow(), waiting.cause);
        assertEquals(journal.failure().orElseThrow(), append(journal).await());
        assertFalse(first.isDone());

        back.countDown();
        assertEquals(journal.failure().orElseThrow(), first.await());
        assertEquals(journal.failure().orElseThrow(), second.await());
        journal.close();
        assertEquals(JournalState.FAILED, journal.state());
    }

    /** An appender that finds the inbox full. */
    private static final class Waiting extends Thread {
        private final Journal journal;
        private volatile @Nullable JournalException cause;

        Waiting(Journal journal) {
            this.journal = journal;
        }

        @Override
        public void run() {
            try {
                cause = append(journal).await();
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts", e);
            }
        }
    }

    private static AppendOutcome append(Journal journal) throws InterruptedException {
        RecordBatch batch = journal.newBatch();
        Texts.add(batch, "text");
        AppendOutcome outcome = new AppendOutcome();
        journal.append(batch, Runnable::run, outcome);
        return outcome;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
    }

    private SteppedJournal open(JournalConfig config) throws IOException {
        SteppedJournal journal = SteppedJournal.open(config, new Recorded());
        journal.runUntilIdle();
        return journal;
    }

    private JournalConfig.Builder config(BackEnd backEnd) {
        return SteppedJournal.smallConfig(disk)
                .backEnd(backEnd)
                .syncFailureMs(FAILURE_MS)
                .nanoClock(nowNs::get);
    }

    private void duringSync(Runnable event) {
        disk.faults().duringSync(event).duringDirectWrite(event);
    }

    private void passMs(long ms) {
        nowNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
    }
}
