// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a checkpoint file begins.
 *
 * <pre>
 *   0              8       10      12    16              32       40         48         64
 *   +--------------+-------+-------+-----+---------------+--------+----------+----------+
 *   | "MAMBAC" 0 1 | major | minor | crc | journalId(16) | number | position | reserved |  pieces ...
 *   +--------------+-------+-------+-----+---------------+--------+----------+----------+
 * </pre>
 *
 * {@code crc} covers the 64 bytes with itself as zero. The {@linkplain CheckpointPiece pieces} follow.
 *
 * @param number counts checkpoints from 1; number {@code n} is written to file {@code n % 2}
 * @param position of the last record that the checkpoint includes: replay begins behind it
 */
public record CheckpointHeader(UUID journalId, long number, long position) {

    public static final int BYTES = 64;

    private static final long MAGIC = 0x01_00_43_41_42_4d_41_4dL; // "MAMBAC" 0 1
    private static final int CRC_OFFSET = 12;

    /** Fills {@code block}, {@value #BYTES} bytes long and little endian, from index 0. */
    public void encode(ByteBuffer block) {
        BlockChecksum.clear(block);
        block.putLong(0, MAGIC);
        block.putShort(8, (short) JournalFormat.VERSION_MAJOR);
        block.putShort(10, (short) JournalFormat.VERSION_MINOR);
        block.putLong(16, journalId.getMostSignificantBits());
        block.putLong(24, journalId.getLeastSignificantBits());
        block.putLong(32, number);
        block.putLong(40, position);
        BlockChecksum.put(block, CRC_OFFSET);
    }

    /** The header in {@code block}, or null where there is none or it is damaged. */
    public static @Nullable CheckpointHeader decode(ByteBuffer block) throws UnknownFormatException {
        ByteBuffer src = block.order(ByteOrder.LITTLE_ENDIAN);
        if (src.getLong(0) != MAGIC || !BlockChecksum.matches(src, CRC_OFFSET)) {
            return null;
        }
        UnknownFormatException.checkMajor(src.getShort(8) & 0xffff, src.getShort(10) & 0xffff);
        return new CheckpointHeader(new UUID(src.getLong(16), src.getLong(24)), src.getLong(32), src.getLong(40));
    }
}
