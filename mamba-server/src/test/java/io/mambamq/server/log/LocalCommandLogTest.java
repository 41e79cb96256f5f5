// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.CommandFormatException;
import io.mambamq.core.command.DeclareDestination;
import io.mambamq.core.command.Restarted;
import io.mambamq.core.command.Rollback;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.Stage;
import io.mambamq.journal.Completion;
import io.mambamq.journal.Journal;
import io.mambamq.journal.JournalConfig;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.RecordBatch;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.transaction.TransactionId;
import io.mambamq.server.client.FaultyDisk;
import io.mambamq.server.client.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log on a real journal; the test is the partition's thread. */
@Timeout(60)
class LocalCommandLogTest {
    private static final int SEGMENT_BYTES = 1 << 20;
    private static final TransactionId TRANSACTION = new TransactionId.Local(1, 2, 3);

    @TempDir
    Path directory;

    private final AtomicLong nanoOffset = new AtomicLong();
    private final FaultyDisk disk = new FaultyDisk();
    private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final Listener listener = new Listener();
    private Journal journal;
    private LocalCommandLog log;

    @BeforeEach
    void open() throws JournalException {
        journal = Journal.open(config(), (position, userType, stream, body) -> {});
        log = new LocalCommandLog(journal, loop::add);
        log.listen(listener);
    }

    @AfterEach
    void close() {
        disk.resume();
        journal.close();
    }

    @Test
    void commandsCommitInTheOrderInWhichTheyWereProposed() throws Exception {
        List<Command> proposed = List.of(
                new DeclareDestination(1, DestinationName.queue("q")),
                new Send(1, Messages.text("q", "a message")),
                new Stage(TRANSACTION, 1, Messages.text("q", "another")),
                new Rollback(TRANSACTION));
        proposed.forEach(log::propose);
        assertFalse(log.isIdle());
        handOver();

        loop.take().run();

        assertEquals(proposed, listener.committed);
        assertEquals(1, listener.batches);
        assertTrue(log.isIdle());
        assertEquals(LongStream.of(positions()).sorted().boxed().toList(), listener.positions);
    }

    @Test
    void whatIsProposedWhileABatchIsOnItsWayLeavesInOneBatch() throws Exception {
        disk.stall();
        propose(1);
        handOver();
        propose(2);
        handOver();
        propose(3);
        handOver();
        disk.resume();

        loop.take().run();
        assertEquals(List.of(new Restarted(1)), listener.committed);
        loop.take().run();

        assertEquals(List.of(new Restarted(1), new Restarted(2), new Restarted(3)), listener.committed);
        assertEquals(2, listener.batches);
    }

    @Test
    void theNextBatchIsOnItsWayBeforeTheLastOneIsApplied() throws Exception {
        disk.stall();
        propose(1);
        handOver();
        propose(2);
        log.hurry();
        disk.resume();
        Runnable firstIsDurable = loop.take();
        // While the first is applied the listener waits for the second, which must have left already.
        listener.whenCommitted = () -> {
            listener.whenCommitted = () -> {};
            listener.next = take();
        };

        firstIsDurable.run();
        listener.next.run();

        assertEquals(List.of(new Restarted(1), new Restarted(2)), listener.committed);
    }

    @Test
    void whatNobodyWaitsForLeavesWithWhatSomebodyWaitsFor() throws Exception {
        propose(1);
        log.handOver();
        assertTrue(log.isLingering());
        assertEquals(0, journal.stats().appends());

        propose(2);
        handOver();
        assertFalse(log.isLingering());
        loop.take().run();

        assertEquals(List.of(new Restarted(1), new Restarted(2)), listener.committed);
        assertEquals(1, listener.batches);
    }

    @Test
    void whatNobodyWaitsForDoesNotFollowABatchByItself() throws Exception {
        disk.stall();
        propose(1);
        handOver();
        propose(2);
        disk.resume();
        loop.take().run();
        assertTrue(log.isLingering());

        handOver();
        loop.take().run();

        assertEquals(List.of(new Restarted(1), new Restarted(2)), listener.committed);
    }

    @Test
    void manyCommandsLeaveInBatchesOfBoundedSize() throws Exception {
        disk.stall();
        propose(1);
        handOver();
        for (int i = 0; i < 30; i++) {
            log.propose(new Send(1, Messages.ofSize("q", 100_000)));
        }
        log.hurry();
        assertTrue(log.outstandingBytes() > 3_000_000);
        disk.resume();
        while (!log.isIdle()) {
            loop.take().run();
        }

        assertEquals(31, listener.committed.size());
        assertTrue(listener.batches >= 3, listener.batches + " batches");
    }

    @Test
    void aReplayAppliesWhatWasCommitted() throws Exception {
        log.propose(new DeclareDestination(1, DestinationName.queue("q")));
        log.propose(new Send(1, Messages.text("q", "a message")));
        handOver();
        loop.take().run();
        journal.close();

        List<Command> replayed = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        CommandReplay replay = new CommandReplay((position, command) -> {
            positions.add(position);
            // A replayed message is only there during the call.
            replayed.add(
                    command instanceof Send send
                            ? new Send(send.queueId(), send.message().compact())
                            : command);
        });
        journal = Journal.open(config(), replay);

        assertEquals(2, replay.count());
        assertEquals(listener.positions, positions);
        assertEquals(listener.committed.get(0), replayed.get(0));
        assertEquals(
                "a message",
                Messages.textOf(assertInstanceOf(Send.class, replayed.get(1)).message()));
    }

    @Test
    void aRecordThatIsNoCommandStopsTheReplay() throws Exception {
        RecordBatch batch = journal.newBatch();
        batch.add(LogBatch.COMMAND_RECORD, LogBatch.PARTITION_STREAM, new byte[] {99, 1}, 0, 2);
        journal.append(batch, loop::add, new Completion() {
            @Override
            public void durable(RecordBatch durable) {}

            @Override
            public void failed(RecordBatch failed, JournalException cause) {}
        });
        journal.close();

        assertThrows(
                CommandFormatException.class,
                () -> Journal.open(config(), new CommandReplay((position, command) -> {}))
                        .close());
    }

    @Test
    void aFailedSyncIsTheEnd() throws Exception {
        disk.syncFails = true;
        propose(1);
        handOver();
        loop.take().run();
        propose(2);
        handOver();

        assertEquals(JournalException.Kind.IO, listener.failure.kind());
        assertEquals(List.of(), listener.committed);
        assertTrue(loop.isEmpty());
    }

    /** From here on only the log itself writes and syncs. */
    private void awaitReadySegments() {
        while (journal.stats().readySegments() < 3) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aJournalThatFailsWhileNothingIsOnItsWayIsSeenByTheNextTick() throws Exception {
        awaitReadySegments();
        disk.syncFailsAfter(1);
        propose(1);
        handOver();
        loop.take().run();
        assertEquals(List.of(new Restarted(1)), listener.committed);
        // Now the idle journal seals itself, and fails.
        while (journal.failure().isEmpty()) {
            Thread.onSpinWait();
        }
        log.onTick();
        log.onTick();

        assertEquals(journal.failure().orElseThrow(), listener.failure);
        assertEquals(1, listener.failures);
    }

    @Test
    void aJournalThatHangsIsSeenByTheNextTickAndWhatComesBackLaterIsNotConfirmed() throws Exception {
        awaitReadySegments();
        disk.stall();
        propose(1);
        handOver();
        while (!disk.isStalled()) {
            Thread.onSpinWait();
        }
        nanoOffset.addAndGet(TimeUnit.HOURS.toNanos(1));
        log.onTick();

        assertEquals(JournalException.Kind.IO, listener.failure.kind());
        disk.resume();
        loop.take().run();
        assertEquals(List.of(), listener.committed);
        assertEquals(1, listener.failures);
    }

    @Test
    void withoutSpaceABatchWaitsAndKeepsItsPlace() throws Exception {
        disk.full = true;
        int proposed = 0;
        while (listener.committed.size() == proposed) {
            log.propose(new Send(++proposed, Messages.ofSize("q", 100_000)));
            handOver();
            loop.take().run();
        }
        log.propose(new Send(++proposed, Messages.text("q", "after it")));
        handOver();
        assertFalse(log.isIdle());
        assertFalse(listener.space);

        disk.full = false;
        while (!log.isIdle()) {
            log.onTick();
            loop.take().run();
        }
        // The reserve comes back a little later than the room for what waited.
        while (!listener.space) {
            log.onTick();
            Thread.onSpinWait();
        }

        assertEquals(
                LongStream.rangeClosed(1, proposed).boxed().toList(),
                listener.committed.stream()
                        .map(command -> (long) ((Send) command).queueId())
                        .toList());
    }

    @Test
    void aListenerThatFailsIsADefect() throws Exception {
        RuntimeException bug = new IllegalStateException("a bug, for the test");
        listener.whenCommitted = () -> {
            throw bug;
        };
        propose(1);
        handOver();

        loop.take().run();

        assertEquals(bug, listener.defect);
    }

    private JournalConfig config() {
        return JournalConfig.builder(directory)
                .segmentBytes(SEGMENT_BYTES)
                .stagingBytes(SEGMENT_BYTES / 4)
                .io(disk)
                .nanoClock(() -> System.nanoTime() + nanoOffset.get())
                .build();
    }

    private void handOver() {
        log.hurry();
        log.handOver();
    }

    private void propose(long nowMs) {
        log.propose(new Restarted(nowMs));
    }

    private long[] positions() {
        return listener.positions.stream().mapToLong(Long::longValue).toArray();
    }

    private Runnable take() {
        try {
            return loop.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing came", e);
        }
    }

    private static final class Listener implements LogListener {
        private final List<Command> committed = new ArrayList<>();
        private final List<Long> positions = new ArrayList<>();
        private Runnable whenCommitted = () -> {};
        private Runnable next = () -> {};
        private int batches;
        private int failures;
        private boolean space = true;
        private JournalException failure;
        private Throwable defect;

        @Override
        public void onCommit(long position, Command command) {
            committed.add(command);
            positions.add(position);
            whenCommitted.run();
        }

        @Override
        public void onBatchEnd() {
            batches++;
        }

        @Override
        public void onSpace(boolean available) {
            space = available;
        }

        @Override
        public void onLogFailed(JournalException cause) {
            failure = cause;
            failures++;
        }

        @Override
        public void onDefect(Throwable value) {
            defect = value;
        }
    }
}
