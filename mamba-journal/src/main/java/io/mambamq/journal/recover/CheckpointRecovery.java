// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.recover;

import io.mambamq.journal.JournalCorruptionException;
import io.mambamq.journal.JournalLog;
import io.mambamq.journal.ReplayHandler;
import io.mambamq.journal.checkpoint.CheckpointFile;
import io.mambamq.journal.checkpoint.CheckpointReader;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.CheckpointHeader;
import io.mambamq.journal.format.Superblock;
import java.io.IOException;

/**
 * Finds the newest checkpoint that is whole and hands it to its owner. The superblock names the newest; where that one is
 * damaged, the one before it serves, and so does the whole log where there was none before: segments are only freed below
 * the older of the two.
 */
final class CheckpointRecovery {

    private final IoLayer io;
    private final String directory;
    private final Superblock superblock;

    CheckpointRecovery(IoLayer io, String directory, Superblock superblock) {
        this.io = io;
        this.directory = directory;
        this.superblock = superblock;
    }

    /** @throws JournalCorruptionException where no checkpoint is whole that the log still reaches back to */
    RecoveredCheckpoint restore(ReplayHandler handler) throws IOException {
        long newest = superblock.checkpointNumber();
        if (newest == 0) {
            return RecoveredCheckpoint.NONE;
        }
        try (CheckpointReader reader = CheckpointReader.open(io, CheckpointFile.name(newest), superblock.journalId())) {
            CheckpointHeader header = reader.header();
            String defect = reader.defect();
            if (defect == null && header != null && header.number() == newest) {
                reader.forEachPiece(handler::checkpoint);
                return new RecoveredCheckpoint(newest, header.position(), newest + 1);
            }
            String why = defect == null ? "the file holds another checkpoint" : defect;
            return restoreOlder(handler, newest, why);
        }
    }

    private RecoveredCheckpoint restoreOlder(ReplayHandler handler, long newest, String why) throws IOException {
        String name = CheckpointFile.otherName(newest);
        try (CheckpointReader reader = CheckpointReader.open(io, name, superblock.journalId())) {
            CheckpointHeader header = reader.header();
            if (reader.defect() == null && header != null && header.number() < newest && logReaches(header)) {
                JournalLog.LOG.checkpointDamaged(newest, directory, why);
                reader.forEachPiece(handler::checkpoint);
                return new RecoveredCheckpoint(header.number(), header.position(), newest + 2);
            }
            boolean logIsWhole = superblock.oldestSegmentId() <= 1;
            if (logIsWhole) {
                JournalLog.LOG.checkpointDamaged(newest, directory, why);
                return new RecoveredCheckpoint(0, 0, newest + 2);
            }
            throw Recovery.refuse(
                    CheckpointFile.name(newest),
                    "checkpoint " + newest,
                    why,
                    "the superblock names it, and the log begins with segment " + superblock.oldestSegmentId());
        }
    }

    private boolean logReaches(CheckpointHeader header) {
        return header.position() / superblock.segmentBytes() >= superblock.oldestSegmentId();
    }
}
