// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.reclaim;

import io.mambamq.journal.format.StoredRecord;
import io.mambamq.journal.page.PageCatalog;
import io.mambamq.journal.page.RecordSource;
import java.io.IOException;

/** Reads what is carried: from the log, or from page files that are rewritten. Confined to the pages thread. */
final class CarrySource implements RecordSource {

    private static final long LOG = 0;

    private final ReclaimParts parts;
    private final ReclaimPlan plan;

    CarrySource(ReclaimParts parts, ReclaimPlan plan) {
        this.parts = parts;
        this.plan = plan;
    }

    @Override
    public StoredRecord read(int stream, long position) throws IOException {
        return isInLog(position)
                ? parts.log().read(position)
                : parts.pages().read(plan.tiers().pages(), stream, position);
    }

    @Override
    public byte[] readAsFound(int stream, long position) throws IOException {
        return isInLog(position)
                ? parts.log().readAsFound(position)
                : parts.pages().readAsFound(plan.tiers().pages(), stream, position);
    }

    @Override
    public long sourceOf(int stream, long position) {
        if (isInLog(position)) {
            return LOG;
        }
        PageCatalog.Location location = plan.tiers().pages().find(stream, position);
        return location == null ? LOG : location.run().firstPosition();
    }

    private boolean isInLog(long position) {
        return position >= plan.oldestPosition();
    }
}
