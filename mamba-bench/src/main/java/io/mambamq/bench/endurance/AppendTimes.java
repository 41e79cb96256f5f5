// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long appends took, and apart from that those during which a checkpoint was being taken. What overlaps with a collection
 * that the program itself asks for, to see what is left of the heap, is not counted. Any thread.
 */
final class AppendTimes {

    /** A part of the run. */
    enum Third {
        FIRST,
        MIDDLE,
        LAST;

        /** The third in which a share of the whole, 0 to 1, lies. */
        static Third of(double share) {
            if (share < 1 / 3.0) {
                return FIRST;
            }
            return share < 2 / 3.0 ? MIDDLE : LAST;
        }
    }

    private static final int DIGITS = 3;

    private final Map<Third, Histogram> all = new EnumMap<>(Third.class);
    private final Histogram reclaiming = newHistogram();
    private Third third = Third.FIRST;
    private boolean paused;
    private long pauseEndNs = Long.MIN_VALUE;
    private final Histogram uncounted = newHistogram();

    synchronized void third(Third value) {
        third = value;
    }

    synchronized void pause(boolean value) {
        paused = value;
        pauseEndNs = System.nanoTime();
    }

    /**
     * An append is durable.
     *
     * @param duringCheckpoint whether a checkpoint was being taken at any moment of it
     */
    synchronized void add(long startNs, boolean duringCheckpoint) {
        long tookNs = System.nanoTime() - startNs;
        if (paused || (pauseEndNs != Long.MIN_VALUE && pauseEndNs - startNs >= 0)) {
            uncounted.recordValue(tookNs);
            return;
        }
        all.computeIfAbsent(third, none -> newHistogram()).recordValue(tookNs);
        if (duringCheckpoint) {
            reclaiming.recordValue(tookNs);
        }
    }

    synchronized Histogram uncounted() {
        return uncounted.copy();
    }

    synchronized Histogram all() {
        Histogram sum = newHistogram();
        all.values().forEach(sum::add);
        return sum;
    }

    synchronized Histogram of(Third part) {
        return all.getOrDefault(part, newHistogram()).copy();
    }

    synchronized Histogram reclaiming() {
        return reclaiming.copy();
    }

    /** The value below which this share of the appends stayed, in milliseconds. */
    static double ms(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0 ? 0 : histogram.getValueAtPercentile(percentile) / 1e6;
    }

    private static Histogram newHistogram() {
        return new Histogram(TimeUnit.MINUTES.toNanos(1), DIGITS);
    }
}
