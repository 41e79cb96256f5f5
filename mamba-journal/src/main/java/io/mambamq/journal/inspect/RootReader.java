// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.JournalFormat;
import io.mambamq.journal.format.SegmentHeader;
import io.mambamq.journal.format.SegmentHeaderCodec;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.format.SuperblockCodec;
import io.mambamq.journal.format.UnknownFormatException;
import io.mambamq.journal.recover.Defect;
import io.mambamq.journal.recover.SuperblockStore;
import io.mambamq.journal.write.FreeSegment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads both copies of the superblock; where neither is left, puts one together from what the segments say. */
final class RootReader {
    private static final String FILE = SuperblockStore.FILE_NAME;
    private static final int BLOCK_BYTES_MIN = 512;
    private static final int BLOCK_BYTES_MAX = 1 << 20;

    private final IoLayer io;
    private final Consumer<Finding> findings;

    RootReader(IoLayer io, Consumer<Finding> findings) {
        this.io = io;
        this.findings = findings;
    }

    /**
     * The root.
     *
     * @throws JournalException INCOMPATIBLE where the directory is of another version, or holds no journal
     */
    JournalRoot read() throws IOException {
        List<String> names = io.list();
        JournalRoot root = names.contains(FILE) ? readCopies() : null;
        if (root != null) {
            return root;
        }
        SegmentHeader header = anySegmentHeader(names);
        if (header == null) {
            throw new JournalException(
                    JournalException.Kind.INCOMPATIBLE, "there is no superblock and no segment: this is no journal");
        }
        if (!names.contains(FILE)) {
            report(Verdict.DAMAGE, 0, "the superblock", "no such file", "it is durable before the first segment", "");
        }
        return new JournalRoot(rebuilt(header), "", true);
    }

    /** Null where both are damaged. */
    private @Nullable JournalRoot readCopies() throws IOException {
        try (IoFile file = io.openForRead(FILE)) {
            JournalRoot first = readCopy(file, 0);
            JournalRoot second = readCopy(file, 1);
            if (first == null && second == null) {
                report(
                        Verdict.DAMAGE,
                        0,
                        "a superblock with a valid checksum",
                        "two damaged copies",
                        "only one copy is written at a time",
                        Neighbourhood.of(file, 0));
                return null;
            }
            if (first == null || second == null) {
                long offset = first == null ? 0 : Superblock.COPY_BYTES;
                report(
                        Verdict.COPY_DAMAGED,
                        offset,
                        "a superblock with a valid checksum",
                        "a damaged copy",
                        "the other copy is good",
                        Neighbourhood.of(file, offset));
                return first == null ? second : first;
            }
            return first.superblock().generation() >= second.superblock().generation() ? first : second;
        }
    }

    private static @Nullable JournalRoot readCopy(IoFile file, int copy) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(Superblock.COPY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.readFully(block, (long) copy * Superblock.COPY_BYTES);
        try {
            Superblock superblock = SuperblockCodec.decode(block);
            return superblock == null
                    ? null
                    : new JournalRoot(superblock, block.getShort(8) + "." + block.getShort(10), false);
        } catch (UnknownFormatException e) {
            throw new JournalException(JournalException.Kind.INCOMPATIBLE, FILE + " was " + e.getMessage(), e);
        }
    }

    /** A root that starts at the beginning: nothing says what is no longer needed. */
    private static Superblock rebuilt(SegmentHeader header) {
        return Superblock.initial(header.journalId(), header.blockBytes(), header.segmentBytes());
    }

    private @Nullable SegmentHeader anySegmentHeader(List<String> names) throws IOException {
        for (String name : names) {
            if (FreeSegment.slotOf(name) >= 0) {
                SegmentHeader header = segmentHeader(name);
                if (header != null) {
                    return header;
                }
            }
        }
        return null;
    }

    /** The block size is not known yet: each is tried, and the checksum tells. */
    private @Nullable SegmentHeader segmentHeader(String name) throws IOException {
        try (IoFile file = io.openForRead(name)) {
            for (int blockBytes = BLOCK_BYTES_MIN; blockBytes <= BLOCK_BYTES_MAX; blockBytes *= 2) {
                for (int copy = 0; copy < JournalFormat.SEGMENT_HEADER_BLOCKS; copy++) {
                    ByteBuffer block = ByteBuffer.allocate(blockBytes);
                    file.readFully(block, (long) copy * blockBytes);
                    SegmentHeader header = SegmentHeaderCodec.decode(block);
                    if (header != null && header.blockBytes() == blockBytes) {
                        return header;
                    }
                }
            }
            return null;
        } catch (UnknownFormatException e) {
            throw new JournalException(JournalException.Kind.INCOMPATIBLE, name + " was " + e.getMessage(), e);
        }
    }

    private void report(
            Verdict verdict, long offset, String expected, String found, String proof, String neighbourhood) {
        findings.accept(Finding.of(verdict, FILE, new Defect(offset, expected, found), proof)
                .withNeighbourhood(neighbourhood));
    }
}
