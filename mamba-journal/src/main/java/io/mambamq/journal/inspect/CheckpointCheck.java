// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.checkpoint.CheckpointFile;
import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.CheckpointHeader;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.format.UnknownFormatException;
import io.mambamq.journal.recover.Defect;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the checkpoint files and judges them by what the superblock says of them. */
final class CheckpointCheck {

    private final IoLayer io;
    private final Superblock superblock;
    private final InspectionListener listener;

    CheckpointCheck(IoLayer io, Superblock superblock, InspectionListener listener) {
        this.io = io;
        this.superblock = superblock;
        this.listener = listener;
    }

    void run() throws IOException {
        for (String name : io.list()) {
            if (isCheckpoint(name)) {
                check(name);
            }
        }
        String newest = CheckpointFile.name(superblock.checkpointNumber());
        if (superblock.checkpointNumber() > 0 && !io.list().contains(newest)) {
            report(Verdict.DAMAGE, newest, new Defect(0, expected(), "no such file"), proof(), "");
        }
    }

    private static boolean isCheckpoint(String name) {
        return name.equals(CheckpointFile.name(0)) || name.equals(CheckpointFile.name(1));
    }

    private void check(String name) throws IOException {
        try (IoFile file = io.openForRead(name)) {
            CheckpointWalk checkpoint = new CheckpointWalk(file, name);
            CheckpointSummary summary = checkpoint.read(body -> {});
            listener.checkpoint(summary);
            judge(name, file, summary, checkpoint.defect());
        } catch (UnknownFormatException e) {
            report(
                    Verdict.INCOMPATIBLE,
                    name,
                    new Defect(0, "a checkpoint in format 1.x", "one " + e.getMessage()),
                    null,
                    "");
        }
    }

    private void judge(String name, IoFile file, CheckpointSummary summary, @Nullable Defect defect)
            throws IOException {
        boolean newest =
                superblock.checkpointNumber() > 0 && name.equals(CheckpointFile.name(superblock.checkpointNumber()));
        Defect wrong = wrongHeader(summary.header());
        Verdict verdict = newest ? Verdict.DAMAGE : Verdict.COPY_DAMAGED;
        if (wrong != null) {
            if (!newest) {
                return;
            }
        } else if (defect == null) {
            checkPosition(name, summary, newest);
            return;
        }
        Defect told = wrong == null ? Objects.requireNonNull(defect) : wrong;
        report(
                verdict,
                name,
                told,
                newest ? proof() : "it is the older one of two, which the next checkpoint overwrites",
                Neighbourhood.of(file, told.offset()));
    }

    private void checkPosition(String name, CheckpointSummary summary, boolean newest) {
        CheckpointHeader header = summary.header();
        if (newest && header != null && header.position() != superblock.checkpointPosition()) {
            report(
                    Verdict.DAMAGE,
                    name,
                    new Defect(
                            0,
                            "the checkpoint of position " + superblock.checkpointPosition(),
                            "that of position " + header.position()),
                    proof(),
                    "");
        }
    }

    /** A header of another journal, or of a checkpoint that the superblock does not know; null where it is none. */
    private @Nullable Defect wrongHeader(@Nullable CheckpointHeader header) {
        if (header == null) {
            return null;
        }
        boolean known = header.number() <= superblock.checkpointNumber();
        if (header.journalId().equals(superblock.journalId()) && known) {
            return null;
        }
        return new Defect(0, expected(), "checkpoint " + header.number() + " of journal " + header.journalId());
    }

    private String expected() {
        return "checkpoint " + superblock.checkpointNumber();
    }

    private String proof() {
        return "the superblock names checkpoint " + superblock.checkpointNumber() + ", which was durable before it";
    }

    private void report(Verdict verdict, String name, Defect defect, @Nullable String proof, String neighbourhood) {
        listener.finding(Finding.of(verdict, name, defect, proof).withNeighbourhood(neighbourhood));
    }
}
