// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import io.mambamq.journal.BackEnd;
import java.util.UUID;

/**
 * The journal's root, stored twice in the file {@code super}; the valid copy with the higher generation counts.
 *
 * @param generation counts updates; generation {@code g} is written to copy {@code g % 2}, so the newest valid copy is
 *     never the one being overwritten
 * @param epoch counts process starts
 * @param checkpointPosition of the last record that the newest checkpoint includes: replay begins behind it; 0 for the
 *     beginning
 * @param oldestSegmentId segments below it are no longer needed and their files are free for reuse: what is still live
 *     of them is in page files
 * @param cleanEndSeq after an orderly close the number of the last batch, which recovery must then find; 0 while the
 *     journal is in use
 * @param checkpointNumber of the newest checkpoint; 0 for none
 * @param backEnd what was measured to be the better one here, AUTO where that is not known
 */
public record Superblock(
        UUID journalId,
        int blockBytes,
        long segmentBytes,
        long generation,
        long epoch,
        long checkpointPosition,
        long oldestSegmentId,
        boolean cleanShutdown,
        long cleanEndSeq,
        long checkpointNumber,
        BackEnd backEnd) {

    public static final int COPY_BYTES = 4096;

    /** The first superblock of a new journal. */
    public static Superblock initial(UUID journalId, int blockBytes, long segmentBytes) {
        return new Superblock(journalId, blockBytes, segmentBytes, 1, 0, 0, 1, false, 0, 0, BackEnd.AUTO);
    }

    /** The next generation, in use by a new process start. */
    public Superblock opened(long newEpoch) {
        return new Superblock(
                journalId,
                blockBytes,
                segmentBytes,
                generation + 1,
                newEpoch,
                checkpointPosition,
                oldestSegmentId,
                false,
                0,
                checkpointNumber,
                backEnd);
    }

    /** The next generation, closed in order with {@code endSeq} as its last batch. */
    public Superblock closed(long endSeq) {
        return new Superblock(
                journalId,
                blockBytes,
                segmentBytes,
                generation + 1,
                epoch,
                checkpointPosition,
                oldestSegmentId,
                true,
                endSeq,
                checkpointNumber,
                backEnd);
    }

    /** The same with another back end to remember. */
    public Superblock withBackEnd(BackEnd remembered) {
        return new Superblock(
                journalId,
                blockBytes,
                segmentBytes,
                generation,
                epoch,
                checkpointPosition,
                oldestSegmentId,
                cleanShutdown,
                cleanEndSeq,
                checkpointNumber,
                remembered);
    }

    /**
     * The next generation, with a checkpoint that is durable, and so are the page files written for it.
     *
     * @param number of the checkpoint
     * @param position of the last record that it includes
     */
    public Superblock checkpointed(long number, long position, long newOldestSegmentId) {
        return new Superblock(
                journalId,
                blockBytes,
                segmentBytes,
                generation + 1,
                epoch,
                position,
                newOldestSegmentId,
                cleanShutdown,
                cleanEndSeq,
                number,
                backEnd);
    }
}
