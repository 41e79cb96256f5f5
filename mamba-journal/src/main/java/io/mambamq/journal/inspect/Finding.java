// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.CorruptionReport;
import io.mambamq.journal.recover.Defect;
import org.jspecify.annotations.Nullable;

/**
 * Something in the directory that is not as it should be.
 *
 * @param file name within the journal directory
 * @param offset of the bytes it is about
 * @param batchSeq of the batch it is about; 0 where it is about none
 * @param proof how the verdict is known; null where the bytes alone tell
 * @param neighbourhood the bytes around {@code offset}, as lines; empty where there is nothing to see
 */
public record Finding(
        Verdict verdict,
        String file,
        long offset,
        long batchSeq,
        String expected,
        String found,
        @Nullable String proof,
        String neighbourhood) {

    static Finding of(Verdict verdict, String file, Defect defect, @Nullable String proof) {
        return new Finding(verdict, file, defect.offset(), 0, defect.expected(), defect.found(), proof, "");
    }

    static Finding damage(CorruptionReport report) {
        return new Finding(
                Verdict.DAMAGE,
                report.file(),
                report.offset(),
                report.batchSeq(),
                report.expected(),
                report.found(),
                report.proof(),
                "");
    }

    Finding withNeighbourhood(String lines) {
        return new Finding(verdict, file, offset, batchSeq, expected, found, proof, lines);
    }
}
