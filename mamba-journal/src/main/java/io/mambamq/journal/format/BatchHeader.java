// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

/**
 * Describes one batch, the unit in which the log is written. A batch starts on a block boundary and is padded with
 * zeros to the next.
 *
 * @param segmentId the segment it was written for: tells it from what an earlier use of the file left behind
 * @param batchSeq counts batches over the whole journal, without gaps
 * @param firstPosition position of its first record
 * @param durableSeq the highest batch already known durable when this one was issued. It is the proof by which recovery
 *     tells damage from an unfinished write
 * @param epoch counts process starts
 * @param bodyBytes bytes of records behind the header, without padding
 * @param chainCrc checksum over the previous batch's chainCrc and the checksums of this batch's records
 */
public record BatchHeader(
        long segmentId,
        long batchSeq,
        long firstPosition,
        long durableSeq,
        int epoch,
        int bodyBytes,
        int recordCount,
        int chainCrc) {

    public static final int BYTES = 64;

    /** Bytes the batch takes in its segment. */
    public int storedBytes(int blockBytes) {
        return JournalFormat.alignUp(BYTES + bodyBytes, blockBytes);
    }
}
