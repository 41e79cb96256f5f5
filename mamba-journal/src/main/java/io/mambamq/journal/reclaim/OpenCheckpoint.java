// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.reclaim;

import io.mambamq.journal.Checkpoint;
import io.mambamq.journal.CheckpointListener;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.JournalLog;
import io.mambamq.journal.page.CarriedRecords;
import io.mambamq.journal.page.PageCatalog;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The owner's side of a checkpoint. Confined to the owner's thread until the commit, which hands what was gathered to the
 * reclaimer; the count of pieces on their way is shared by both.
 */
final class OpenCheckpoint implements Checkpoint {

    /** Pieces on their way to the disk. */
    private static final int PIECES_MAX = 4;

    private final ReclaimPlan plan;
    private final Reclaimer reclaimer;
    private final Executor executor;
    private final CheckpointListener listener;
    private final AtomicInteger pieces = new AtomicInteger();
    private final CarriedRecords carried = new CarriedRecords();
    private final long[] liveCounts;
    private PageCatalog.@Nullable Location last;
    private long lowestLive = Long.MAX_VALUE;
    private long lowestKept = Long.MAX_VALUE;
    private boolean ended;
    private boolean abandoned;

    OpenCheckpoint(ReclaimPlan plan, Reclaimer reclaimer, Executor executor, CheckpointListener listener) {
        this.plan = plan;
        this.reclaimer = reclaimer;
        this.executor = executor;
        this.listener = listener;
        this.liveCounts = new long[plan.tiers().pages().files().size()];
    }

    // ---- the owner

    @Override
    public void live(int stream, long position) {
        if (position >= plan.freeToPosition()) {
            return;
        }
        if (position < plan.oldestPosition()) {
            paged(stream, position);
            return;
        }
        lowestLive = Math.min(lowestLive, position);
        if (position < plan.carryToPosition()) {
            carried.add(stream, position);
        } else {
            lowestKept = Math.min(lowestKept, position);
        }
    }

    private void paged(int stream, long position) {
        PageCatalog.Location location = last;
        if (location == null
                || location.run().stream() != stream
                || !location.run().covers(position)) {
            location = plan.tiers().pages().find(stream, position);
            if (location == null) {
                throw new IllegalStateException("no page file has record " + position + " of stream " + stream);
            }
            last = location;
        }
        liveCounts[location.fileIndex()]++;
        if (plan.rewritten().contains(location.file().number())) {
            carried.add(stream, position);
        }
    }

    @Override
    public boolean hasRoom() {
        return pieces.get() < PIECES_MAX;
    }

    @Override
    public void write(byte[] piece) {
        if (!hasRoom()) {
            throw new IllegalStateException(PIECES_MAX + " pieces are on their way already");
        }
        pieces.incrementAndGet();
        reclaimer.hand(new CheckpointStep.Write(this, piece));
    }

    @Override
    public void commit() {
        end();
        reclaimer.hand(new CheckpointStep.Commit(this));
    }

    @Override
    public void abandon() {
        if (!ended) {
            end();
            abandoned = true;
            reclaimer.hand(new CheckpointStep.Abandon(this));
        }
    }

    private void end() {
        if (ended) {
            throw new IllegalStateException("the checkpoint was ended already");
        }
        ended = true;
    }

    // ---- the reclaimer

    ReclaimPlan plan() {
        return plan;
    }

    CarriedRecords carried() {
        return carried;
    }

    long[] liveCounts() {
        return liveCounts;
    }

    /** The log begins here afterwards, if what had to be carried was. */
    long oldestAfterCarrying() {
        return Math.min(plan.freeToSegmentId(), lowestKept / plan.segmentBytes());
    }

    /** The log begins here afterwards, if nothing was carried. */
    long oldestWithoutCarrying() {
        return Math.min(plan.freeToSegmentId(), lowestLive / plan.segmentBytes());
    }

    void written() {
        pieces.decrementAndGet();
        tell(listener::onRoom);
    }

    void committed() {
        tell(listener::onCommitted);
    }

    void givenUp(JournalException cause) {
        tell(() -> listener.onGivenUp(cause));
    }

    private void tell(Runnable what) {
        try {
            executor.execute(() -> {
                if (!abandoned) {
                    what.run();
                }
            });
        } catch (RejectedExecutionException e) {
            JournalLog.LOG.completionRejected(1, e);
        }
    }
}
