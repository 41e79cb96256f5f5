// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A part of a checkpoint, in the order in which its owner wrote them; zeros up to the next multiple of 8 follow.
 *
 * <pre>
 *   0        4     8        16      20      24
 *   +--------+-----+--------+-------+-------+------
 *   | length | crc | number | index | flags | body      flags: 1 = the last piece, which has no body
 *   +--------+-----+--------+-------+-------+------
 * </pre>
 *
 * {@code length} is that of the body; {@code crc} covers bytes 8 to its end. {@code number} is the checkpoint's and
 * {@code index} counts from 0, so that what an earlier checkpoint left in the same file cannot pass for a part of this
 * one.
 */
public final class CheckpointPiece {

    public static final int HEADER_BYTES = 24;
    public static final int ALIGNMENT = 8;

    private static final int COVERED_OFFSET = 8;
    private static final int FLAG_LAST = 1;

    private CheckpointPiece() {}

    /**
     * Completes the piece whose body lies in {@code piece} from {@link #HEADER_BYTES} to its limit: writes the header in
     * front of it and the zeros behind it. The buffer, little endian and with an array, then stands at 0 with its limit
     * at the end of the zeros.
     */
    public static void finish(ByteBuffer piece, long number, int index, boolean last) {
        int end = piece.limit();
        piece.putInt(0, end - HEADER_BYTES);
        piece.putLong(8, number);
        piece.putInt(16, index);
        piece.putInt(20, last ? FLAG_LAST : 0);
        piece.putInt(4, computeCrc(piece, end));
        int storedEnd = JournalFormat.alignUp(end, ALIGNMENT);
        piece.limit(storedEnd);
        for (int at = end; at < storedEnd; at++) {
            piece.put(at, (byte) 0);
        }
        piece.position(0);
    }

    /** Bytes that a piece takes with its header and the zeros behind it. */
    public static long storedBytes(int bodyBytes) {
        return JournalFormat.alignUp((long) HEADER_BYTES + bodyBytes, ALIGNMENT);
    }

    public static int bodyBytes(ByteBuffer piece) {
        return piece.getInt(0);
    }

    public static boolean isLast(ByteBuffer piece) {
        return (piece.getInt(20) & FLAG_LAST) != 0;
    }

    /** Whether the piece that stands whole in {@code piece} is this one of this checkpoint, and undamaged. */
    public static boolean matches(ByteBuffer piece, long number, int index) {
        return piece.getLong(8) == number
                && piece.getInt(16) == index
                && piece.getInt(4) == computeCrc(piece, HEADER_BYTES + bodyBytes(piece));
    }

    private static int computeCrc(ByteBuffer piece, int end) {
        CRC32C crc = new CRC32C();
        crc.update(piece.array(), piece.arrayOffset() + COVERED_OFFSET, end - COVERED_OFFSET);
        return (int) crc.getValue();
    }
}
