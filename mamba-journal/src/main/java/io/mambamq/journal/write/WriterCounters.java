// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import io.mambamq.journal.JournalStats;
import java.util.concurrent.atomic.AtomicLong;

/** Written by the writer thread alone, which therefore needs no atomic addition; read by any. */
public final class WriterCounters {

    private final AtomicLong appends = new AtomicLong();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong recordBytes = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong writtenBytes = new AtomicLong();
    private final AtomicLong syncs = new AtomicLong();
    private final AtomicLong syncNanos = new AtomicLong();
    private final AtomicLong syncMaxNanos = new AtomicLong();
    private final AtomicLong segmentSwitches = new AtomicLong();
    private final AtomicLong diskFullFailures = new AtomicLong();

    public WriterCounters() {}

    void confirmed(int recordCount, int sizeBytes) {
        add(appends, 1);
        add(records, recordCount);
        add(recordBytes, sizeBytes);
    }

    void wrote(int bytes) {
        add(writes, 1);
        add(writtenBytes, bytes);
    }

    void synced(long nanos) {
        add(syncs, 1);
        add(syncNanos, nanos);
        syncMaxNanos.setRelease(Math.max(nanos, syncMaxNanos.getPlain()));
    }

    void segmentSwitched() {
        add(segmentSwitches, 1);
    }

    void diskFull() {
        add(diskFullFailures, 1);
    }

    /** Any thread: records confirmed so far. */
    public long records() {
        return records.get();
    }

    public JournalStats snapshot(int readySegments) {
        return new JournalStats(
                appends.get(),
                records.get(),
                recordBytes.get(),
                writes.get(),
                writtenBytes.get(),
                syncs.get(),
                syncNanos.get(),
                syncMaxNanos.get(),
                segmentSwitches.get(),
                readySegments,
                diskFullFailures.get());
    }

    private static void add(AtomicLong counter, long delta) {
        counter.setRelease(counter.getPlain() + delta);
    }
}
