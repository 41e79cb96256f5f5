// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.recover;

import io.mambamq.journal.format.LogEnd;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.write.FreeSegment;
import java.util.List;
import java.util.Map;

/**
 * What the writer goes on from.
 *
 * @param end the exact end of the log; the next segment seals it
 * @param epoch of this process start
 * @param free segment files that may be overwritten
 * @param fileNames of the log's segments, by segment id
 */
public record RecoveredLog(
        Superblock superblock,
        LogEnd end,
        long nextSegmentId,
        long epoch,
        List<FreeSegment> free,
        int nextSlot,
        Map<Long, String> fileNames,
        RecoveredCheckpoint checkpoint,
        RecoveredPages pages) {}
