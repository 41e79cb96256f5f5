// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.reclaim;

/**
 * When checkpoints are taken, and how much log they leave.
 *
 * @param segmentBytes size of a segment
 * @param segmentsMax how many segment files there may be; {@link Integer#MAX_VALUE} for any number
 * @param sparedSegments how many of them are not for what is kept: ready or in reserve for the writer
 * @param intervalBytes a checkpoint is due when so much was logged since the last
 * @param intervalNs or when so long has passed and anything was logged
 * @param pageFileBytes a page file of so many bytes is full
 * @param pageBytesMax what all of them should not take more than; {@link Long#MAX_VALUE} for any number
 */
public record LogLimits(
        long segmentBytes,
        int segmentsMax,
        int sparedSegments,
        long intervalBytes,
        long intervalNs,
        long pageFileBytes,
        long pageBytesMax) {

    /** How many segments a checkpoint may leave: the next one has to come in time, and to be written while the log grows. */
    long keptSegments() {
        if (segmentsMax == Integer.MAX_VALUE) {
            return segmentsMax;
        }
        long intervalSegments = (intervalBytes + segmentBytes - 1) / segmentBytes;
        return Math.max(1, segmentsMax - sparedSegments - 2 * intervalSegments);
    }
}
