// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import io.mambamq.journal.agent.MpscQueue.Offer;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.read.ReaderTask;
import io.mambamq.journal.sim.SimDisk;
import io.mambamq.journal.sim.SimFaults;
import java.io.IOException;
import java.nio.file.Path;

/** A journal whose agents run when the test says so, on the test's thread. */
final class SteppedJournal {

    private static final Path DIRECTORY = Path.of("simulated");

    private final JournalConfig config;
    private final IoLayer io;
    private final JournalParts parts;

    private SteppedJournal(JournalConfig config, IoLayer io, JournalParts parts) {
        this.config = config;
        this.io = io;
        this.parts = parts;
    }

    /** Small sizes, so that few records make many segments. */
    static JournalConfig.Builder smallConfig(SimDisk disk) {
        return JournalConfig.builder(DIRECTORY)
                .io(disk.factory())
                .backEnd(BackEnd.BUFFERED)
                .blockBytes(512)
                .segmentBytes(16 << 10)
                .stagingBytes(4 << 10)
                .reclaim(new ReclaimConfig(0, 0, 60_000, 0, 2048))
                .recordBytesMax(64 << 10)
                .batchBytesMax(256 << 10);
    }

    static SteppedJournal open(JournalConfig config, ReplayHandler replay) throws IOException {
        IoLayer io = config.io().open(config.directory());
        try {
            return new SteppedJournal(config, io, JournalParts.recover(config, io, replay, new Journal.WakeUps()));
        } catch (IOException | RuntimeException e) {
            io.close();
            throw e;
        }
    }

    RecordBatch newBatch() {
        return new RecordBatch(256, config.recordBytesMax(), config.batchBytesMax());
    }

    /** False where the inbox is full. */
    boolean append(RecordBatch batch, Completion completion) {
        Offer offer = parts.inbox().offer(batch.handOver(Runnable::run, completion));
        if (offer != Offer.ACCEPTED) {
            batch.handBack();
        }
        return offer == Offer.ACCEPTED;
    }

    /** Appends and runs the writer until it is done. */
    AppendOutcome appendNow(RecordBatch batch) {
        AppendOutcome outcome = new AppendOutcome();
        append(batch, outcome);
        runUntilIdle();
        return outcome;
    }

    void runWriter() {
        parts.writer().doWork();
    }

    void runSyncer() {
        parts.syncer().doWork();
    }

    /** As above; a sync that is under way covers nothing of what {@code meanwhile} does. */
    void runSyncer(SimFaults faults, Runnable meanwhile) {
        faults.duringSync(meanwhile);
        runSyncer();
        faults.duringSync(() -> {});
    }

    void runPages() {
        parts.pages().doWork();
    }

    void runReader() {
        parts.reader().doWork();
    }

    void runUntilIdle() {
        int work;
        do {
            work = parts.writer().doWork()
                    + parts.syncer().doWork()
                    + parts.pages().doWork()
                    + parts.reader().doWork();
        } while (work > 0);
    }

    /** The idle time of the writer has passed. */
    void writerIdle() {
        if (parts.writer().idleNs() > 0 && !parts.writer().hasWork()) {
            parts.writer().onIdle();
        }
    }

    /** The retry time of the preparer has passed. */
    void pagesIdle() {
        if (parts.pages().idleNs() > 0) {
            parts.pages().onIdle();
        }
    }

    boolean isCheckpointDue() {
        return parts.reclaimer().isDue(parts.log().durablePosition());
    }

    boolean isTakingCheckpoint() {
        return parts.reclaimer().isTaking();
    }

    Checkpoint beginCheckpoint(long position, CheckpointListener listener) {
        return parts.reclaimer().begin(position, Runnable::run, listener);
    }

    /** The outcome comes when the reader runs. */
    void read(int stream, long position, ReadCompletion completion) {
        parts.reads().offer(new ReaderTask.Read(stream, position, Runnable::run, completion));
    }

    JournalParts parts() {
        return parts;
    }

    boolean hasFailed() {
        return parts.writer().failure() != null;
    }

    void close() {
        parts.pool().close();
        runUntilIdle();
        parts.writer().onClose();
        parts.syncer().onClose();
        parts.pages().onClose();
        parts.reader().onClose();
        io.close();
    }
}
