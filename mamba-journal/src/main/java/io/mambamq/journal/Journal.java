// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import io.mambamq.journal.agent.Agent;
import io.mambamq.journal.agent.AgentThread;
import io.mambamq.journal.agent.MpscQueue.Offer;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.read.ReaderTask;
import io.mambamq.journal.write.PendingAppend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An append-only journal in one directory.
 *
 * <p>Order: appends become durable in the order in which they were handed over, and an append is confirmed only when
 * everything before it is durable. After a crash exactly the records of a prefix of the appends come back, which
 * contains every confirmed one; of an unconfirmed append some, all or none of its records may be in it.
 *
 * <p>Any thread may append and read. Outcomes always come by the completion, on the executor handed in; that executor
 * must not run them on the thread that calls it if they may block, for this would be the writer thread.
 */
public final class Journal implements AutoCloseable {

    private static final int BATCH_INITIAL_BYTES = 16 << 10;

    private final JournalConfig config;
    private final IoLayer io;
    private final JournalParts parts;
    private final AgentThread writerThread;
    private final AgentThread syncThread;
    private final AgentThread pagesThread;
    private final AgentThread readerThread;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Journal(JournalConfig config, IoLayer io, JournalParts parts, WakeUps wakeUps) {
        this.config = config;
        this.io = io;
        this.parts = parts;
        this.writerThread = thread("writer", parts.writer());
        this.syncThread = thread("sync", parts.syncer());
        this.pagesThread = thread("pages", parts.pages());
        this.readerThread = thread("reader", parts.reader());
        wakeUps.writer = writerThread::wakeUp;
        wakeUps.syncer = syncThread::wakeUp;
        wakeUps.pages = pagesThread::wakeUp;
        wakeUps.reader = readerThread::wakeUp;
    }

    /**
     * Locks the directory, verifies and replays what it holds, and goes on in a new segment.
     *
     * @param replay called for each record in order, on this thread, before this returns
     * @throws JournalException LOCKED, CORRUPT, INCOMPATIBLE, UNSUPPORTED, DISK_FULL or IO; the directory is then released, and
     *     unchanged but for files that were never part of the log
     */
    public static Journal open(JournalConfig config, ReplayHandler replay) throws JournalException {
        Path directory = config.directory().toAbsolutePath();
        try {
            IoLayer io = config.io().open(directory);
            try {
                WakeUps wakeUps = new WakeUps();
                Journal journal = new Journal(config, io, JournalParts.recover(config, io, replay, wakeUps), wakeUps);
                journal.writerThread.start();
                journal.syncThread.start();
                journal.pagesThread.start();
                journal.readerThread.start();
                return journal;
            } catch (IOException | RuntimeException | Error e) {
                io.close();
                throw e;
            }
        } catch (JournalException e) {
            throw e;
        } catch (IOException e) {
            throw new JournalException(
                    JournalException.Kind.IO, "cannot open the journal in " + directory + ": " + e, e);
        }
    }

    /** A new, empty batch for this journal; keep it and use it again. */
    public RecordBatch newBatch() {
        return newBatch(BATCH_INITIAL_BYTES);
    }

    /** A new, empty batch whose buffer starts at this size and grows as needed. */
    public RecordBatch newBatch(int initialBytes) {
        return new RecordBatch(initialBytes, config.recordBytesMax(), config.batchBytesMax());
    }

    /**
     * Hands the batch over, for threads that must not block.
     *
     * @return false where too many appends are pending: the batch is still the caller's, nothing was appended. True
     *     otherwise, also when the journal has failed or is closed, which the completion then tells
     */
    public boolean tryAppend(RecordBatch batch, Executor executor, Completion completion) {
        Offer offer = parts.inbox().offer(batch.handOver(executor, completion));
        if (offer == Offer.FULL) {
            batch.handBack();
            return false;
        }
        afterOffer(offer, batch, executor, completion);
        return true;
    }

    /**
     * Hands the batch over, waiting while too many appends are pending.
     *
     * @throws InterruptedException while waiting: the batch is still the caller's, nothing was appended
     */
    public void append(RecordBatch batch, Executor executor, Completion completion) throws InterruptedException {
        Offer offer = offerWhenRoom(batch, batch.handOver(executor, completion));
        afterOffer(offer, batch, executor, completion);
    }

    /**
     * Hands the batch over and returns when it is durable. An interrupt after the hand-over does not end the wait, it is
     * kept for the caller: whether the batch is durable must not stay unknown.
     *
     * @throws InterruptedException while waiting because too many appends are pending: nothing was appended
     * @throws JournalException where the batch was not appended, or the journal has failed: then nobody knows before the
     *     next start whether it was
     */
    public void appendAndWait(RecordBatch batch) throws InterruptedException, JournalException {
        if (offerWhenRoom(batch, batch.handOverAndWait()) == Offer.CLOSED) {
            batch.handBack();
            throw closedException();
        }
        wakeWriter();
        batch.awaitOutcome();
    }

    /**
     * Reads the body of a durable record back, on the reader thread.
     *
     * @param stream as it was appended with
     * @param position as given by {@link RecordBatch#position} or {@link ReplayHandler#record}
     * @return false where too many reads are pending; the completion is then not called
     */
    public boolean tryRead(int stream, long position, Executor executor, ReadCompletion completion) {
        Offer offer = parts.reads().offer(new ReaderTask.Read(stream, position, executor, completion));
        switch (offer) {
            case ACCEPTED -> readerThread.wakeUp();
            case CLOSED -> executor.execute(() -> completion.failed(position, closedException()));
            case FULL -> {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a checkpoint should be taken now: enough was logged, or long enough ago was the last, or space is short. Any
     * thread, cheap; ask regularly.
     */
    public boolean isCheckpointDue() {
        return !closed.get() && parts.reclaimer().isDue(durablePosition());
    }

    /**
     * Begins a checkpoint of the state that the records up to this one have led to. It is taken on the owner's thread, piece
     * by piece, while appends go on. One thread begins checkpoints, one at a time.
     *
     * @param position of the last record that the state includes, which is durable
     * @param executor runs the listener on the owner's thread
     * @throws IllegalStateException while another one is being taken
     */
    public Checkpoint beginCheckpoint(long position, Executor executor, CheckpointListener listener) {
        return parts.reclaimer().begin(position, executor, listener);
    }

    /** Why {@link #capacity} is not NORMAL, for people. Any thread. */
    public String whyNoSpace() {
        return parts.whyNoSpace();
    }

    /** What should be appended at the moment. Any thread. */
    public CapacityLevel capacity() {
        return parts.capacity();
    }

    /** Everything below this position survives a crash. Any thread. */
    public long durablePosition() {
        return parts.log().durablePosition();
    }

    /** Any thread. */
    public JournalState state() {
        if (parts.writer().failure() != null) {
            return JournalState.FAILED;
        }
        return closed.get() ? JournalState.CLOSED : JournalState.OPEN;
    }

    /**
     * Why the journal has failed. Any thread; cheap enough to be polled. Appends learn it by their completions, but
     * those that wait for a sync that hangs learn nothing, and neither does one who has nothing pending.
     */
    public Optional<JournalException> failure() {
        return Optional.ofNullable(parts.writer().failure());
    }

    /** How the log is written, never AUTO. Any thread. */
    public BackEnd backEnd() {
        return parts.backEnd();
    }

    /** Any thread. */
    public JournalStats stats() {
        return parts.counters().snapshot(parts.pool().ready());
    }

    /**
     * Writes and confirms what was accepted, marks the orderly end and releases the directory. A journal that has
     * failed writes nothing any more; where its storage hangs, this waits, since a write that may still reach the disk
     * must not meet the next process there. Returns when all threads of the journal have ended; later appends and reads fail
     * with CLOSED. Closing again does nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            parts.pool().close();
            pagesThread.wakeUp();
            writerThread.close();
            syncThread.close();
            pagesThread.close();
            readerThread.close();
            io.close();
        }
    }

    private Offer offerWhenRoom(RecordBatch batch, PendingAppend append) throws InterruptedException {
        try {
            return parts.inbox().offerWhenRoom(append);
        } catch (InterruptedException e) {
            batch.handBack();
            throw e;
        }
    }

    private void wakeWriter() {
        if (parts.inbox().wantsWriter()) {
            writerThread.wakeUp();
        }
    }

    private void afterOffer(Offer offer, RecordBatch batch, Executor executor, Completion completion) {
        if (offer == Offer.ACCEPTED) {
            wakeWriter();
        } else {
            batch.handBack();
            executor.execute(() -> completion.failed(batch, closedException()));
        }
    }

    /** A closed inbox belongs to a closed journal, or to one whose storage hangs. */
    private JournalException closedException() {
        JournalException failed = closed.get() ? null : parts.writer().failure();
        if (failed != null) {
            return failed;
        }
        return new JournalException(
                JournalException.Kind.CLOSED, "the journal in " + config.directory() + " is closed");
    }

    private static AgentThread thread(String role, Agent agent) {
        return new AgentThread("mamba-journal-" + role, agent);
    }

    /** The agents wake each other; their threads are only known when they are. Set before any of them starts. */
    static final class WakeUps {
        Runnable writer = () -> {};
        Runnable syncer = () -> {};
        Runnable pages = () -> {};
        Runnable reader = () -> {};
    }
}
