// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.recover;

import io.mambamq.journal.CorruptionReport;
import io.mambamq.journal.JournalCorruptionException;
import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.LogEnd;
import io.mambamq.journal.format.SegmentHeader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the first bad batch of the newest segment is: a write that a crash cut short, or damage to something
 * that may have been confirmed.
 *
 * <p>Every batch says which batches were durable when it was issued. Let s be the bad batch and W the highest such claim
 * in any valid header from s on.
 *
 * <ul>
 *   <li>W &gt;= s: s was durable once. Damage.
 *   <li>W &lt; s, and more batches were issued from s on than may be in flight: s must have been synced. Damage.
 *   <li>Otherwise nobody was told that s is durable, or its whole group of batches went with it: the tail. Cut.
 * </ul>
 */
public final class TailJudge {

    private final SegmentScanner scanner;
    private final String fileName;

    /** Judges what {@code scanner} reads from {@code fileName}. */
    public TailJudge(SegmentScanner scanner, String fileName) {
        this.scanner = scanner;
        this.fileName = fileName;
    }

    /**
     * Judges the defect found right behind {@code end}.
     *
     * @return what is cut, or null where the log simply ends here
     * @throws JournalCorruptionException where the defect is damage
     */
    @Nullable
    public String judge(LogEnd end, Defect defect) throws IOException {
        SegmentHeader segment = scanner.segment();
        long badSeq = end.batchSeq() + 1;
        long seqMax = 0;
        for (long offset = end.offset(); offset < segment.segmentBytes(); offset += segment.blockBytes()) {
            BatchHeader later = scanner.headerAt(offset);
            if (later == null || later.batchSeq() < badSeq) {
                continue;
            }
            seqMax = Math.max(seqMax, later.batchSeq());
            String found = "batch " + later.batchSeq() + " at offset " + offset;
            if (later.durableSeq() >= badSeq) {
                throw corrupt(badSeq, defect, found + " was issued when batch " + later.durableSeq() + " was durable");
            }
            if (seqMax - badSeq >= segment.inFlightMax()) {
                throw corrupt(
                        badSeq,
                        defect,
                        found + " was issued, and no more than " + segment.inFlightMax()
                                + " batches are before they are synced");
            }
        }
        if (seqMax == 0) {
            return "zeros".equals(defect.found()) || isSegmentEnd(segment, end)
                    ? null
                    : describe(badSeq, defect) + "; nothing follows";
        }
        return describe(badSeq, defect) + "; the last batch begun was " + seqMax;
    }

    /** The same decision where the end is known from elsewhere: anything bad before it is damage. */
    JournalCorruptionException corrupt(long badSeq, Defect defect, String proof) {
        return new JournalCorruptionException(
                new CorruptionReport(fileName, defect.offset(), badSeq, defect.expected(), defect.found(), proof),
                Recovery.ADVICE);
    }

    private String describe(long badSeq, Defect defect) {
        return "batch " + badSeq + " in " + fileName + " at offset " + defect.offset() + " was not written whole";
    }

    private static boolean isSegmentEnd(SegmentHeader segment, LogEnd end) {
        return end.offset() + segment.blockBytes() > segment.segmentBytes();
    }
}
