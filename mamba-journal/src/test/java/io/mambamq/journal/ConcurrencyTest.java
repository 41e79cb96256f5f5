// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.sim.SimDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal used by many threads")
class ConcurrencyTest {

    private static final int APPENDERS = 8;
    private static final int APPENDS = 400;

    @TempDir
    Path directory = Path.of("unset");

    @Test
    @DisplayName("keeps the order of every appender, with blocking and non-blocking appends and a small inbox")
    void manyAppenders() throws Exception {
        ExecutorService appenders = Executors.newFixedThreadPool(APPENDERS);
        try (Journal journal = Journal.open(config(), new Recorded())) {
            List<Future<?>> done = new ArrayList<>();
            for (int a = 0; a < APPENDERS; a++) {
                int appender = a;
                done.add(appenders.submit(() -> appendAll(journal, appender)));
            }
            for (Future<?> future : done) {
                future.get();
            }
            assertEquals(APPENDERS * APPENDS, journal.stats().appends());
            assertTrue(journal.stats().syncs() <= 2L * APPENDERS * APPENDS);
        } finally {
            appenders.shutdownNow();
        }

        Map<Integer, Integer> next = new TreeMap<>();
        Journal.open(config(), (position, userType, stream, body) -> {
                    assertEquals(next.getOrDefault(stream, 0), body.getInt(), "stream " + stream);
                    next.merge(stream, 1, Integer::sum);
                })
                .close();
        assertEquals(APPENDERS, next.size());
        next.forEach((stream, count) -> assertEquals(APPENDS, count));
    }

    @Test
    @DisplayName("confirms or fails every append that races with close, and what it confirms comes back")
    void closeRaces() throws Exception {
        for (int round = 0; round < 20; round++) {
            SimDisk disk = new SimDisk(round);
            JournalConfig simulated = SteppedJournal.smallConfig(disk).build();
            Journal journal = Journal.open(simulated, new Recorded());
            List<AppendOutcome> outcomes = new ArrayList<>();
            Thread appender = new Thread(() -> {
                for (int i = 0; i < 200; i++) {
                    RecordBatch batch = journal.newBatch();
                    Texts.add(batch, "x");
                    AppendOutcome outcome = new AppendOutcome();
                    if (journal.tryAppend(batch, Runnable::run, outcome)) {
                        outcomes.add(outcome);
                    }
                }
            });
            appender.start();
            while (journal.stats().appends() < 20 && journal.state() == JournalState.OPEN) {
                Thread.onSpinWait();
            }
            assertEquals(Optional.empty(), journal.failure());
            journal.close();
            appender.join();
            long durable =
                    outcomes.stream().filter(outcome -> outcome.await() == null).count();
            Recorded recorded = new Recorded();
            Journal.open(simulated, recorded).close();
            assertEquals(durable, recorded.entries().size());
        }
    }

    private static void appendAll(Journal journal, int appender) {
        RecordBatch batch = journal.newBatch();
        for (int i = 0; i < APPENDS; i++) {
            batch.clear();
            batch.beginRecord(0, appender, 2000).putInt(i).put(new byte[(i * 37 + appender) % 1900]);
            batch.endRecord();
            AppendOutcome outcome = new AppendOutcome();
            try {
                if (i % 2 == 0) {
                    journal.append(batch, Runnable::run, outcome);
                } else {
                    while (!journal.tryAppend(batch, Runnable::run, outcome)) {
                        Thread.onSpinWait();
                    }
                }
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts", e);
            }
            assertNull(outcome.await());
        }
    }

    private JournalConfig config() {
        return JournalConfig.builder(directory)
                .segmentBytes(1 << 20)
                .stagingBytes(64 << 10)
                .appendsPendingMax(4)
                .build();
    }
}
