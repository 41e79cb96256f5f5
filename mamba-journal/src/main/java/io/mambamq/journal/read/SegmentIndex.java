// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.read;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which file holds which segment. The writer adds, the reader looks up. */
public final class SegmentIndex {

    private final Map<Long, String> fileNames;

    public SegmentIndex(Map<Long, String> recovered) {
        this.fileNames = new ConcurrentHashMap<>(recovered);
    }

    public void add(long segmentId, String fileName) {
        fileNames.put(segmentId, fileName);
    }

    @Nullable
    String fileName(long segmentId) {
        return fileNames.get(segmentId);
    }
}
