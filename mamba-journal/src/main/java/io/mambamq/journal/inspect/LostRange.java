// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

/**
 * A part of the log that cannot be read.
 *
 * @param file that holds it, or would if it were there
 * @param offset where it begins in that file
 * @param fromPosition of its first byte
 * @param toPosition of the first byte behind it
 * @param batches how many batches are concerned; at least 1
 * @param records how many records are lost, or -1 where that cannot be told
 */
public record LostRange(
        String file, long offset, long fromPosition, long toPosition, long batches, long records, String reason) {
    /** In place of a count of records: it cannot be told. */
    public static final long RECORDS_UNKNOWN = -1;
}
