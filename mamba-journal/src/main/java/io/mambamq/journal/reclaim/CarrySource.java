// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.reclaim;

import io.mambamq.journal.format.StoredRecord;
import io.mambamq.journal.page.PageCatalog;
import io.mambamq.journal.page.RecordSource;
import java.io.IOException;
import java.util.List;

/** Reads what is carried: from the log, or from page files that are rewritten. Confined to the pages thread. */
final class CarrySource implements RecordSource {

    private final ReclaimParts parts;
    private final ReclaimPlan plan;
    private final PageCatalog staying;

    CarrySource(ReclaimParts parts, ReclaimPlan plan) {
        this.parts = parts;
        this.plan = plan;
        this.staying = plan.tiers().pages().with(plan.rewritten(), List.of());
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
    public int gapOf(int stream, long position) {
        return staying.runsBefore(stream, position);
    }

    private boolean isInLog(long position) {
        return position >= plan.oldestPosition();
    }
}
