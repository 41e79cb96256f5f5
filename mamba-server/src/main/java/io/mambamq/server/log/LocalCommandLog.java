// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.log;

import io.mambamq.core.command.Command;
import io.mambamq.journal.CapacityLevel;
import io.mambamq.journal.Checkpoint;
import io.mambamq.journal.CheckpointListener;
import io.mambamq.journal.Completion;
import io.mambamq.journal.Journal;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.RecordBatch;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.server.ServerLog;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A log of one node: a command commits when the journal has synced it. Confined to the partition's thread.
 *
 * <p>One batch is on its way to the disk; what is proposed meanwhile gathers in the next. When the first comes back, the
 * next leaves before anything else is done, so that the disk never waits for the broker.
 *
 * <p>A batch that nobody waits for, such as one of acknowledgements only, does not leave for its own sake: the sync would
 * cost a message that comes a moment later its time. It leaves with that message, or when the agent hurries it.
 *
 * <p>When there is no space, the batch is kept and tried again with every tick: nothing that was decided is lost, and
 * what was decided after it still comes after it.
 *
 * <p>A journal may fail while nothing is on its way to it, and may hang with what is: every tick looks.
 */
public final class LocalCommandLog implements PartitionLog {
    /** A batch of so many bytes is full; more than that costs latency and gains nothing. */
    private static final int BATCH_FULL_BYTES = 1 << 20;

    /** One on its way, one gathering, one coming back: more are in use only under a heavy load. */
    private static final int SPARES_MAX = 3;

    private static final int SCRATCH_BYTES = 4 << 10;

    private final Journal journal;
    private final Executor loop;
    private final Completion completion = new BatchCompletion();
    private final ArraySink scratch = new ArraySink(SCRATCH_BYTES);

    private final ArrayDeque<LogBatch> full = new ArrayDeque<>();
    private final ArrayDeque<LogBatch> spare = new ArrayDeque<>();
    private LogBatch gathering;
    /** Whether somebody waits for what is gathering. */
    private boolean awaited;

    private @Nullable LogBatch inFlight;
    private @Nullable LogBatch waitingForSpace;
    private long outstandingBytes;
    private boolean failed;
    private boolean hasSpace = true;
    private @Nullable LogListener listener;

    public LocalCommandLog(Journal journal, Executor loop) {
        this.journal = journal;
        this.loop = loop;
        this.gathering = new LogBatch(journal.newBatch());
    }

    @Override
    public void listen(LogListener value) {
        listener = value;
    }

    @Override
    public void propose(Command command) {
        if (failed) {
            return;
        }
        int before = gathering.sizeBytes();
        gathering.add(command, scratch);
        outstandingBytes += gathering.sizeBytes() - before;
        if (gathering.sizeBytes() >= BATCH_FULL_BYTES) {
            full.addLast(gathering);
            gathering = takeSpare();
            awaited = false;
        }
    }

    @Override
    public void hurry() {
        awaited |= !gathering.isEmpty();
    }

    @Override
    public boolean isLingering() {
        return !awaited && !gathering.isEmpty();
    }

    @Override
    public void handOver() {
        if (inFlight != null || waitingForSpace != null || failed) {
            return;
        }
        LogBatch next = full.pollFirst();
        if (next == null && awaited) {
            next = gathering;
            gathering = takeSpare();
            awaited = false;
        }
        if (next != null) {
            append(next);
        }
    }

    @Override
    public boolean isIdle() {
        return outstandingBytes == 0;
    }

    @Override
    public long outstandingBytes() {
        return outstandingBytes;
    }

    @Override
    public void onTick() {
        journal.failure().ifPresent(this::onFailed);
        if (failed) {
            return;
        }
        LogBatch again = waitingForSpace;
        if (again != null && inFlight == null) {
            append(again);
        }
        tellSpace();
    }

    @Override
    public boolean isCheckpointDue() {
        return journal.isCheckpointDue();
    }

    @Override
    public Checkpoint beginCheckpoint(long position, CheckpointListener checkpointListener) {
        return journal.beginCheckpoint(position, loop, checkpointListener);
    }

    /** What takes space is refused as soon as only the journal's reserve is left, which is for what frees space. */
    private void tellSpace() {
        boolean has = waitingForSpace == null && journal.capacity() == CapacityLevel.NORMAL;
        if (has != hasSpace) {
            hasSpace = has;
            if (has) {
                ServerLog.LOG.logHasSpaceAgain();
            } else {
                ServerLog.LOG.logFull(journal.whyNoSpace());
            }
            listener().onSpace(has);
        }
    }

    private void append(LogBatch batch) {
        inFlight = batch;
        if (!journal.tryAppend(batch.records(), loop, completion)) {
            throw new IllegalStateException("the journal is full of appends, with one at a time");
        }
    }

    private LogBatch takeSpare() {
        LogBatch batch = spare.pollFirst();
        return batch != null ? batch : new LogBatch(journal.newBatch());
    }

    private LogBatch landed() {
        LogBatch batch = inFlight;
        if (batch == null) {
            throw new IllegalStateException("the journal answered for a batch that is not on its way");
        }
        inFlight = null;
        return batch;
    }

    private LogListener listener() {
        return Objects.requireNonNull(listener, "nobody listens to the log");
    }

    private void onDurable() {
        LogBatch batch = landed();
        if (failed) {
            // It is on disk, but nobody is told any more: after a failure the server only stops.
            return;
        }
        waitingForSpace = null;
        tellSpace();
        handOver();
        LogListener told = listener();
        RecordBatch records = batch.records();
        List<Command> commands = batch.commands();
        outstandingBytes -= batch.sizeBytes();
        for (int i = 0; i < commands.size(); i++) {
            told.onCommit(records.position(i), commands.get(i));
        }
        batch.clear();
        if (spare.size() < SPARES_MAX) {
            spare.addLast(batch);
        }
        told.onBatchEnd();
    }

    private void onRefused(JournalException cause) {
        LogBatch batch = landed();
        if (cause.kind() == JournalException.Kind.DISK_FULL) {
            waitingForSpace = batch;
            tellSpace();
        } else {
            onFailed(cause);
        }
    }

    /** From a batch that comes back, or from a look at the journal while none does. */
    private void onFailed(JournalException cause) {
        if (!failed) {
            failed = true;
            listener().onLogFailed(cause);
        }
    }

    private final class BatchCompletion implements Completion {
        @Override
        public void durable(RecordBatch batch) {
            try {
                onDurable();
            } catch (RuntimeException | Error defect) {
                listener().onDefect(defect);
            }
        }

        @Override
        public void failed(RecordBatch batch, JournalException cause) {
            try {
                onRefused(cause);
            } catch (RuntimeException | Error defect) {
                listener().onDefect(defect);
            }
        }
    }
}
