// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A FileChannel closes itself when the thread inside it is interrupted, so callers must never be inside one. */
@DisplayName("A journal whose callers are interrupted all the time")
@Timeout(120)
class InterruptTest {

    private static final int APPENDERS = 4;
    private static final int CONFIRMED_MIN = 2000;
    private static final int INTERRUPTED_MIN = 5;
    private static final int READS_MIN = 500;

    private final AtomicInteger numbers = new AtomicInteger();
    private final Set<Integer> confirmed = ConcurrentHashMap.newKeySet();
    private final Set<Integer> handedOver = ConcurrentHashMap.newKeySet();
    private final Set<Integer> notHandedOver = ConcurrentHashMap.newKeySet();
    private final Set<Throwable> failures = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opens = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile long somePosition = -1;
    private volatile boolean spared;
    private volatile boolean stop;
    private Path directory = Path.of("unset");

    @BeforeEach
    void directory(@TempDir Path temporary) {
        directory = temporary;
    }

    @Test
    @DisplayName("stays open, loses nothing it confirmed, and holds nothing of an append that was interrupted")
    void appendersAndReaders() throws Exception {
        try (Journal journal = Journal.open(config("storm"), new Recorded())) {
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < APPENDERS; i++) {
                boolean blocking = i % 2 == 0;
                callers.add(new Thread(() -> appendAll(journal, blocking)));
            }
            callers.add(new Thread(() -> readAll(journal)));
            storm(
                    callers,
                    () -> confirmed.size() >= CONFIRMED_MIN
                            && notHandedOver.size() >= INTERRUPTED_MIN
                            && reads.get() >= READS_MIN);

            assertEquals(Set.of(), failures);
            assertEquals(JournalState.OPEN, journal.state());
            RecordBatch batch = journal.newBatch();
            Texts.add(batch, "after the storm");
            AppendOutcome outcome = new AppendOutcome();
            journal.append(batch, Runnable::run, outcome);
            assertNull(outcome.await());
        }
        Set<Integer> found = new HashSet<>();
        ReplayHandler collect = (position, userType, stream, body) -> {
            if (userType == 2) {
                assertTrue(found.add(body.getInt()), "once");
            }
        };
        Journal.open(config("storm"), collect).close();
        assertTrue(handedOver.equals(found), "an append happened whole, or its caller was told that it did not");
        assertTrue(found.containsAll(confirmed));
        assertFalse(found.stream().anyMatch(notHandedOver::contains));
    }

    @Test
    @DisplayName("opens or says why not, closes in any case, and keeps what it confirmed")
    void openAndClose() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        Thread opener = new Thread(() -> {
            while (!stop) {
                openAppendClose(closed);
            }
        });
        storm(List.of(opener), () -> closed.get() >= 20);

        assertEquals(Set.of(), failures);
        Set<Integer> found = new HashSet<>();
        Journal.open(config("reopened"), (position, userType, stream, body) -> found.add(body.getInt()))
                .close();
        assertTrue(found.containsAll(confirmed));
    }

    private void openAppendClose(AtomicInteger closed) {
        // Under the storm hardly any would come to its end: every other one is spared, but no close is.
        spared = opens.incrementAndGet() % 2 == 0;
        Thread.interrupted();
        Journal journal;
        try {
            journal = Journal.open(config("reopened"), new Recorded());
        } catch (JournalException e) {
            if (e.kind() != JournalException.Kind.IO) {
                failures.add(e);
            }
            return;
        }
        spared = false;
        int number = numbers.incrementAndGet();
        Outcome outcome = new Outcome();
        journal.tryAppend(numbered(journal, number), Runnable::run, outcome);
        journal.close();
        if (outcome.await() == null) {
            confirmed.add(number);
            closed.incrementAndGet();
        } else {
            failures.add(new AssertionError("an open journal fails no append", outcome.cause));
        }
    }

    private void appendAll(Journal journal, boolean blocking) {
        while (!stop) {
            int number = numbers.incrementAndGet();
            RecordBatch batch = numbered(journal, number);
            Outcome outcome = new Outcome();
            try {
                if (blocking) {
                    journal.append(batch, Runnable::run, outcome);
                } else if (!journal.tryAppend(batch, Runnable::run, outcome)) {
                    notHandedOver.add(number);
                    continue;
                }
            } catch (InterruptedException e) {
                notHandedOver.add(number);
                continue;
            }
            handedOver.add(number);
            if (number % 8 != 0) {
                // Most do not wait, so that the inbox is full again and again.
                outcome.whenDurable = () -> confirmed.add(number);
                continue;
            }
            if (outcome.await() == null) {
                confirmed.add(number);
                somePosition = batch.position(0);
            } else {
                failures.add(new AssertionError("no append fails", outcome.cause));
            }
        }
    }

    private void readAll(Journal journal) {
        while (!stop) {
            long position = somePosition;
            CountDownLatch done = new CountDownLatch(1);
            boolean taken = position >= 0
                    && journal.tryRead(1, position, Runnable::run, new ReadCompletion() {
                        @Override
                        public void body(long at, byte[] body) {
                            reads.incrementAndGet();
                            done.countDown();
                        }

                        @Override
                        public void failed(long at, JournalException cause) {
                            failures.add(cause);
                            done.countDown();
                        }
                    });
            if (taken) {
                awaitThroughInterrupts(done);
            }
        }
    }

    private void storm(List<Thread> callers, BooleanSupplier enough) throws InterruptedException {
        callers.forEach(caller -> caller.setUncaughtExceptionHandler((thread, defect) -> failures.add(defect)));
        callers.forEach(Thread::start);
        while (!enough.getAsBoolean() && failures.isEmpty()) {
            if (!spared) {
                callers.forEach(Thread::interrupt);
            }
            Thread.onSpinWait();
        }
        stop = true;
        for (Thread caller : callers) {
            caller.interrupt();
            caller.join();
        }
    }

    private static RecordBatch numbered(Journal journal, int number) {
        RecordBatch batch = journal.newBatch();
        ByteBuffer body =
                ByteBuffer.allocate(300).order(ByteOrder.LITTLE_ENDIAN).putInt(0, number);
        batch.add(2, 1, body, ByteBuffer.allocate(0));
        return batch;
    }

    /** Waits for the latch however often this thread is interrupted, and forgets the interrupts. */
    private static void awaitThroughInterrupts(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // The next storm is already on its way.
            }
        }
    }

    private static final class Outcome implements Completion {
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile Runnable whenDurable = () -> {};
        private volatile @Nullable JournalException cause;

        @Override
        public void durable(RecordBatch batch) {
            whenDurable.run();
            done.countDown();
        }

        @Override
        public void failed(RecordBatch batch, JournalException failure) {
            cause = failure;
            done.countDown();
        }

        @Nullable
        JournalException await() {
            awaitThroughInterrupts(done);
            return cause;
        }
    }

    private JournalConfig config(String name) {
        return JournalConfig.builder(directory.resolve(name))
                .segmentBytes(256 << 10)
                .stagingBytes(16 << 10)
                .appendsPendingMax(4)
                .readySegmentsMin(1)
                .backEnd(BackEnd.BUFFERED)
                .build();
    }
}
