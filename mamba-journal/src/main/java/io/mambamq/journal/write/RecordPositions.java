// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import java.util.Arrays;

/**
 * Where the records of one append were placed. Records copied in one piece keep their distances, so one entry per piece
 * is enough: usually one per append.
 */
public final class RecordPositions {

    private int[] firstRecords = new int[2];
    private long[] shifts = new long[2];
    private int pieces;

    /** Records from {@code firstRecord} on lie at their offset within the append plus {@code shift}. */
    void add(int firstRecord, long shift) {
        if (pieces == firstRecords.length) {
            firstRecords = Arrays.copyOf(firstRecords, pieces * 2);
            shifts = Arrays.copyOf(shifts, pieces * 2);
        }
        firstRecords[pieces] = firstRecord;
        shifts[pieces] = shift;
        pieces++;
    }

    public void clear() {
        pieces = 0;
    }

    /** The position of a record that lies at {@code offset} within the append. */
    public long positionOf(int record, int offset) {
        for (int piece = pieces - 1; piece >= 0; piece--) {
            if (firstRecords[piece] <= record) {
                return shifts[piece] + offset;
            }
        }
        throw new IllegalStateException("the batch has not been written");
    }
}
