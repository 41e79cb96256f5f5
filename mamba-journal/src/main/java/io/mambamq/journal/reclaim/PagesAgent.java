// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.reclaim;

import io.mambamq.journal.agent.Agent;
import io.mambamq.journal.write.SegmentPreparer;
import java.util.function.LongSupplier;

/**
 * What the pages thread does: it prepares segments ahead of the writer, and in between, a piece at a time, it takes
 * checkpoints and reclaims. The log waits for segments, so they come first.
 */
public final class PagesAgent implements Agent {

    private final SegmentPreparer preparer;
    private final Reclaimer reclaimer;
    private final LongSupplier cleanEndSeq;

    /** @param cleanEndSeq asked when closing: the last batch of a log that has ended in order, else 0 */
    public PagesAgent(SegmentPreparer preparer, Reclaimer reclaimer, LongSupplier cleanEndSeq) {
        this.preparer = preparer;
        this.reclaimer = reclaimer;
        this.cleanEndSeq = cleanEndSeq;
    }

    @Override
    public int doWork() {
        int prepared = preparer.doWork();
        return prepared > 0 ? prepared : reclaimer.doWork();
    }

    @Override
    public boolean hasWork() {
        return preparer.hasWork() || reclaimer.hasWork();
    }

    @Override
    public long idleNs() {
        return preparer.idleNs();
    }

    @Override
    public void onIdle() {
        preparer.onIdle();
    }

    @Override
    public void onClose() {
        reclaimer.close(cleanEndSeq.getAsLong());
    }
}
