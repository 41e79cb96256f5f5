// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.reclaim;

import java.util.Set;

/**
 * What one checkpoint will reclaim, decided at its beginning.
 *
 * @param number of the checkpoint
 * @param position of the last record that it includes
 * @param tiers as they are now
 * @param carryToSegmentId what is live in segments below this one is carried into page files
 * @param freeToSegmentId segments below this one are freed if nothing of them is live, or it is carried. Never above the
 *     segment in which replay from the checkpoint before this one begins: if this one is damaged one day, the log is still
 *     there for that one
 * @param rewritten page files whose live records are carried into new ones
 * @param segmentBytes to make segment ids of positions
 */
record ReclaimPlan(
        long number,
        long position,
        Tiers tiers,
        long carryToSegmentId,
        long freeToSegmentId,
        Set<Long> rewritten,
        long segmentBytes) {

    /**
     * Decides.
     *
     * @param headSegmentId the segment being written
     * @param limits of them the number of segments that may stay: older ones have to go, live records or not
     */
    static ReclaimPlan of(Tiers tiers, long position, long headSegmentId, LogLimits limits) {
        long oldest = tiers.oldestSegmentId();
        long freeTo = Math.max(oldest, tiers.checkpointPosition() / limits.segmentBytes());
        long carryTo = Math.max(oldest, Math.min(freeTo, headSegmentId - limits.keptSegments() + 1));
        return new ReclaimPlan(
                tiers.nextCheckpointNumber(),
                position,
                tiers,
                carryTo,
                freeTo,
                tiers.worthRewriting(limits.pageBytesMax()),
                limits.segmentBytes());
    }

    long oldestPosition() {
        return tiers.oldestSegmentId() * segmentBytes;
    }

    long carryToPosition() {
        return carryToSegmentId * segmentBytes;
    }

    long freeToPosition() {
        return freeToSegmentId * segmentBytes;
    }
}
