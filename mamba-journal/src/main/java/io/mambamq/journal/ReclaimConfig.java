// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import java.util.concurrent.TimeUnit;

/**
 * How much disk the log may take, and when checkpoints are due; immutable.
 *
 * @param logBytesMax size of all segment files together: appends wait for a checkpoint to free some rather than exceed it.
 *     0 for no limit. Where a journal that exists has segments too large for it, {@link JournalConfig#logBytesMin} takes
 *     its place. Page files and checkpoints come on top: they grow with what is live
 * @param checkpointIntervalBytes a checkpoint is due when so much was logged since the last: the most that a start has to
 *     replay, about. 0 for an eighth of {@code logBytesMax}, or 256 MiB without that
 * @param checkpointIntervalMs or when so long has passed and anything was logged
 * @param reserveSegments segments that are only used when no more can be had, so that what frees space can still be
 *     appended on a full disk
 * @param pageFileBytes a page file of so many bytes is full
 * @param pageBytesMax from this size of all page files together on nothing should be appended that takes space
 *     ({@link CapacityLevel#RESERVE}), until what is live has become less; 0 for no limit. They exceed it by what is in the
 *     log by then, at most
 */
public record ReclaimConfig(
        long logBytesMax,
        long checkpointIntervalBytes,
        long checkpointIntervalMs,
        int reserveSegments,
        long pageFileBytes,
        long pageBytesMax) {

    /** No limit, and a checkpoint every 256 MiB or minute. */
    public static final ReclaimConfig DEFAULT = new ReclaimConfig(0, 0, TimeUnit.MINUTES.toMillis(1), 1, 64 << 20);

    /** A log of fewer segments could not be written and reclaimed at the same time. */
    public static final int SEGMENTS_MIN = 8;

    /** A checkpoint leaves room for two intervals, a quarter of the log: that of so many batches is one batch. */
    public static final int BATCHES_MIN = 4;

    private static final int INTERVALS_PER_LOG = 8;
    private static final long INTERVAL_BYTES_UNLIMITED = 256L << 20;

    public ReclaimConfig {
        JournalConfig.check(logBytesMax >= 0, "logBytesMax", logBytesMax);
        JournalConfig.check(checkpointIntervalBytes >= 0, "checkpointIntervalBytes", checkpointIntervalBytes);
        JournalConfig.check(checkpointIntervalMs >= 1, "checkpointIntervalMs", checkpointIntervalMs);
        JournalConfig.check(reserveSegments >= 0 && reserveSegments <= 2, "reserveSegments", reserveSegments);
        JournalConfig.check(pageFileBytes >= 1, "pageFileBytes", pageFileBytes);
        JournalConfig.check(pageBytesMax >= 0, "pageBytesMax", pageBytesMax);
        if (checkpointIntervalBytes == 0) {
            checkpointIntervalBytes = logBytesMax == 0 ? INTERVAL_BYTES_UNLIMITED : logBytesMax / INTERVALS_PER_LOG;
        }
    }

    /** Without a limit for page files. */
    public ReclaimConfig(
            long logBytesMax,
            long checkpointIntervalBytes,
            long checkpointIntervalMs,
            int reserveSegments,
            long pageFileBytes) {
        this(logBytesMax, checkpointIntervalBytes, checkpointIntervalMs, reserveSegments, pageFileBytes, 0);
    }

    /** A log of so many bytes, and the defaults. */
    public static ReclaimConfig logBytesMax(long bytes) {
        return new ReclaimConfig(
                bytes, 0, DEFAULT.checkpointIntervalMs(), DEFAULT.reserveSegments(), DEFAULT.pageFileBytes());
    }

    /** The same with a limit of so many bytes. Checkpoints are due as often as before. */
    ReclaimConfig withLogBytesMax(long bytes) {
        return new ReclaimConfig(
                bytes, checkpointIntervalBytes, checkpointIntervalMs, reserveSegments, pageFileBytes, pageBytesMax);
    }

    /** The same with a limit for page files. */
    public ReclaimConfig withPageBytesMax(long bytes) {
        return new ReclaimConfig(
                logBytesMax, checkpointIntervalBytes, checkpointIntervalMs, reserveSegments, pageFileBytes, bytes);
    }

    /** How many segments of a size there may be. */
    int segmentsMax(long segmentBytes) {
        return logBytesMax == 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, logBytesMax / segmentBytes);
    }
}
