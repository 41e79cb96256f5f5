// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.reclaim;

import io.mambamq.journal.page.PageCatalog;
import io.mambamq.journal.page.PageFile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How far the tiers reach at one moment. Immutable.
 *
 * @param oldestSegmentId the log begins here; what is live of before is in page files
 * @param checkpointNumber of the newest checkpoint that can be relied on; 0 for none
 * @param checkpointPosition of the last record that it includes
 * @param nextCheckpointNumber such that the next checkpoint does not overwrite that one
 * @param liveCounts how many records of each of the catalog's files were live when they were last counted
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Tiers(
        long oldestSegmentId,
        long checkpointNumber,
        long checkpointPosition,
        long nextCheckpointNumber,
        PageCatalog pages,
        long[] liveCounts) {

    /** A file with less than this much live of it is rewritten. */
    private static final int REWRITE_BELOW_PERCENT = 20;

    /** The same where page files are past their limit: space is worth more than the writing then. */
    private static final int REWRITE_BELOW_PERCENT_PAST_LIMIT = 80;

    /** How much is rewritten for one checkpoint, at most. */
    private static final long REWRITE_BYTES_MAX = 64 << 20;

    /** The same, for a checkpoint after one that has begun and may never come into force; it goes into the same file. */
    Tiers afterBeginning() {
        return new Tiers(
                oldestSegmentId, checkpointNumber, checkpointPosition, nextCheckpointNumber + 2, pages, liveCounts);
    }

    boolean isPastPageLimit(long pageBytesMax) {
        return pages.sizeBytes() > pageBytesMax;
    }

    /** Files of which so little is live that carrying it elsewhere pays; those of which nothing is are not among them. */
    Set<Long> worthRewriting(long pageBytesMax) {
        int belowPercent = isPastPageLimit(pageBytesMax) ? REWRITE_BELOW_PERCENT_PAST_LIMIT : REWRITE_BELOW_PERCENT;
        Set<Long> numbers = new HashSet<>();
        long bytes = 0;
        List<PageFile> files = pages.files();
        for (int i = 0; i < files.size() && bytes < REWRITE_BYTES_MAX; i++) {
            PageFile file = files.get(i);
            long count = file.header().recordCount();
            if (liveCounts[i] > 0 && liveCounts[i] * 100 < count * belowPercent) {
                numbers.add(file.number());
                bytes += file.sizeBytes() * liveCounts[i] / count;
            }
        }
        return numbers;
    }
}
