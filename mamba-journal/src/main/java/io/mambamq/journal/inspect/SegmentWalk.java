// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.JournalCorruptionException;
import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.BatchHeaderCodec;
import io.mambamq.journal.format.LogEnd;
import io.mambamq.journal.format.SegmentHeader;
import io.mambamq.journal.recover.Defect;
import io.mambamq.journal.recover.SegmentScanner;
import io.mambamq.journal.recover.TailJudge;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one segment of the log from its first batch to its end, by the rules of a start; but behind damage it goes on
 * with the next batch that can be read, if need be record by record.
 */
final class SegmentWalk {

    /**
     * What is known about where the log ends in this segment.
     *
     * @param seal as the next segment's header states it; null where there is none or it is damaged
     * @param newest whether there is no later segment
     * @param cleanEndSeq the last batch of the whole log after an orderly close; else 0
     */
    record Boundary(@Nullable LogEnd seal, boolean newest, long cleanEndSeq, String nextName) {}

    private final IoFile file;
    private final InspectedSegment segment;
    private final SegmentHeader header;
    private final Boundary boundary;
    private final InspectionListener listener;
    private final SegmentScanner scanner;
    private final TailJudge judge;
    private final BatchReporter reporter;
    private boolean whole = true;
    private boolean chainKnown;

    SegmentWalk(
            IoFile file,
            InspectedSegment segment,
            Boundary boundary,
            FragmentJoin fragments,
            InspectionListener listener) {
        this.file = file;
        this.segment = segment;
        this.header = segment.knownHeader();
        this.boundary = boundary;
        this.listener = listener;
        this.scanner = new SegmentScanner(file, header, new BatchHeaderCodec(header.journalId()));
        this.judge = new TailJudge(scanner, segment.name());
        this.reporter = new BatchReporter(segment, fragments, listener);
        this.chainKnown = !segment.rebuilt();
    }

    /** Reads all of it and returns where the log ends here. */
    LogEnd run() throws IOException {
        LogEnd end = new LogEnd(
                header.segmentId(),
                header.firstBatchSeq() - 1,
                header.dataOffset(),
                header.previous().chainCrc());
        LogEnd next = end;
        while (next != null && next.offset() < limit()) {
            end = next;
            next = step(end);
        }
        if (next != null) {
            end = next;
        }
        finish(end);
        return end;
    }

    private long limit() {
        LogEnd seal = boundary.seal();
        return seal == null ? header.segmentBytes() : seal.offset();
    }

    /** Reads what stands behind {@code end}; null where the log ends there. */
    private @Nullable LogEnd step(LogEnd end) throws IOException {
        Defect defect = chainKnown ? scanner.readBatch(end) : unchained(end);
        if (defect == null) {
            BatchHeader batch = scanner.batch();
            reporter.good(batch, end.offset(), scanner.bytes(), scanner.index(end.offset()));
            return after(batch, end.offset());
        }
        if (!chainKnown && scanner.headerAt(end.offset()) != null) {
            // Not a defect: what the batch before it left in the chain is lost, so its records are judged one by one.
            return salvage(end, "the batch before it is lost");
        }
        Finding damage = judge(end, defect);
        if (damage == null) {
            return null;
        }
        whole = false;
        listener.finding(damage.withNeighbourhood(Neighbourhood.of(file, damage.offset())));
        return resume(end, defect);
    }

    /** The batch cannot be good: the chain before it is not known. Loads it. */
    private Defect unchained(LogEnd end) throws IOException {
        Defect defect = scanner.readBatch(end);
        return defect == null ? new Defect(end.offset(), "the chain before it", "unknown") : defect;
    }

    private LogEnd after(BatchHeader batch, long offset) {
        chainKnown = true;
        return new LogEnd(
                header.segmentId(),
                batch.batchSeq(),
                offset + batch.storedBytes(header.blockBytes()),
                batch.chainCrc());
    }

    /** Null where nothing is damaged and the log ends here, which is then told if there is something to tell. */
    private @Nullable Finding judge(LogEnd end, Defect defect) throws IOException {
        long badSeq = end.batchSeq() + 1;
        LogEnd seal = boundary.seal();
        if (seal != null) {
            return judged(Verdict.DAMAGE, badSeq, defect, sealText(seal));
        }
        if (boundary.cleanEndSeq() >= badSeq) {
            return judged(
                    Verdict.DAMAGE,
                    badSeq,
                    defect,
                    "the superblock records an orderly close at batch " + boundary.cleanEndSeq());
        }
        try {
            reportEnd(end, defect, judge.judge(end, defect));
            return null;
        } catch (JournalCorruptionException e) {
            return Finding.damage(e.report());
        }
    }

    private Finding judged(Verdict verdict, long badSeq, Defect defect, String proof) {
        return new Finding(
                verdict, segment.name(), defect.offset(), badSeq, defect.expected(), defect.found(), proof, "");
    }

    private String sealText(LogEnd seal) {
        return "the header of " + boundary.nextName() + " states that the log before it ends with batch "
                + seal.batchSeq() + " at offset " + seal.offset();
    }

    /** After an orderly close, whatever stands behind the end is of an earlier use of the file, and no unfinished write. */
    private void reportEnd(LogEnd end, Defect defect, @Nullable String cut) throws IOException {
        if (cut == null || !boundary.newest()) {
            return;
        }
        BatchHeader ghost = GhostSearch.behind(scanner, end.offset());
        if (ghost != null && GhostSearch.ownBatchesBehind(scanner, end) == 0) {
            String proof = "behind it stands batch " + ghost.batchSeq() + " of segment " + ghost.segmentId();
            listener.finding(judged(Verdict.GHOST, end.batchSeq() + 1, defect, proof));
        } else if (boundary.cleanEndSeq() == 0) {
            listener.finding(judged(Verdict.TORN_TAIL, end.batchSeq() + 1, defect, cut)
                    .withNeighbourhood(Neighbourhood.of(file, defect.offset())));
        }
    }

    /** Where to go on behind damage: in the same batch where its header is good, else at the next header. */
    private @Nullable LogEnd resume(LogEnd end, Defect defect) throws IOException {
        String reason = "expected " + defect.expected() + ", found " + defect.found();
        BatchHeader damaged = scanner.headerAt(end.offset());
        if (damaged != null && damaged.batchSeq() == end.batchSeq() + 1 && fits(damaged, end.offset())) {
            return salvage(end, reason);
        }
        for (long offset = end.offset(); offset < limit(); offset += header.blockBytes()) {
            BatchHeader next = scanner.headerAt(offset);
            if (next != null && next.batchSeq() > end.batchSeq() && fits(next, offset)) {
                reporter.gap(end.offset(), offset, next.batchSeq() - end.batchSeq() - 1, reason);
                chainKnown = false;
                return new LogEnd(header.segmentId(), next.batchSeq() - 1, offset, 0);
            }
        }
        gapToTheEnd(end, reason);
        return null;
    }

    private void gapToTheEnd(LogEnd end, String reason) {
        LogEnd seal = boundary.seal();
        long lastSeq = seal == null ? boundary.cleanEndSeq() : seal.batchSeq();
        reporter.gap(end.offset(), limit(), lastSeq - end.batchSeq(), reason);
    }

    private boolean fits(BatchHeader batch, long offset) {
        return batch.bodyBytes() >= 0 && batch.bodyBytes() <= header.segmentBytes() - offset - BatchHeader.BYTES;
    }

    /** The batch behind {@code end} has a good header and was loaded; takes the records that are good. */
    private LogEnd salvage(LogEnd end, String reason) throws IOException {
        BatchHeader batch = Objects.requireNonNull(scanner.headerAt(end.offset()));
        // Reading it as what it claims to be brings all of it into the window, whatever is wrong with it.
        Defect unread = scanner.readBatch(new LogEnd(end.segmentId(), batch.batchSeq() - 1, end.offset(), 0));
        int at = scanner.index(end.offset());
        ByteBuffer bytes = scanner.bytes();
        if (unread != null && at + batch.storedBytes(header.blockBytes()) > bytes.limit()) {
            reporter.gap(end.offset(), end.offset() + batch.storedBytes(header.blockBytes()), 1, reason);
            return after(batch, end.offset());
        }
        BatchSalvage salvage = BatchSalvage.read(bytes, at, batch, end.chainCrc(), chainKnown);
        reporter.partly(batch, end.offset(), bytes, at, salvage, reason);
        return after(batch, end.offset());
    }

    private void finish(LogEnd end) {
        LogEnd seal = boundary.seal();
        if (seal != null && whole && !seal.equals(end)) {
            whole = false;
            listener.finding(Finding.of(
                    Verdict.DAMAGE,
                    segment.name(),
                    new Defect(end.offset(), seal.toString(), end.toString()),
                    sealText(seal)));
        }
        long provenSeq = seal == null ? Math.max(reporter.durableSeq(), boundary.cleanEndSeq()) : seal.batchSeq();
        if (boundary.newest() && whole && reporter.lastRecordSeq() > provenSeq) {
            listener.finding(Finding.of(
                    Verdict.UNSEALED,
                    segment.name(),
                    new Defect(
                            end.offset(),
                            "a later batch that says batch " + reporter.lastRecordSeq() + " was durable",
                            "none; the last one proven is batch " + provenSeq),
                    null));
        }
        listener.segment(reporter.summary(end.offset(), provenSeq, whole));
    }
}
