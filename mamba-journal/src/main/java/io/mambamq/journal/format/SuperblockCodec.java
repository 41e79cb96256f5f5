// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import io.mambamq.journal.BackEnd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes one copy of the superblock, 4096 bytes; the bytes not drawn are zero.
 *
 * <pre>
 *   0              8       10      12          16            24              40           48
 *   +--------------+-------+-------+-----------+-------------+---------------+------------+
 *   | "MAMBAS" 0 1 | major | minor | blockSize | segmentSize | journalId(16) | generation |
 *   +--------------+-------+-------+-----------+-------------+---------------+------------+
 *   48      56                   64                72            80      84    88                 96
 *   +-------+--------------------+-----------------+-------------+-------+-----+------------------+
 *   | epoch | checkpointPosition | oldestSegmentId | cleanEndSeq | flags | crc | checkpointNumber |
 *   +-------+--------------------+-----------------+-------------+-------+-----+------------------+
 *
 *   flags:  bit 0     closed in order
 *           bits 1-2  the back end that was measured to be the better: 0 none was, 1 BUFFERED, 2 DIRECT (from 1.1 on)
 * </pre>
 *
 * {@code crc} covers all 4096 bytes with itself as zero. In format 1.0 {@code
 * checkpointNumber} and {@code checkpointPosition} are zero.
 */
public final class SuperblockCodec {

    private static final long MAGIC = 0x01_00_53_41_42_4d_41_4dL; // "MAMBAS" 0 1
    private static final int CRC_OFFSET = 84;
    private static final int FLAG_CLEAN = 1;
    private static final int BACK_END_SHIFT = 1;
    private static final int BACK_END_MASK = 3;

    private SuperblockCodec() {}

    /** Fills {@code block}, {@link Superblock#COPY_BYTES} long and little endian, from index 0. */
    public static void encode(Superblock superblock, ByteBuffer block) {
        BlockChecksum.clear(block);
        block.putLong(0, MAGIC);
        block.putShort(8, (short) JournalFormat.VERSION_MAJOR);
        block.putShort(10, (short) JournalFormat.VERSION_MINOR);
        block.putInt(12, superblock.blockBytes());
        block.putLong(16, superblock.segmentBytes());
        block.putLong(24, superblock.journalId().getMostSignificantBits());
        block.putLong(32, superblock.journalId().getLeastSignificantBits());
        block.putLong(40, superblock.generation());
        block.putLong(48, superblock.epoch());
        block.putLong(56, superblock.checkpointPosition());
        block.putLong(64, superblock.oldestSegmentId());
        block.putLong(72, superblock.cleanEndSeq());
        block.putInt(80, flags(superblock));
        block.putLong(88, superblock.checkpointNumber());
        BlockChecksum.put(block, CRC_OFFSET);
    }

    /** The superblock in {@code block}, or null where there is none or it is damaged. */
    public static @Nullable Superblock decode(ByteBuffer block) throws UnknownFormatException {
        ByteBuffer src = block.order(ByteOrder.LITTLE_ENDIAN);
        if (src.getLong(0) != MAGIC || !BlockChecksum.matches(src, CRC_OFFSET)) {
            return null;
        }
        UnknownFormatException.checkMajor(src.getShort(8) & 0xffff, src.getShort(10) & 0xffff);
        return new Superblock(
                new UUID(src.getLong(24), src.getLong(32)),
                src.getInt(12),
                src.getLong(16),
                src.getLong(40),
                src.getLong(48),
                src.getLong(56),
                src.getLong(64),
                (src.getInt(80) & FLAG_CLEAN) != 0,
                src.getLong(72),
                src.getLong(88),
                backEnd(src.getInt(80)));
    }

    private static int flags(Superblock superblock) {
        int backEnd = switch (superblock.backEnd()) {
            case AUTO -> 0;
            case BUFFERED -> 1;
            case DIRECT -> 2;
        };
        return (superblock.cleanShutdown() ? FLAG_CLEAN : 0) | backEnd << BACK_END_SHIFT;
    }

    /** A value that is not known is nothing to refuse a journal for: it is measured again. */
    private static BackEnd backEnd(int flags) {
        return switch (flags >> BACK_END_SHIFT & BACK_END_MASK) {
            case 1 -> BackEnd.BUFFERED;
            case 2 -> BackEnd.DIRECT;
            default -> BackEnd.AUTO;
        };
    }
}
