// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.recover;

import io.mambamq.journal.CorruptionReport;
import io.mambamq.journal.JournalCorruptionException;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.JournalLog;
import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.BatchHeaderCodec;
import io.mambamq.journal.format.JournalFormat;
import io.mambamq.journal.format.SegmentHeader;
import io.mambamq.journal.format.SegmentHeaderCodec;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.format.UnknownFormatException;
import io.mambamq.journal.write.FreeSegment;
import io.mambamq.journal.write.SegmentPreparer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the headers of all segment files and puts the log's segments in order. Refuses where one is missing. */
final class SegmentCatalogReader {

    private static final int SCAN_BYTES = 256 << 10;

    private final IoLayer io;
    private final Superblock superblock;
    private final Map<Long, SegmentFile> byId = new HashMap<>();
    private final List<FreeSegment> free = new ArrayList<>();
    private int slotMax;
    private long segmentIdMax;
    private long epochMax;

    SegmentCatalogReader(IoLayer io, Superblock superblock) {
        this.io = io;
        this.superblock = superblock;
    }

    SegmentCatalog read() throws IOException {
        for (String name : io.list()) {
            if (name.endsWith(SegmentPreparer.TEMPORARY_SUFFIX)) {
                io.delete(name);
            } else if (FreeSegment.slotOf(name) >= 0) {
                classify(name, FreeSegment.slotOf(name));
            }
        }
        List<SegmentFile> chain = chain();
        byId.values().forEach(left -> free.add(new FreeSegment(left.header().slot())));
        return new SegmentCatalog(chain, free, slotMax + 1, segmentIdMax, epochMax);
    }

    private void classify(String name, int slot) throws IOException {
        slotMax = Math.max(slotMax, slot);
        try (IoFile file = io.openForRead(name)) {
            checkSize(name, file.sizeBytes());
            SegmentHeader header = readHeader(name, file);
            if (header == null) {
                checkUnused(name, file);
                free.add(new FreeSegment(slot));
                return;
            }
            checkBelongsHere(name, slot, header);
            segmentIdMax = Math.max(segmentIdMax, header.segmentId());
            epochMax = Math.max(epochMax, header.epoch());
            SegmentFile twin = byId.put(header.segmentId(), new SegmentFile(name, header));
            if (twin != null) {
                throw corrupt(
                        name,
                        "a segment id of its own",
                        "segment " + header.segmentId(),
                        twin.name() + " has the same");
            }
        }
    }

    private void checkSize(String name, long sizeBytes) throws JournalCorruptionException {
        if (sizeBytes != superblock.segmentBytes()) {
            throw corrupt(
                    name,
                    superblock.segmentBytes() + " bytes",
                    sizeBytes + " bytes",
                    "a segment gets its name only when all of it is on disk, and is never cut");
        }
    }

    /** The newer of the two valid copies: a crash while a file was being reused leaves one of each use. */
    private @Nullable SegmentHeader readHeader(String name, IoFile file) throws IOException {
        SegmentHeader first = readHeaderCopy(name, file, 0);
        SegmentHeader second = readHeaderCopy(name, file, 1);
        if (first == null && second == null) {
            return null;
        }
        if (first == null || second == null) {
            JournalLog.LOG.copyDamaged("the header of " + name);
            return first == null ? second : first;
        }
        return first.segmentId() >= second.segmentId() ? first : second;
    }

    private @Nullable SegmentHeader readHeaderCopy(String name, IoFile file, int copy) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(superblock.blockBytes());
        file.readFully(block, (long) copy * superblock.blockBytes());
        try {
            return SegmentHeaderCodec.decode(block);
        } catch (UnknownFormatException e) {
            throw new JournalException(JournalException.Kind.INCOMPATIBLE, name + " was " + e.getMessage(), e);
        }
    }

    private void checkBelongsHere(String name, int slot, SegmentHeader header) throws JournalException {
        if (!header.journalId().equals(superblock.journalId())) {
            throw new JournalException(
                    JournalException.Kind.INCOMPATIBLE,
                    name + " belongs to journal " + header.journalId() + ", this directory holds journal "
                            + superblock.journalId() + "; move the file away or restore the directory it came from");
        }
        if (header.slot() != slot) {
            throw corrupt(name, "the header of slot " + slot, "that of slot " + header.slot(), "files keep their slot");
        }
    }

    /** A file without a header holds nothing, or its header is damaged. Batches tell which. */
    private void checkUnused(String name, IoFile file) throws IOException {
        BatchHeaderCodec codec = new BatchHeaderCodec(superblock.journalId());
        int windowBytes = (int) Math.min(SCAN_BYTES, superblock.segmentBytes());
        ByteBuffer window = ScanWindow.allocate(windowBytes);
        long dataOffset = (long) JournalFormat.SEGMENT_HEADER_BLOCKS * superblock.blockBytes();
        for (long offset = dataOffset; offset < superblock.segmentBytes(); offset += windowBytes) {
            window.clear();
            int read = file.readFully(window, offset);
            for (int at = 0; at + BatchHeader.BYTES <= read; at += superblock.blockBytes()) {
                BatchHeader batch = codec.decode(window, at);
                if (batch != null) {
                    throw corrupt(
                            name,
                            "a segment header",
                            "two damaged copies",
                            "batch " + batch.batchSeq() + " of segment " + batch.segmentId() + " stands at offset "
                                    + (offset + at) + ", and a header is durable before the first batch");
                }
            }
        }
    }

    /** From the newest segment backwards, each naming its predecessor. What is left over was empty or is not needed. */
    private List<SegmentFile> chain() throws JournalCorruptionException {
        Deque<SegmentFile> chain = new ArrayDeque<>();
        long wanted = segmentIdMax;
        SegmentFile successor = null;
        while (wanted != 0 && wanted >= superblock.oldestSegmentId()) {
            SegmentFile segment = byId.remove(wanted);
            if (segment == null) {
                String claim = successor == null ? "the newest" : "the predecessor that " + successor.name() + " names";
                throw corrupt("segment " + wanted, "a file that holds it", "none", "it is " + claim);
            }
            chain.addFirst(segment);
            successor = segment;
            wanted = segment.header().previous().segmentId();
        }
        return new ArrayList<>(chain);
    }

    private static JournalCorruptionException corrupt(String name, String expected, String found, String proof) {
        return new JournalCorruptionException(
                new CorruptionReport(name, 0, 0, expected, found, proof), Recovery.ADVICE);
    }
}
