// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.recover;

import io.mambamq.journal.format.SegmentHeader;
import io.mambamq.journal.write.FreeSegment;
import java.util.List;

/**
 * The segment files of a directory, told apart.
 *
 * @param chain the segments that make up the log, oldest first, each naming the one before it
 * @param free files that may be overwritten: prepared and never used, no longer needed, or begun and left empty
 * @param nextSlot the first slot without a file
 */
record SegmentCatalog(List<SegmentFile> chain, List<FreeSegment> free, int nextSlot, long segmentIdMax, long epochMax) {

    boolean isEmpty() {
        return chain.isEmpty();
    }

    SegmentHeader newest() {
        return chain.get(chain.size() - 1).header();
    }

    String newestName() {
        return chain.get(chain.size() - 1).name();
    }
}
