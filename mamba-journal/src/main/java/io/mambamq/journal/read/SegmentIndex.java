// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which file holds which segment of the log. The writer adds, the reclaimer takes away, readers look up. */
public final class SegmentIndex {

    private final Map<Long, String> fileNames;

    public SegmentIndex(Map<Long, String> recovered) {
        this.fileNames = new ConcurrentHashMap<>(recovered);
    }

    public void add(long segmentId, String fileName) {
        fileNames.put(segmentId, fileName);
    }

    /** Forgets the segments below this one, and tells their files. */
    public List<String> removeBelow(long oldestSegmentId) {
        List<String> removed = new ArrayList<>();
        fileNames.entrySet().removeIf(entry -> {
            boolean gone = entry.getKey() < oldestSegmentId;
            if (gone) {
                removed.add(entry.getValue());
            }
            return gone;
        });
        return removed;
    }

    @Nullable
    String fileName(long segmentId) {
        return fileNames.get(segmentId);
    }
}
