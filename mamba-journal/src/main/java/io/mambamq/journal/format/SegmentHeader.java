// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import java.util.UUID;

/**
 * What a segment file says about itself, stored twice, in its first two blocks.
 *
 * @param slot number of the file; a file keeps it through all its uses
 * @param segmentId monotonic over the life of the journal, never reused
 * @param epoch counts process starts
 * @param firstBatchSeq number of the first batch in this segment
 * @param previous the exact end of the log before this segment: seals it, so that nothing behind it can be taken for
 *     an unfinished tail any more
 * @param inFlightMax batches the writer may issue before it waits for a sync
 */
public record SegmentHeader(
        UUID journalId,
        int blockBytes,
        long segmentBytes,
        int slot,
        long segmentId,
        long epoch,
        long firstBatchSeq,
        LogEnd previous,
        int inFlightMax) {

    /** Offset of the first batch. */
    public long dataOffset() {
        return (long) JournalFormat.SEGMENT_HEADER_BLOCKS * blockBytes;
    }

    /** Position of byte 0 of this segment. */
    public long basePosition() {
        return segmentId * segmentBytes;
    }
}
