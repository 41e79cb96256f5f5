// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.recover;

import io.mambamq.journal.CorruptionReport;
import io.mambamq.journal.JournalCorruptionException;
import io.mambamq.journal.JournalLog;
import io.mambamq.journal.ReplayHandler;
import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.BatchHeaderCodec;
import io.mambamq.journal.format.LogEnd;
import io.mambamq.journal.format.SegmentHeader;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.write.FreeSegment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the log, replays it, finds its end. Changes nothing that it read, so that a refusal leaves the evidence; but
 * syncs every segment before its content is relied on, because after a failed sync in the last run the page cache may
 * show what the disk never got ({@link UnprovenTail}).
 */
public final class Recovery {

    static final String ADVICE =
            "The journal was not opened and nothing was changed: keep a copy of the directory, check the disk, restore"
                    + " the file from a backup";

    private final IoLayer io;
    private final String directory;
    private final ReplayHandler handler;
    private final ScanWindow window = new ScanWindow();

    /** What stands behind the end and was taken for an unfinished write. */
    private @Nullable String cut;

    private Recovery(IoLayer io, String directory, ReplayHandler handler) {
        this.io = io;
        this.directory = directory;
        this.handler = handler;
    }

    /** Name and sizes of a journal that is created; an existing one keeps its own. */
    public record NewJournal(Supplier<UUID> journalId, int blockBytes, long segmentBytes) {}

    /**
     * Recovers the journal in the directory behind {@code io}, or creates it.
     *
     * @param directory for messages
     * @throws JournalCorruptionException where damage is proven
     */
    public static RecoveredLog run(IoLayer io, String directory, NewJournal ifMissing, ReplayHandler handler)
            throws IOException {
        return new Recovery(io, directory, handler).run(ifMissing);
    }

    private RecoveredLog run(NewJournal ifMissing) throws IOException {
        Superblock superblock = readOrCreateSuperblock(ifMissing);
        SegmentCatalog catalog = new SegmentCatalogReader(io, superblock).read();
        checkNewestSegment(superblock, catalog);
        RecoveredCheckpoint checkpoint = new CheckpointRecovery(io, directory, superblock).restore(handler);
        RecordAssembler assembler = new RecordAssembler(handler, checkpoint.position());
        List<SegmentFile> replayed = segmentsFrom(superblock, catalog, checkpoint);
        checkUnreplayed(superblock, catalog.chain(), catalog.chain().size() - replayed.size());
        LogEnd end = replay(superblock, replayed, assembler);
        checkCleanEnd(superblock, catalog, end);
        if (cut != null && !superblock.cleanShutdown()) {
            JournalLog.LOG.tailCut(directory, cut);
        }
        checkCheckpointed(superblock, catalog, end);
        RecoveredPages pages = new PageRecovery(io, superblock).recover(handler);
        io.syncDirectory();

        List<FreeSegment> free = new ArrayList<>(catalog.free());
        Map<Long, String> fileNames = new HashMap<>();
        for (SegmentFile segment : catalog.chain()) {
            fileNames.put(segment.segmentId(), segment.name());
        }
        if (!catalog.isEmpty() && catalog.newest().segmentId() != end.segmentId()) {
            // Begun by the last run and left without a batch: its file serves the next segment.
            free.add(0, new FreeSegment(catalog.newest().slot()));
            fileNames.remove(catalog.newest().segmentId());
        }
        JournalLog.LOG.opened(directory, assembler.records(), fileNames.size(), end.batchSeq() + 1);
        long epoch = Math.max(superblock.epoch(), catalog.epochMax()) + 1;
        return new RecoveredLog(
                superblock,
                end,
                catalog.segmentIdMax() + 1,
                epoch,
                free,
                catalog.nextSlot(),
                fileNames,
                checkpoint,
                pages);
    }

    private Superblock readOrCreateSuperblock(NewJournal ifMissing) throws IOException {
        SuperblockStore store = new SuperblockStore(io);
        List<String> names = io.list();
        if (names.contains(SuperblockStore.FILE_NAME)) {
            return store.read();
        }
        for (String name : names) {
            if (FreeSegment.slotOf(name) >= 0) {
                throw refuse(
                        SuperblockStore.FILE_NAME,
                        "the superblock",
                        "no such file",
                        name + " is there, and the superblock is durable before the first segment");
            }
        }
        Superblock created =
                Superblock.initial(ifMissing.journalId().get(), ifMissing.blockBytes(), ifMissing.segmentBytes());
        store.create(created);
        JournalLog.LOG.created(created.journalId().toString(), directory);
        return created;
    }

    /** The superblock learns an epoch only after a segment of that epoch is durable. */
    private static void checkNewestSegment(Superblock superblock, SegmentCatalog catalog)
            throws JournalCorruptionException {
        if (catalog.epochMax() < superblock.epoch()) {
            throw refuse(
                    "segment of epoch " + superblock.epoch(),
                    "a file that holds it",
                    "none newer than epoch " + catalog.epochMax(),
                    "the superblock records epoch " + superblock.epoch());
        }
    }

    /** After an orderly close there is no unfinished tail: what stands behind the end is of an earlier use of the file. */
    private static void checkCleanEnd(Superblock superblock, SegmentCatalog catalog, LogEnd end)
            throws JournalCorruptionException {
        if (superblock.cleanShutdown() && end.batchSeq() < superblock.cleanEndSeq()) {
            throw endsTooEarly(
                    catalog,
                    end,
                    "batch " + (end.batchSeq() + 1),
                    "the superblock records an orderly close at batch " + superblock.cleanEndSeq());
        }
    }

    /** What the newest checkpoint includes was durable before the checkpoint was, whether it can still be read or not. */
    private static void checkCheckpointed(Superblock superblock, SegmentCatalog catalog, LogEnd end)
            throws JournalCorruptionException {
        long endPosition = end.segmentId() * superblock.segmentBytes() + end.offset();
        if (superblock.checkpointNumber() > 0 && endPosition <= superblock.checkpointPosition()) {
            throw endsTooEarly(
                    catalog,
                    end,
                    "the record at position " + superblock.checkpointPosition(),
                    "checkpoint " + superblock.checkpointNumber() + " includes that record");
        }
    }

    private static JournalCorruptionException endsTooEarly(
            SegmentCatalog catalog, LogEnd end, String expected, String proof) {
        boolean begun = !catalog.isEmpty() && catalog.newest().segmentId() == end.segmentId();
        String file = catalog.isEmpty() ? "segment " + end.segmentId() : catalog.newestName();
        long offset =
                begun || catalog.isEmpty() ? end.offset() : catalog.newest().dataOffset();
        return new JournalCorruptionException(
                new CorruptionReport(
                        file, offset, end.batchSeq() + 1, expected, "the last good batch is " + end.batchSeq(), proof),
                ADVICE);
    }

    /** Those that hold anything behind the checkpoint. */
    private static List<SegmentFile> segmentsFrom(
            Superblock superblock, SegmentCatalog catalog, RecoveredCheckpoint checkpoint)
            throws JournalCorruptionException {
        long first = checkpoint.position() / superblock.segmentBytes();
        List<SegmentFile> chain = catalog.chain();
        int from = 0;
        while (from < chain.size() && chain.get(from).segmentId() < first) {
            from++;
        }
        boolean reachesBack = checkpoint.number() == 0
                || (from < chain.size() && chain.get(from).segmentId() == first);
        if (!reachesBack) {
            throw refuse(
                    "segment " + first,
                    "a file that holds it",
                    "none",
                    "checkpoint " + checkpoint.number() + " includes it up to position " + checkpoint.position());
        }
        return chain.subList(from, chain.size());
    }

    private void checkUnreplayed(Superblock superblock, List<SegmentFile> chain, int count) throws IOException {
        BatchHeaderCodec codec = new BatchHeaderCodec(superblock.journalId());
        for (int i = 0; i < count; i++) {
            SegmentFile next = chain.get(i + 1);
            new UnreplayedSegment(io, codec, chain.get(i)).check(next.header().previous(), sealOf(next));
        }
    }

    private LogEnd replay(Superblock superblock, List<SegmentFile> chain, RecordAssembler assembler)
            throws IOException {
        LogEnd end = chain.isEmpty() ? LogEnd.NONE : chain.get(0).header().previous();
        BatchHeaderCodec codec = new BatchHeaderCodec(superblock.journalId());
        long epoch = 0;
        for (int i = 0; i < chain.size(); i++) {
            SegmentFile segment = chain.get(i);
            SegmentFile next = i + 1 < chain.size() ? chain.get(i + 1) : null;
            if (segment.header().epoch() != epoch) {
                epoch = segment.header().epoch();
                assembler.beginEpoch();
            }
            end = replaySegment(segment, next, end, codec, assembler);
        }
        return end;
    }

    private LogEnd replaySegment(
            SegmentFile segment,
            @Nullable SegmentFile next,
            LogEnd before,
            BatchHeaderCodec codec,
            RecordAssembler assembler)
            throws IOException {
        SegmentHeader header = segment.header();
        LogEnd end = new LogEnd(header.segmentId(), before.batchSeq(), header.dataOffset(), before.chainCrc());
        try (IoFile file = io.openForWrite(segment.name())) {
            SegmentScanner scanner = new SegmentScanner(file, header, codec, window);
            UnprovenTail unproven = new UnprovenTail(header.inFlightMax());
            while (next == null || end.offset() < next.header().previous().offset()) {
                Defect defect = scanner.readBatch(end);
                if (defect != null) {
                    judge(scanner, segment, next, end, defect);
                    break;
                }
                assembler.accept(scanner.batch(), scanner.bytes(), scanner.index(end.offset()));
                unproven.add(end, scanner.batch());
                end = new LogEnd(
                        header.segmentId(),
                        scanner.batch().batchSeq(),
                        end.offset() + scanner.batch().storedBytes(header.blockBytes()),
                        scanner.batch().chainCrc());
            }
            if (next == null) {
                unproven.rewrite(file, end);
            }
            file.sync();
        }
        if (next != null) {
            checkSealedEnd(segment, next, end);
        }
        return next == null && end.offset() == header.dataOffset() ? before : end;
    }

    private void judge(
            SegmentScanner scanner, SegmentFile segment, @Nullable SegmentFile next, LogEnd end, Defect defect)
            throws IOException {
        TailJudge judge = new TailJudge(scanner, segment.name());
        if (next != null) {
            throw judge.corrupt(end.batchSeq() + 1, defect, sealOf(next));
        }
        cut = judge.judge(end, defect);
    }

    private static void checkSealedEnd(SegmentFile segment, SegmentFile next, LogEnd end)
            throws JournalCorruptionException {
        LogEnd sealed = next.header().previous();
        if (!sealed.isSameAs(end) || next.header().firstBatchSeq() != end.batchSeq() + 1) {
            throw refuse(segment.name(), sealed.toString(), end.toString(), sealOf(next));
        }
    }

    private static String sealOf(SegmentFile next) {
        LogEnd sealed = next.header().previous();
        return "the header of " + next.name() + " states that the log before it ends with batch " + sealed.batchSeq()
                + " at offset " + sealed.offset();
    }

    static JournalCorruptionException refuse(String file, String expected, String found, String proof) {
        return new JournalCorruptionException(new CorruptionReport(file, 0, 0, expected, found, proof), ADVICE);
    }
}
