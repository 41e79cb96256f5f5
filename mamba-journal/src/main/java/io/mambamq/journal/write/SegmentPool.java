// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import io.mambamq.journal.CapacityLevel;
import io.mambamq.journal.JournalException;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Free segments between the pages thread, who adds, and the writer, who takes. A few of them are a reserve: while more can
 * be had, by preparing or reclaiming them, the writer waits rather than touching it; when none can, what is left of it
 * lets those appends through that free space.
 */
public final class SegmentPool {

    private final int wantedMin;
    private final int reserve;
    private final int segmentsMax;
    private final Queue<FreeSegment> ready;
    private final AtomicInteger readyCount;
    private final AtomicInteger files;
    private volatile int wanted;
    private volatile boolean waitedFor;
    private volatile boolean closing;
    private volatile @Nullable JournalException blockedBy;

    /**
     * A pool.
     *
     * @param readyMin segments to be kept ready besides the reserve
     * @param reserve segments for when no more can be had
     * @param segmentsMax how many segment files there may be in all; a start may have to make one more
     * @param usedFiles segment files that are part of the log
     * @param found segment files that are free
     */
    public SegmentPool(int readyMin, int reserve, int segmentsMax, int usedFiles, Collection<FreeSegment> found) {
        this.wantedMin = readyMin + reserve;
        this.reserve = reserve;
        this.segmentsMax = segmentsMax;
        this.wanted = wantedMin;
        this.ready = new ConcurrentLinkedQueue<>(found);
        this.readyCount = new AtomicInteger(found.size());
        this.files = new AtomicInteger(usedFiles + found.size());
    }

    public int ready() {
        return readyCount.get();
    }

    /** Any thread. */
    public CapacityLevel level() {
        int left = ready();
        if (blockedBy == null || left > reserve) {
            return CapacityLevel.NORMAL;
        }
        return left > 0 ? CapacityLevel.RESERVE : CapacityLevel.FULL;
    }

    /** Any thread: whether an append waits for a segment, or only the reserve is left. */
    public boolean isShortOfSpace() {
        return waitedFor || level() != CapacityLevel.NORMAL;
    }

    /** Any thread: why no more segments can be had at the moment, or null. */
    public @Nullable JournalException blockedBy() {
        return blockedBy;
    }

    /** How many segments the writer may count on. */
    int available() {
        return blockedBy == null ? Math.max(0, ready() - reserve) : ready();
    }

    /** The writer, who has seen that there is one. */
    public FreeSegment takeReady() {
        FreeSegment segment = ready.poll();
        if (segment == null) {
            throw new IllegalStateException("no segment is ready");
        }
        readyCount.decrementAndGet();
        wanted = wantedMin;
        waitedFor = false;
        return segment;
    }

    /** The writer: one append needs this many segments at once. */
    void want(int segments) {
        wanted = Math.max(wantedMin, segments + reserve);
        waitedFor = true;
    }

    /** The preparer: whether one more is wanted and may be made. */
    boolean wantsAnother() {
        return readyCount.get() < wanted && files.get() < segmentsMax;
    }

    /** The journal is being closed: nobody takes checkpoints any more that would free segments. */
    public void close() {
        closing = true;
    }

    /** The preparer: whether what waits for a segment would wait for ever. */
    boolean waitsInVain() {
        return closing && blockedBy == null && readyCount.get() < wanted && files.get() >= segmentsMax;
    }

    /** A segment was made. */
    void addNew(FreeSegment segment) {
        files.incrementAndGet();
        add(segment);
    }

    /**
     * A segment of the log is free.
     *
     * @return false where there are more files than may be: it is to be deleted, then
     */
    public boolean addFreed(FreeSegment segment) {
        if (files.get() > segmentsMax) {
            files.decrementAndGet();
            return false;
        }
        add(segment);
        return true;
    }

    private void add(FreeSegment segment) {
        ready.add(segment);
        readyCount.incrementAndGet();
        blockedBy = null;
    }

    /** No more segments can be had for now. */
    public void block(JournalException cause) {
        blockedBy = cause;
    }
}
