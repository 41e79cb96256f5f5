// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import io.mambamq.journal.BackEnd;
import io.mambamq.journal.JournalConfig;
import io.mambamq.journal.ReclaimConfig;
import java.util.Locale;

/**
 * How a server keeps its journal; immutable. Start from {@link #DEFAULT}.
 *
 * @param bytesMax how much disk the log may take. Sends wait for a checkpoint to give space back rather than exceed it.
 *     Messages that stay longer move to page files, which come on top, as checkpoints do: they grow with the backlog
 * @param pageBytesMax from this size of all page files together on sends are refused as on a full disk, until enough has been
 *     consumed; 0 for no limit. Page files exceed it by what the log holds by then, at most
 * @param segmentBytes size of the log's files, a multiple of 64 KiB; 0 to derive it from {@code bytesMax}. Fixed when the
 *     directory is created, later values are ignored
 * @param backEnd how the log is written
 * @param syncIntervalMs how long a send may wait for others to share its sync with; 0 for not at all
 * @param syncBatchSize pending records that end that wait early, or, alone, at most 10 ms; 0 for no such number
 * @param syncFailureMs writes and their sync that take longer count as failed, and the journal with them; 0 to wait for
 *     ever
 */
public record JournalSettings(
        long bytesMax,
        long pageBytesMax,
        int segmentBytes,
        BackEnd backEnd,
        int syncIntervalMs,
        int syncBatchSize,
        int syncFailureMs) {
    /** A log of 1 GiB, no limit for page files, the better back end, a sync at once where there is something to sync, 30 s for it. */
    public static final JournalSettings DEFAULT = new JournalSettings(1L << 30, 0, 0, BackEnd.AUTO, 0, 0, 30_000);

    /** The journal's blocks, and its staging buffer in blocks, divide it. */
    private static final int SEGMENT_BYTES_UNIT = 64 << 10;

    private static final int SEGMENT_BYTES_MIN = 1 << 20;
    private static final int SEGMENT_BYTES_MAX = 64 << 20;

    /** A log of so many segments, where there is room for them beside the largest batches. */
    private static final int SEGMENTS_WANTED = 16;

    /**
     * Checks each value for itself; what a limit must be at least depends on the largest message ({@link #sizedFor}).
     *
     * @throws IllegalArgumentException if one cannot be; names it
     */
    public JournalSettings {
        ServerConfig.requireAtLeast(1, bytesMax, "journalBytesMax");
        ServerConfig.requireAtLeast(0, pageBytesMax, "pageBytesMax");
        if (segmentBytes < 0 || segmentBytes % SEGMENT_BYTES_UNIT != 0) {
            throw new IllegalArgumentException(
                    "journalSegmentBytes must be 0 or a multiple of " + SEGMENT_BYTES_UNIT + ", not " + segmentBytes);
        }
        ServerConfig.requireAtLeast(0, syncIntervalMs, "syncIntervalMs");
        ServerConfig.requireAtLeast(0, syncBatchSize, "syncBatchSize");
        ServerConfig.requireAtLeast(0, syncFailureMs, "syncFailureMs");
    }

    /**
     * These settings with a segment size.
     *
     * @param batchBytesMax the most that the server appends at once
     * @throws IllegalArgumentException where the log cannot be that small; says the least that works
     */
    JournalSettings sizedFor(long batchBytesMax) {
        int segment = segmentBytes == 0 ? segmentBytesFor(batchBytesMax) : segmentBytes;
        long leastBytes = JournalConfig.logBytesMin(segment, batchBytesMax);
        if (bytesMax < leastBytes) {
            throw new IllegalArgumentException("journalBytesMax must be at least " + mebibytes(leastBytes)
                    + "M, which is " + ReclaimConfig.SEGMENTS_MIN + " segments of " + segment + " bytes and "
                    + ReclaimConfig.BATCHES_MIN + " batches of up to " + batchBytesMax
                    + ", not " + bytesMax + " bytes");
        }
        return withSegmentBytes(segment);
    }

    /** A power of two, so that the log has many segments, but none so small that files change all the time. */
    private int segmentBytesFor(long batchBytesMax) {
        long besideBatchesBytes = bytesMax - JournalConfig.logBytesMin(0, batchBytesMax);
        long mostBytes = Math.min(bytesMax / SEGMENTS_WANTED, besideBatchesBytes / ReclaimConfig.SEGMENTS_MIN);
        long powerOfTwo = Long.highestOneBit(Math.max(1, mostBytes));
        return (int) Math.min(SEGMENT_BYTES_MAX, Math.max(SEGMENT_BYTES_MIN, powerOfTwo));
    }

    private static long mebibytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    public JournalSettings withBytesMax(long value) {
        return new JournalSettings(
                value, pageBytesMax, segmentBytes, backEnd, syncIntervalMs, syncBatchSize, syncFailureMs);
    }

    public JournalSettings withPageBytesMax(long value) {
        return new JournalSettings(
                bytesMax, value, segmentBytes, backEnd, syncIntervalMs, syncBatchSize, syncFailureMs);
    }

    public JournalSettings withSegmentBytes(int value) {
        return new JournalSettings(
                bytesMax, pageBytesMax, value, backEnd, syncIntervalMs, syncBatchSize, syncFailureMs);
    }

    public JournalSettings withBackEnd(BackEnd value) {
        return new JournalSettings(
                bytesMax, pageBytesMax, segmentBytes, value, syncIntervalMs, syncBatchSize, syncFailureMs);
    }

    /**
     * The same by its name, as in a file of settings.
     *
     * @param name auto, buffered or direct, in either case
     * @throws IllegalArgumentException if there is no such back end; says which there are
     */
    public JournalSettings withBackEndNamed(String name) {
        try {
            return withBackEnd(BackEnd.valueOf(name.strip().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("backEnd must be auto, buffered or direct, not '" + name + "'", e);
        }
    }

    public JournalSettings withSyncIntervalMs(int value) {
        return new JournalSettings(bytesMax, pageBytesMax, segmentBytes, backEnd, value, syncBatchSize, syncFailureMs);
    }

    public JournalSettings withSyncBatchSize(int value) {
        return new JournalSettings(bytesMax, pageBytesMax, segmentBytes, backEnd, syncIntervalMs, value, syncFailureMs);
    }

    public JournalSettings withSyncFailureMs(int value) {
        return new JournalSettings(bytesMax, pageBytesMax, segmentBytes, backEnd, syncIntervalMs, syncBatchSize, value);
    }
}
