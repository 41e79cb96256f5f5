// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import org.jspecify.annotations.Nullable;

/**
 * Where stored bytes differ from what was written, and how the journal knows.
 *
 * @param file name of the damaged file within the journal directory
 * @param offset byte offset of the damaged block or record in that file
 * @param batchSeq number of the damaged batch, 0 where the damage is not in a batch
 * @param expected what should stand there
 * @param found what stands there
 * @param proof why this is damage and not the unfinished tail of a crash; null for a record read by position, whose
 *     checksum alone is proof
 */
public record CorruptionReport(
        String file,
        long offset,
        long batchSeq,
        String expected,
        String found,
        @Nullable String proof) {

    /** One line per fact, for a log or a terminal. */
    public String describe() {
        StringBuilder text = new StringBuilder(256)
                .append("damaged: ")
                .append(file)
                .append(" at offset ")
                .append(offset);
        if (batchSeq > 0) {
            text.append(" (batch ").append(batchSeq).append(')');
        }
        text.append("; expected ").append(expected).append("; found ").append(found);
        if (proof != null) {
            text.append("; proof: ").append(proof);
        }
        return text.toString();
    }
}
