// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.JournalFormat;
import io.mambamq.journal.format.SegmentHeader;
import io.mambamq.journal.format.SegmentHeaderCodec;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.format.UnknownFormatException;
import io.mambamq.journal.inspect.InspectedSegment.State;
import io.mambamq.journal.recover.Defect;
import io.mambamq.journal.write.FreeSegment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the headers of all segment files, each for itself: what is wrong with one does not keep it from the others. */
final class SegmentSurvey {

    private final IoLayer io;
    private final Superblock superblock;
    private final Consumer<Finding> findings;

    SegmentSurvey(IoLayer io, Superblock superblock, Consumer<Finding> findings) {
        this.io = io;
        this.superblock = superblock;
        this.findings = findings;
    }

    /** Every segment file, by name; those that can be part of the log are not told from free ones yet. */
    List<InspectedSegment> read() throws IOException {
        List<InspectedSegment> segments = new ArrayList<>();
        for (String name : io.list()) {
            int slot = FreeSegment.slotOf(name);
            if (slot >= 0) {
                try (IoFile file = io.openForRead(name)) {
                    segments.add(look(name, slot, file));
                }
            }
        }
        return segments;
    }

    private InspectedSegment look(String name, int slot, IoFile file) throws IOException {
        long sizeBytes = file.sizeBytes();
        if (sizeBytes != superblock.segmentBytes()) {
            report(
                    Verdict.DAMAGE,
                    name,
                    new Defect(sizeBytes, superblock.segmentBytes() + " bytes", sizeBytes + " bytes"),
                    "a segment gets its name only when all of it is on disk, and is never cut",
                    "");
        }
        try {
            SegmentHeader first = readCopy(file, 0);
            SegmentHeader second = readCopy(file, 1);
            return judge(name, slot, file, first, second);
        } catch (UnknownFormatException e) {
            return foreign(name, slot, sizeBytes, "was " + e.getMessage());
        }
    }

    private InspectedSegment judge(
            String name, int slot, IoFile file, @Nullable SegmentHeader first, @Nullable SegmentHeader second)
            throws IOException {
        if (first == null && second == null) {
            return withoutHeader(name, slot, file);
        }
        if (first == null || second == null) {
            long offset = first == null ? 0 : superblock.blockBytes();
            report(
                    Verdict.COPY_DAMAGED,
                    name,
                    new Defect(offset, "a segment header with a valid checksum", "a damaged copy"),
                    "the other copy is good",
                    Neighbourhood.of(file, offset));
        }
        SegmentHeader header = newer(first, second);
        if (!header.journalId().equals(superblock.journalId())) {
            return foreign(name, slot, file.sizeBytes(), "belongs to journal " + header.journalId());
        }
        if (header.slot() != slot) {
            report(
                    Verdict.DAMAGE,
                    name,
                    new Defect(0, "the header of slot " + slot, "that of slot " + header.slot()),
                    "files keep their slot",
                    "");
        }
        return new InspectedSegment(name, slot, file.sizeBytes(), header, false, State.SEALED);
    }

    private static SegmentHeader newer(@Nullable SegmentHeader first, @Nullable SegmentHeader second) {
        if (first == null || second == null) {
            return Objects.requireNonNull(first == null ? second : first);
        }
        return first.segmentId() >= second.segmentId() ? first : second;
    }

    /** A file without a header holds nothing, or its header is damaged. Batches tell which. */
    private InspectedSegment withoutHeader(String name, int slot, IoFile file) throws IOException {
        SegmentHeader rebuilt = HeaderRebuild.of(file, slot, superblock);
        if (rebuilt == null) {
            return new InspectedSegment(name, slot, file.sizeBytes(), null, false, State.FREE);
        }
        report(
                Verdict.DAMAGE,
                name,
                new Defect(0, "a segment header", "two damaged copies"),
                "batches of segment " + rebuilt.segmentId()
                        + " stand behind it, and a header is durable before the first batch",
                Neighbourhood.of(file, 0));
        return new InspectedSegment(name, slot, file.sizeBytes(), rebuilt, true, State.SEALED);
    }

    private @Nullable SegmentHeader readCopy(IoFile file, int copy) throws IOException, UnknownFormatException {
        ByteBuffer block = ByteBuffer.allocate(superblock.blockBytes());
        file.readFully(block, (long) copy * superblock.blockBytes());
        return SegmentHeaderCodec.decode(block);
    }

    private InspectedSegment foreign(String name, int slot, long sizeBytes, String why) {
        report(
                Verdict.INCOMPATIBLE,
                name,
                new Defect(
                        0,
                        "a segment of journal " + superblock.journalId() + " in format " + JournalFormat.VERSION_MAJOR
                                + ".x",
                        "one that " + why),
                null,
                "");
        return new InspectedSegment(name, slot, sizeBytes, null, false, State.FOREIGN);
    }

    private void report(Verdict verdict, String name, Defect defect, @Nullable String proof, String neighbourhood) {
        findings.accept(Finding.of(verdict, name, defect, proof).withNeighbourhood(neighbourhood));
    }
}
