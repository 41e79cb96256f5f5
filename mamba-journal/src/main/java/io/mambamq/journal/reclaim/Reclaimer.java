// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.reclaim;

import io.mambamq.journal.Checkpoint;
import io.mambamq.journal.CheckpointListener;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.JournalLog;
import io.mambamq.journal.agent.MpscQueue;
import io.mambamq.journal.agent.MpscQueue.Offer;
import io.mambamq.journal.checkpoint.CheckpointWriter;
import io.mambamq.journal.file.OutOfSpace;
import io.mambamq.journal.format.CheckpointHeader;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.recover.SuperblockStore;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes checkpoints and reclaims with them. The owner begins one on its thread and hands pieces over; everything else
 * happens on the pages thread, which owns the superblock as well.
 *
 * <p>A full disk is no failure: the checkpoint is given up, or stands without having carried anything, and is tried
 * again. Any other error of a write or sync stops the journal.
 */
public final class Reclaimer {

    /** More steps than one checkpoint, and one given up before it, can have on their way. */
    private static final int STEPS_MAX = 64;

    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

    /** Between two checkpoints, even where space is short: the first of two in a row often frees nothing. */
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ReclaimParts parts;
    private final LogLimits limits;
    private final LongSupplier nanoClock;
    private final MpscQueue<CheckpointStep> steps = new MpscQueue<>(STEPS_MAX);

    // for any thread
    private volatile Tiers tiers;
    private volatile boolean taking;
    private volatile long lastNs;
    private volatile long recordsAtLast;
    private volatile long notBeforeNs;

    // of the pages thread
    private Superblock superblock;
    private @Nullable OpenCheckpoint current;
    private @Nullable CheckpointWriter writer;
    private @Nullable CheckpointCommit commit;
    private boolean closed;
    /** Why nothing may be written any more; known here a little before the rest of the journal learns it. */
    private @Nullable JournalException stopped;

    public Reclaimer(ReclaimParts parts, LogLimits limits, Superblock superblock, Tiers tiers, LongSupplier nanoClock) {
        this.parts = parts;
        this.limits = limits;
        this.superblock = superblock;
        this.tiers = tiers;
        this.nanoClock = nanoClock;
        this.lastNs = nanoClock.getAsLong();
        this.notBeforeNs = lastNs;
    }

    // ---- any thread

    /**
     * Whether a checkpoint would be worth taking now.
     *
     * @param durablePosition up to which the log is durable
     */
    public boolean isDue(long durablePosition) {
        long nowNs = nanoClock.getAsLong();
        if (taking || nowNs - notBeforeNs < 0 || parts.failed().get() != null) {
            return false;
        }
        if (parts.pool().isShortOfSpace()) {
            return true;
        }
        boolean anything = parts.recordsAppended().getAsLong() > recordsAtLast;
        long sinceLastNs = nowNs - lastNs;
        if (sinceLastNs >= RETRY_NS && isPastPageLimit() && (anything || canRewrite())) {
            return true;
        }
        boolean enough = durablePosition - tiers.checkpointPosition() >= limits.intervalBytes();
        return anything && (enough || sinceLastNs >= limits.intervalNs());
    }

    private boolean canRewrite() {
        return !tiers.worthRewriting(limits.pageBytesMax()).isEmpty();
    }

    /** Whether page files take more than they should. Only a checkpoint can tell that they do not any more. */
    public boolean isPastPageLimit() {
        return tiers.isPastPageLimit(limits.pageBytesMax());
    }

    /** Whether one is being taken. */
    public boolean isTaking() {
        return taking;
    }

    public Tiers tiers() {
        return tiers;
    }

    // ---- the owner's thread

    /**
     * Begins a checkpoint.
     *
     * @param position of the last record that it includes
     * @throws IllegalStateException while another one is being taken
     */
    public Checkpoint begin(long position, Executor executor, CheckpointListener listener) {
        Tiers now = tiers;
        if (taking) {
            throw new IllegalStateException("a checkpoint is being taken already");
        }
        if (position < now.checkpointPosition()) {
            throw new IllegalArgumentException("the last checkpoint includes position " + now.checkpointPosition()
                    + ", which is after " + position);
        }
        taking = true;
        recordsAtLast = parts.recordsAppended().getAsLong();
        long headSegmentId = parts.durablePosition().getAsLong() / limits.segmentBytes();
        ReclaimPlan plan = ReclaimPlan.of(now, position, headSegmentId, limits);
        OpenCheckpoint checkpoint = new OpenCheckpoint(plan, this, executor, listener);
        hand(new CheckpointStep.Begin(checkpoint));
        return checkpoint;
    }

    void hand(CheckpointStep step) {
        Offer offer = steps.offer(step);
        if (offer == Offer.FULL) {
            throw new IllegalStateException("more than " + STEPS_MAX + " steps of checkpoints are on their way");
        }
        if (offer == Offer.CLOSED) {
            step.checkpoint().givenUp(new JournalException(JournalException.Kind.CLOSED, "the journal is closed"));
        }
        parts.wakePages().run();
    }

    // ---- the pages thread

    /** Does a bounded piece of work; returns 0 where there is none. */
    int doWork() {
        JournalException failure = stopped == null ? parts.failed().get() : stopped;
        if (failure != null) {
            return giveUpAll(failure);
        }
        try {
            CheckpointCommit committing = commit;
            if (committing != null) {
                return proceed(committing);
            }
            CheckpointStep step = steps.poll();
            if (step == null) {
                return 0;
            }
            take(step);
        } catch (IOException | RuntimeException | Error e) {
            failed(e);
        }
        return 1;
    }

    boolean hasWork() {
        CheckpointCommit committing = commit;
        return committing == null ? steps.hasNext() : !committing.isWaiting();
    }

    /**
     * Ends the journal.
     *
     * @param cleanEndSeq number of the last batch after an orderly end of the log, else 0
     */
    void close(long cleanEndSeq) {
        closed = true;
        CheckpointCommit committing = commit;
        superblock = committing == null ? superblock : committing.superblock();
        steps.close();
        giveUpAll(new JournalException(JournalException.Kind.CLOSED, "the journal is closed"));
        if (cleanEndSeq > 0 && stopped == null && parts.failed().get() == null) {
            try {
                new SuperblockStore(parts.io()).write(superblock.closed(cleanEndSeq));
            } catch (IOException e) {
                parts.stop().accept(e);
            }
        }
        parts.log().close();
        parts.pages().close();
    }

    private void take(CheckpointStep step) throws IOException {
        if (step instanceof CheckpointStep.Begin begin) {
            dropWriter();
            // Whatever becomes of it, its number is not used again: its pieces must not pass for another's.
            tiers = tiers.afterBeginning();
            current = begin.checkpoint();
            ReclaimPlan plan = begin.checkpoint().plan();
            writer = CheckpointWriter.begin(
                    parts.io(), new CheckpointHeader(superblock.journalId(), plan.number(), plan.position()));
        } else if (step.checkpoint() != current) {
            // Of one that was given up already.
            return;
        } else if (step instanceof CheckpointStep.Write write) {
            requireWriter().write(write.piece());
            write.checkpoint().written();
        } else if (step instanceof CheckpointStep.Commit ending) {
            commit = new CheckpointCommit(
                    parts, limits.pageFileBytes(), superblock, ending.checkpoint(), requireWriter());
        } else {
            ended();
        }
    }

    private int proceed(CheckpointCommit committing) throws IOException {
        int work = committing.step();
        if (committing.isDone()) {
            superblock = committing.superblock();
            tiers = committing.tiers();
            lastNs = nanoClock.getAsLong();
            notBeforeNs = lastNs + (parts.pool().blockedBy() == null ? PAUSE_NS : RETRY_NS);
            writer = null;
            commit = null;
            ended();
            committing.checkpoint().committed();
        }
        return work;
    }

    private void failed(Throwable cause) {
        OpenCheckpoint open = current;
        if (cause instanceof IOException failure && OutOfSpace.isCause(failure)) {
            JournalException full = new JournalException(
                    JournalException.Kind.DISK_FULL,
                    "cannot write a checkpoint: " + cause.getMessage() + "; free space, it is tried again by itself",
                    cause);
            JournalLog.LOG.checkpointNotWritten(String.valueOf(full.getMessage()));
            parts.pool().block(full);
            parts.wakeWriter().run();
            giveUp(open, full);
        } else {
            JournalException failed = new JournalException(
                    JournalException.Kind.IO, "writing a checkpoint failed: " + cause.getMessage(), cause);
            stopped = failed;
            parts.stop().accept(cause);
            giveUp(open, failed);
        }
    }

    private int giveUpAll(JournalException cause) {
        int work = current == null ? 0 : 1;
        giveUp(current, cause);
        for (CheckpointStep step = steps.poll(); step != null; step = steps.poll()) {
            if (step instanceof CheckpointStep.Begin begin) {
                giveUp(begin.checkpoint(), cause);
            }
            work++;
        }
        return work;
    }

    private void giveUp(@Nullable OpenCheckpoint checkpoint, JournalException cause) {
        CheckpointCommit committing = commit;
        commit = null;
        if (committing != null) {
            committing.discard(closed);
        }
        notBeforeNs = nanoClock.getAsLong() + RETRY_NS;
        ended();
        if (checkpoint != null) {
            checkpoint.givenUp(cause);
        }
    }

    private void ended() {
        dropWriter();
        current = null;
        taking = false;
    }

    private void dropWriter() {
        CheckpointWriter open = writer;
        writer = null;
        if (open != null) {
            open.close();
        }
    }

    private CheckpointWriter requireWriter() {
        CheckpointWriter open = writer;
        if (open == null) {
            throw new IllegalStateException("no checkpoint is being written");
        }
        return open;
    }
}
