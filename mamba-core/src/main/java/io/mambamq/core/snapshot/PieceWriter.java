// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.snapshot;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.bytes.LittleEndian;

/**
 * Gathers entries and hands them out in pieces. An entry is complete when it is gathered: what it tells of may change
 * afterwards. Little endian; a golden file holds the layout of everything in a snapshot.
 *
 * <pre>
 *  piece
 *  0         1                5
 *  +---------+----------------+---------+---------+-----
 *  | version | number         | entry   | entry   | ...
 *  | u8 = 1  | u32, from 0    |         |         |
 *  +---------+----------------+---------+---------+-----
 *
 *  entry
 *  0                2        3                2 + length
 *  +----------------+--------+----------------+
 *  | length         | type   | fields, as the |
 *  | u16, from type | u8     | type's encoder |
 *  +----------------+--------+ has them       |
 *                            +----------------+
 * </pre>
 */
public final class PieceWriter {
    static final int VERSION = 1;

    private static final int LENGTH_MAX = 0xFFFF;

    private final ArraySink gathered = new ArraySink(4 << 10);
    /** Where in the gathered bytes the entry at hand begins. */
    private int entryStart;
    /** How many of the gathered bytes are in earlier pieces. */
    private int handedOut;

    private int pieces;

    public PieceWriter() {}

    /** An entry begins; returns where its fields go, before {@link #endEntry}. */
    public ByteSink beginEntry(EntryType type) {
        entryStart = gathered.position();
        gathered.putU16(0);
        gathered.putByte(type.snapshotValue());
        return gathered;
    }

    public void endEntry() {
        int length = gathered.position() - entryStart - Short.BYTES;
        if (length > LENGTH_MAX) {
            throw new IllegalStateException("an entry of " + length + " bytes, at most " + LENGTH_MAX + " are allowed");
        }
        LittleEndian.putU16(gathered.array(), entryStart, length);
    }

    public void beginPiece(ByteSink sink) {
        sink.putByte(VERSION);
        sink.putInt(pieces++);
    }

    /** Hands out whole entries, the oldest first, until that many bytes are reached; returns how many it was. */
    public int handOut(ByteSink sink, int bytesMin) {
        int start = handedOut;
        int end = start;
        while (end < gathered.position() && end - start < bytesMin) {
            end += Short.BYTES + LittleEndian.getU16(gathered.array(), end);
        }
        sink.putBytes(gathered.array(), start, end - start);
        handedOut = end;
        if (isEmpty()) {
            gathered.clear();
            handedOut = 0;
        }
        return end - start;
    }

    /** Whether all that was gathered is in a piece. */
    public boolean isEmpty() {
        return handedOut == gathered.position();
    }
}
