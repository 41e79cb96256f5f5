// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import io.mambamq.journal.JournalException;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Free segments between the preparer, who adds, and the writer, who takes. Never holds more than the larger of what
 * was found at the start and what is wanted.
 */
public final class SegmentPool {

    private final int readyMin;
    private final Queue<FreeSegment> ready;
    private final AtomicInteger readyCount;
    private volatile int wanted;
    private volatile @Nullable JournalException blockedBy;

    public SegmentPool(int readyMin, Collection<FreeSegment> found) {
        this.readyMin = readyMin;
        this.wanted = readyMin;
        this.ready = new ConcurrentLinkedQueue<>(found);
        this.readyCount = new AtomicInteger(found.size());
    }

    public int ready() {
        return readyCount.get();
    }

    /** Why no segment can be prepared at the moment, or null. */
    @Nullable
    JournalException blockedBy() {
        return blockedBy;
    }

    /** The writer, who has seen in {@link #ready} that there is one. */
    public FreeSegment takeReady() {
        FreeSegment segment = ready.poll();
        if (segment == null) {
            throw new IllegalStateException("no segment is ready");
        }
        readyCount.decrementAndGet();
        wanted = readyMin;
        return segment;
    }

    /** The writer: one append needs this many segments at once. */
    void want(int segments) {
        wanted = Math.max(readyMin, segments);
    }

    boolean isShort() {
        return readyCount.get() < wanted;
    }

    void add(FreeSegment segment) {
        ready.add(segment);
        readyCount.incrementAndGet();
        blockedBy = null;
    }

    void block(JournalException cause) {
        blockedBy = cause;
    }
}
