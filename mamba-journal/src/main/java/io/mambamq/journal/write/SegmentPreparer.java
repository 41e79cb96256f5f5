// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.JournalLog;
import io.mambamq.journal.agent.Agent;
import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.file.OutOfSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Zero-fills segments ahead of the writer, so that an append into a segment changes no file system metadata and cannot
 * run out of space. A segment is filled and synced under a temporary name: one that bears its real name is whole.
 * Failing to prepare one is no failure of the journal, since nothing confirmed depends on it; it is tried again a second
 * later, and not before, however many appends are refused meanwhile.
 */
public final class SegmentPreparer implements Agent {

    /** Names of files that are not finished; any found at the start are deleted. */
    public static final String TEMPORARY_SUFFIX = ".tmp";

    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int CHUNK_BYTES = 1 << 20;

    private final IoLayer io;
    private final SegmentPool pool;
    private final long segmentBytes;
    private final LongSupplier nanoClock;
    private final Runnable onChange;
    private final ByteBuffer zeros;
    private int nextSlot;
    /** The last attempt failed; the next is due at {@link #retryAtNs}. */
    private boolean waitingToRetry;

    private long retryAtNs;

    /**
     * Prepares into {@code pool}, in slots from {@code nextSlot} on.
     *
     * @param onChange called whenever a segment got ready or could not be prepared
     */
    public SegmentPreparer(
            IoLayer io, SegmentPool pool, long segmentBytes, int nextSlot, LongSupplier nanoClock, Runnable onChange) {
        this.io = io;
        this.pool = pool;
        this.segmentBytes = segmentBytes;
        this.nextSlot = nextSlot;
        this.nanoClock = nanoClock;
        this.onChange = onChange;
        this.zeros = ByteBuffer.allocateDirect((int) Math.min(CHUNK_BYTES, segmentBytes));
    }

    @Override
    public int doWork() {
        if (pool.waitsInVain()) {
            pool.block(new JournalException(
                    JournalException.Kind.DISK_FULL,
                    "the log has all the " + (nextSlot - 1)
                            + " segments it may have, and the journal is being closed"));
            onChange.run();
            return 1;
        }
        if (!hasWork()) {
            return 0;
        }
        boolean wasBlocked = pool.blockedBy() != null;
        waitingToRetry = false;
        try {
            prepare();
            if (wasBlocked) {
                JournalLog.LOG.segmentPreparedAgain();
            }
        } catch (JournalException e) {
            if (!wasBlocked) {
                JournalLog.LOG.segmentNotPrepared(String.valueOf(e.getMessage()));
            }
            pool.block(e);
            waitingToRetry = true;
            retryAtNs = nanoClock.getAsLong() + RETRY_NS;
        }
        onChange.run();
        return 1;
    }

    @Override
    public boolean hasWork() {
        return (untilRetryNs() <= 0 && pool.wantsAnother()) || pool.waitsInVain();
    }

    @Override
    public long idleNs() {
        return waitingToRetry ? Math.max(1, untilRetryNs()) : 0;
    }

    /** Also called when the thread was woken for something else: only the clock ends the wait. */
    @Override
    public void onIdle() {
        waitingToRetry = untilRetryNs() > 0;
    }

    private long untilRetryNs() {
        return waitingToRetry ? retryAtNs - nanoClock.getAsLong() : 0;
    }

    @Override
    public void onClose() {
        // Every file was closed when it was finished.
    }

    /** Adds one segment to the pool. */
    public void prepare() throws JournalException {
        FreeSegment segment = new FreeSegment(nextSlot);
        String temporary = segment.fileName() + TEMPORARY_SUFFIX;
        try {
            fill(temporary);
            io.rename(temporary, segment.fileName());
            io.syncDirectory();
        } catch (IOException e) {
            discard(temporary);
            throw asJournalException(segment, e);
        }
        nextSlot++;
        pool.addNew(segment);
    }

    private void fill(String name) throws IOException {
        try (IoFile file = io.create(name)) {
            for (long offset = 0; offset < segmentBytes; offset += zeros.capacity()) {
                zeros.clear();
                zeros.limit((int) Math.min(zeros.capacity(), segmentBytes - offset));
                file.writeFully(zeros, offset);
                // Piece by piece, so that the log's own syncs never queue behind a whole segment of zeros.
                file.sync();
            }
        }
    }

    private void discard(String name) {
        try {
            io.delete(name);
        } catch (IOException e) {
            // The next attempt truncates it, the next start deletes it.
        }
    }

    private JournalException asJournalException(FreeSegment segment, IOException cause) {
        String what = "cannot prepare segment " + segment.fileName() + " of " + segmentBytes + " bytes: "
                + cause.getMessage();
        if (OutOfSpace.isCause(cause)) {
            return new JournalException(
                    JournalException.Kind.DISK_FULL, what + "; free space, appends go on by themselves", cause);
        }
        return new JournalException(JournalException.Kind.IO, what, cause);
    }
}
