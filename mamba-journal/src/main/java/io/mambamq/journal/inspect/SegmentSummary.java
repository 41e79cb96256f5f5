// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

/**
 * What the batches of one segment amount to.
 *
 * @param bytes from the first batch to the end of the log in this segment
 * @param recordBytes of them, records with their headers
 * @param firstSeq number of the first batch; 0 without one
 * @param endOffset where the log ends in this segment
 * @param provenSeq the last batch that something says was durable: a later batch, the next segment, an orderly close
 * @param whole whether every batch was good and followed the one before it
 */
public record SegmentSummary(
        InspectedSegment segment,
        long batches,
        long records,
        long bytes,
        long recordBytes,
        long firstSeq,
        long lastSeq,
        long endOffset,
        long provenSeq,
        boolean whole) {

    /** How much of what was written is batch headers and padding, in percent. */
    public double paddingPercent() {
        return bytes == 0 ? 0 : 100.0 * (bytes - recordBytes) / bytes;
    }

    /** How much of the file's room for batches is used, in percent. */
    public double fillPercent() {
        long data = segment.knownHeader().dataOffset();
        long room = segment.knownHeader().segmentBytes() - data;
        return 100.0 * (endOffset - data) / room;
    }
}
