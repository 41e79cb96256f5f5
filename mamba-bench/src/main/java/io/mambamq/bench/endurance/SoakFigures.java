// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import io.mambamq.bench.endurance.AppendTimes.Third;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was seen during a soak. Confined to the main thread. */
final class SoakFigures {
    static final String HEADING = "seconds  log MiB  pages MiB  rest MiB  heap MiB  messages/s  checkpoints  slowest ms"
            + "  slowest ms during a checkpoint";

    private static final double MIB = 1 << 20;

    private final Map<Third, List<Long>> heaps = new EnumMap<>(Third.class);
    private DiskUse last = DiskUse.NONE;
    private DiskUse peak = DiskUse.NONE;
    private long peakTotalBytes;
    private long lastHeap;
    private double lastSeconds;
    private long lastAppended;
    private double seconds;
    private long appended;
    private long checkpoints;
    private long slowestSyncNs;

    void disk(DiskUse use) {
        last = use;
        peak = peak.max(use);
        peakTotalBytes = Math.max(peakTotalBytes, use.log() + use.pages() + use.rest());
    }

    void heap(Third third, long bytes) {
        lastHeap = bytes;
        heaps.computeIfAbsent(third, none -> new ArrayList<>()).add(bytes);
    }

    void seconds(double value) {
        seconds = value;
    }

    void ended(long messages, long taken) {
        appended = messages;
        checkpoints = taken;
    }

    void slowestSync(long ns) {
        slowestSyncNs = ns;
    }

    /** The most of each kind of file at any moment. */
    DiskUse peak() {
        return peak;
    }

    /** The most of all together. */
    long peakTotalBytes() {
        return peakTotalBytes;
    }

    long appended() {
        return appended;
    }

    long checkpoints() {
        return checkpoints;
    }

    double perSecond() {
        return appended / seconds;
    }

    double slowestSyncMs() {
        return slowestSyncNs / 1e6;
    }

    /** The median of what was left of the heap after collections in that part; 0 where none was made. */
    long heapBytes(Third third) {
        List<Long> sorted = new ArrayList<>(heaps.getOrDefault(third, List.of()));
        Collections.sort(sorted);
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    /** A line below {@link #HEADING}. */
    String line(double atSeconds, long messages, long taken, AppendTimes times) {
        double rate = (messages - lastAppended) / (atSeconds - lastSeconds);
        lastSeconds = atSeconds;
        lastAppended = messages;
        return String.format(
                Locale.ROOT,
                "%7.0f  %7.1f  %9.1f  %8.1f  %8.2f  %10.0f  %11d  %10.1f  %10.1f",
                atSeconds,
                last.log() / MIB,
                last.pages() / MIB,
                last.rest() / MIB,
                lastHeap / MIB,
                rate,
                taken,
                AppendTimes.ms(times.all(), 100),
                AppendTimes.ms(times.reclaiming(), 100));
    }
}
