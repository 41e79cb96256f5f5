// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import io.mambamq.journal.file.FileIoLayer;
import io.mambamq.journal.file.IoLayer;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * How a journal works; immutable, checked when it is built.
 *
 * @param directory created if missing, locked while the journal is open
 * @param segmentBytes size of each segment file; fixed when the journal is created, later values are ignored
 * @param blockBytes unit in which batches are padded, a power of two; fixed when the journal is created
 * @param stagingBytes the most one write holds; a larger record is split over several. Where it is not set: a sixteenth of
 *     a segment, 2 MiB at most
 * @param batchesPerSyncMax how many batches may be written and not yet synced; more than one where more has gathered than one
 *     holds
 * @param recordBytesMax largest body of one record
 * @param batchBytesMax largest {@link RecordBatch}
 * @param appendsPendingMax appends handed over and not yet taken by the writer; the next one waits or is turned away
 * @param readsPendingMax reads waiting for the reader thread; the next one is turned away
 * @param readySegmentsMin zero-filled segments kept ready ahead of the writer
 * @param idleSealMs how long after the last append an idle log is sealed, which lets recovery tell damage to that append
 *     from an unfinished write
 * @param reclaim how much disk the log may take, and when checkpoints are due
 * @param backEnd how the log is written
 * @param syncIntervalMs how long an append may wait for others to share its sync with; 0 for not at all, which is best
 *     nearly always, since what comes during a sync shares the next one anyway
 * @param syncBatchSize pending records that end that wait early. Alone, without an interval, it waits
 *     {@value #SYNC_INTERVAL_MS_DEFAULT} ms at most; 0 for no such number
 * @param syncFailureMs a group of writes and their sync that take longer count as failed, and the journal with them; 0
 *     to wait for ever
 * @param io how files are accessed
 * @param nanoClock as {@link System#nanoTime}
 */
public record JournalConfig(
        Path directory,
        int segmentBytes,
        int blockBytes,
        int stagingBytes,
        int batchesPerSyncMax,
        int recordBytesMax,
        long batchBytesMax,
        int appendsPendingMax,
        int readsPendingMax,
        int readySegmentsMin,
        int idleSealMs,
        ReclaimConfig reclaim,
        BackEnd backEnd,
        int syncIntervalMs,
        int syncBatchSize,
        int syncFailureMs,
        IoLayer.Factory io,
        LongSupplier nanoClock) {

    /** How long a {@link #syncBatchSize} alone may hold an append back. */
    public static final int SYNC_INTERVAL_MS_DEFAULT = 10;

    private static final int BLOCK_BYTES_MIN = 512;
    private static final int STAGING_BYTES_MAX = 2 << 20;

    public JournalConfig {
        check(Integer.bitCount(blockBytes) == 1 && blockBytes >= BLOCK_BYTES_MIN, "blockBytes", blockBytes);
        check(segmentBytes % blockBytes == 0 && segmentBytes >= 16 * blockBytes, "segmentBytes", segmentBytes);
        check(
                stagingBytes % blockBytes == 0 && stagingBytes >= blockBytes && stagingBytes <= segmentBytes / 4,
                "stagingBytes",
                stagingBytes);
        check(batchesPerSyncMax >= 1, "batchesPerSyncMax", batchesPerSyncMax);
        check(recordBytesMax >= 1 && recordBytesMax <= 1 << 29, "recordBytesMax", recordBytesMax);
        check(batchBytesMax >= recordBytesMax && batchBytesMax <= 1 << 30, "batchBytesMax", batchBytesMax);
        check(appendsPendingMax >= 1, "appendsPendingMax", appendsPendingMax);
        check(readsPendingMax >= 1, "readsPendingMax", readsPendingMax);
        check(readySegmentsMin >= 1, "readySegmentsMin", readySegmentsMin);
        check(idleSealMs >= 1, "idleSealMs", idleSealMs);
        check(
                reclaim.logBytesMax() == 0 || reclaim.logBytesMax() >= logBytesMin(segmentBytes, batchBytesMax),
                "logBytesMax",
                reclaim.logBytesMax());
        check(syncIntervalMs >= 0, "syncIntervalMs", syncIntervalMs);
        check(syncBatchSize >= 0, "syncBatchSize", syncBatchSize);
        check(syncFailureMs >= 0, "syncFailureMs", syncFailureMs);
    }

    /**
     * The smallest limit of a log: eight segments, since fewer cannot be written and reclaimed at the same time, and four
     * batches, since the largest one must fit beside what a checkpoint may leave.
     */
    public static long logBytesMin(long segmentBytes, long batchBytesMax) {
        return ReclaimConfig.SEGMENTS_MIN * segmentBytes + ReclaimConfig.BATCHES_MIN * batchBytesMax;
    }

    public static Builder builder(Path directory) {
        return new Builder(directory);
    }

    static void check(boolean valid, String name, long value) {
        if (!valid) {
            throw new IllegalArgumentException("journal configuration: " + name + " must not be " + value
                    + " (blockBytes is a power of two from 512; segmentBytes a multiple of it, at least 16 blocks;"
                    + " stagingBytes a multiple of it, at most a quarter of a segment; limits are positive;"
                    + " what sync... says may be 0; logBytesMax is 0 or at least 8 segments and"
                    + " 4 batches of batchBytesMax)");
        }
    }

    /** Starts from the defaults. */
    public static final class Builder {

        private final Path directory;
        private int segmentBytes = 64 << 20;
        private int blockBytes = 4096;
        private int stagingBytes;
        private int batchesPerSyncMax = 3;
        private int recordBytesMax = 16 << 20;
        private long batchBytesMax = 64 << 20;
        private int appendsPendingMax = 1024;
        private int readsPendingMax = 1024;
        private int readySegmentsMin = 2;
        private int idleSealMs = 5;
        private ReclaimConfig reclaim = ReclaimConfig.DEFAULT;
        private BackEnd backEnd = BackEnd.AUTO;
        private int syncIntervalMs;
        private int syncBatchSize;
        private int syncFailureMs = 30_000;
        private IoLayer.Factory io = FileIoLayer::open;
        private LongSupplier nanoClock = System::nanoTime;

        private Builder(Path directory) {
            this.directory = directory;
        }

        public Builder segmentBytes(int value) {
            segmentBytes = value;
            return this;
        }

        public Builder blockBytes(int value) {
            blockBytes = value;
            return this;
        }

        public Builder stagingBytes(int value) {
            stagingBytes = value;
            return this;
        }

        public Builder batchesPerSyncMax(int value) {
            batchesPerSyncMax = value;
            return this;
        }

        public Builder recordBytesMax(int value) {
            recordBytesMax = value;
            return this;
        }

        public Builder batchBytesMax(long value) {
            batchBytesMax = value;
            return this;
        }

        public Builder appendsPendingMax(int value) {
            appendsPendingMax = value;
            return this;
        }

        public Builder readsPendingMax(int value) {
            readsPendingMax = value;
            return this;
        }

        public Builder readySegmentsMin(int value) {
            readySegmentsMin = value;
            return this;
        }

        public Builder idleSealMs(int value) {
            idleSealMs = value;
            return this;
        }

        public Builder reclaim(ReclaimConfig value) {
            reclaim = value;
            return this;
        }

        public Builder backEnd(BackEnd value) {
            backEnd = value;
            return this;
        }

        public Builder syncIntervalMs(int value) {
            syncIntervalMs = value;
            return this;
        }

        public Builder syncBatchSize(int value) {
            syncBatchSize = value;
            return this;
        }

        public Builder syncFailureMs(int value) {
            syncFailureMs = value;
            return this;
        }

        public Builder io(IoLayer.Factory value) {
            io = value;
            return this;
        }

        public Builder nanoClock(LongSupplier value) {
            nanoClock = value;
            return this;
        }

        /**
         * The configuration, checked.
         *
         * @throws IllegalArgumentException naming the value that cannot be
         */
        public JournalConfig build() {
            return new JournalConfig(
                    directory,
                    segmentBytes,
                    blockBytes,
                    stagingBytes == 0 ? stagingBytesDefault() : stagingBytes,
                    batchesPerSyncMax,
                    recordBytesMax,
                    batchBytesMax,
                    appendsPendingMax,
                    readsPendingMax,
                    readySegmentsMin,
                    idleSealMs,
                    reclaim,
                    backEnd,
                    syncIntervalMs,
                    syncBatchSize,
                    syncFailureMs,
                    io,
                    nanoClock);
        }

        /** Enough for the storage to write at full speed, and small beside a segment. */
        private int stagingBytesDefault() {
            return Math.max(blockBytes, Math.min(STAGING_BYTES_MAX, segmentBytes / 16) & -blockBytes);
        }
    }
}
