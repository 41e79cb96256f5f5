// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

/**
 * An exact end of the log.
 *
 * @param segmentId the segment it lies in, 0 before the first
 * @param batchSeq number of the last batch, 0 before the first
 * @param offset where the next batch would have gone
 * @param chainCrc chain value of the last batch
 */
public record LogEnd(long segmentId, long batchSeq, long offset, int chainCrc) {

    /** The end of a log that has not begun. */
    public static final LogEnd NONE = new LogEnd(0, 0, 0, 0);

    /** The same as {@link #equals}, whose first call would cost a start as much as reading three segments. */
    public boolean isSameAs(LogEnd other) {
        return segmentId == other.segmentId
                && batchSeq == other.batchSeq
                && offset == other.offset
                && chainCrc == other.chainCrc;
    }
}
