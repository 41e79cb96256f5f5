// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.format.RecordHeader;

/**
 * A record as it stands in a file: whole, or a fragment of one.
 *
 * @param position in the log; in a page file the one that the record had there
 * @param batchSeq of its batch; 0 in a page file
 * @param epoch of its segment; 0 in a page file
 * @param kind as in {@link RecordHeader}
 * @param intact whether its checksum is right
 * @param paged whether it stands in a page file
 */
public record InspectedRecord(
        String file,
        long offset,
        long position,
        long batchSeq,
        long epoch,
        int kind,
        int userType,
        int flags,
        int stream,
        int bodyBytes,
        boolean intact,
        boolean paged) {

    public int sizeBytes() {
        return RecordHeader.sizeBytes(bodyBytes);
    }

    /** The kind's name in the format, or its number. */
    public String kindName() {
        return switch (kind) {
            case RecordHeader.KIND_FULL -> "FULL";
            case RecordHeader.KIND_FIRST -> "FIRST";
            case RecordHeader.KIND_MIDDLE -> "MIDDLE";
            case RecordHeader.KIND_LAST -> "LAST";
            default -> Integer.toString(kind);
        };
    }
}
