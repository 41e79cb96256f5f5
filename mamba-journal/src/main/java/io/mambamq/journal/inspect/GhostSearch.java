// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.LogEnd;
import io.mambamq.journal.format.SegmentHeader;
import io.mambamq.journal.recover.SegmentScanner;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells what an earlier use of a segment file left behind the end of the log from what this use began to write. */
final class GhostSearch {

    private GhostSearch() {}

    /** The first batch of an earlier use from the offset on, or null. */
    static @Nullable BatchHeader behind(SegmentScanner scanner, long from) throws IOException {
        SegmentHeader segment = scanner.segment();
        for (long offset = from;
                offset + segment.blockBytes() <= segment.segmentBytes();
                offset += segment.blockBytes()) {
            BatchHeader batch = scanner.anyHeaderAt(offset);
            if (batch != null && batch.segmentId() < segment.segmentId()) {
                return batch;
            }
        }
        return null;
    }

    /** How many batches of this use stand behind the end. */
    static long ownBatchesBehind(SegmentScanner scanner, LogEnd end) throws IOException {
        SegmentHeader segment = scanner.segment();
        long count = 0;
        for (long offset = end.offset();
                offset + segment.blockBytes() <= segment.segmentBytes();
                offset += segment.blockBytes()) {
            BatchHeader batch = scanner.headerAt(offset);
            count += batch != null && batch.batchSeq() > end.batchSeq() ? 1 : 0;
        }
        return count;
    }
}
