// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An appender that waits until its records are durable")
@Timeout(60)
class AppendAndWaitTest {

    private static final int APPENDERS = 40;
    private static final int APPENDS_EACH = 50;

    private final SimDisk disk = new SimDisk(23);

    @Test
    @DisplayName("is woken for each of them, one of many, and finds all of them after a restart")
    void many(@TempDir Path directory) throws Exception {
        JournalConfig config =
                JournalConfig.builder(directory).segmentBytes(1 << 20).build();
        Set<String> confirmed = ConcurrentHashMap.newKeySet();
        try (Journal journal = Journal.open(config, new Recorded())) {
            List<Appender> appenders = new ArrayList<>();
            for (int i = 0; i < APPENDERS; i++) {
                String name = "appender " + i + ", ";
                appenders.add(new Appender(
                        batch -> {
                            for (int n = 0; n < APPENDS_EACH; n++) {
                                batch.clear();
                                Texts.add(batch, name + n);
                                journal.appendAndWait(batch);
                                assertTrue(journal.durablePosition() > batch.position(0));
                                confirmed.add(name + n);
                            }
                        },
                        journal));
            }
            appenders.forEach(Thread::start);
            for (Appender appender : appenders) {
                appender.join();
                assertEquals(null, appender.thrown);
            }
        }
        Recorded recorded = new Recorded();
        Journal.open(config, recorded).close();
        assertEquals(APPENDERS * APPENDS_EACH, recorded.texts().size());
        assertEquals(confirmed, new HashSet<>(recorded.texts()));
    }

    @Test
    @DisplayName("learns its outcome although it is interrupted meanwhile, and is interrupted still")
    void interrupted() throws Exception {
        Journal journal = Journal.open(SteppedJournal.smallConfig(disk).build(), new Recorded());
        CountDownLatch syncing = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        disk.faults().duringSync(() -> {
            syncing.countDown();
            awaitQuietly(back);
        });
        Appender appender = new Appender(
                batch -> {
                    Texts.add(batch, "one");
                    journal.appendAndWait(batch);
                    assertTrue(Thread.interrupted());
                    assertEquals(1, batch.count());
                },
                journal);
        appender.start();
        syncing.await();
        appender.interrupt();
        back.countDown();
        appender.join();
        assertEquals(null, appender.thrown);
        journal.close();
    }

    @Test
    @DisplayName("that is interrupted while too many appends are pending keeps its batch")
    void noRoom() throws Exception {
        Journal journal = Journal.open(
                SteppedJournal.smallConfig(disk).appendsPendingMax(1).build(), new Recorded());
        CountDownLatch syncing = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        disk.faults().duringSync(() -> {
            syncing.countDown();
            awaitQuietly(back);
        });
        append(journal, "being synced");
        syncing.await();
        append(journal, "pending");
        Appender appender = new Appender(
                batch -> {
                    Texts.add(batch, "no room");
                    assertThrows(InterruptedException.class, () -> journal.appendAndWait(batch));
                    back.countDown();
                    journal.appendAndWait(batch);
                },
                journal);
        appender.start();
        while (appender.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        appender.interrupt();
        appender.join();
        assertEquals(null, appender.thrown);
        journal.close();
        Recorded recorded = new Recorded();
        SteppedJournal.open(SteppedJournal.smallConfig(disk).build(), recorded).close();
        assertEquals(List.of("being synced", "pending", "no room"), recorded.texts());
    }

    @Test
    @DisplayName("is told why nothing is confirmed any more, each with its own stack")
    void failure() throws Exception {
        Journal journal = Journal.open(
                SteppedJournal.smallConfig(disk).readySegmentsMin(1).build(), new Recorded());
        while (journal.stats().readySegments() < 1) {
            Thread.onSpinWait();
        }
        disk.faults().failSyncAt(1);
        RecordBatch batch = journal.newBatch();
        Texts.add(batch, "lost");
        JournalException thrown = assertThrows(JournalException.class, () -> journal.appendAndWait(batch));
        assertEquals(JournalException.Kind.IO, thrown.kind());
        assertEquals(journal.failure().orElseThrow(), thrown.getCause());
        assertNotNull(assertThrows(JournalException.class, () -> journal.appendAndWait(batch)), "the batch came back");
        journal.close();
        JournalException closed = assertThrows(JournalException.class, () -> journal.appendAndWait(batch));
        assertEquals(JournalException.Kind.CLOSED, closed.kind());
    }

    @Test
    @DisplayName("may use its batch for appends with a completion too")
    void both() throws IOException, InterruptedException {
        Journal journal = Journal.open(SteppedJournal.smallConfig(disk).build(), new Recorded());
        RecordBatch batch = journal.newBatch();
        Texts.add(batch, "waited for");
        journal.appendAndWait(batch);
        batch.clear();
        Texts.add(batch, "completed");
        AppendOutcome outcome = new AppendOutcome();
        journal.append(batch, Runnable::run, outcome);
        assertEquals(null, outcome.await());
        assertFalse(batch.position(0) < 0);
        journal.close();
    }

    private static void append(Journal journal, String text) throws InterruptedException {
        RecordBatch batch = journal.newBatch();
        Texts.add(batch, text);
        journal.append(batch, Runnable::run, new AppendOutcome());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
    }

    @FunctionalInterface
    private interface Appends {
        void run(RecordBatch batch) throws Exception;
    }

    private static final class Appender extends Thread {
        private final Appends appends;
        private final Journal journal;
        private volatile @Nullable Throwable thrown;

        Appender(Appends appends, Journal journal) {
            this.appends = appends;
            this.journal = journal;
        }

        @Override
        public void run() {
            try {
                appends.run(journal.newBatch());
            } catch (Exception | AssertionError e) {
                thrown = e;
            }
        }
    }
}
