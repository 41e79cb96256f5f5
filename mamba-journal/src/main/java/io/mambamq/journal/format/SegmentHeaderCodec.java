// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes one copy of a segment header, one block long; the bytes not drawn are zero.
 *
 * <pre>
 *   0              8       10      12          16             24                        40     44      48
 *   +--------------+-------+-------+-----------+--------------+-------------------------+------+-------+
 *   | "MAMBAJ" 0 1 | major | minor | blockSize | segmentSize  | journalId (16)          | slot | flags |
 *   +--------------+-------+-------+-----------+--------------+-------------------------+------+-------+
 *   48          56      64             72              80              88           96
 *   +-----------+-------+--------------+---------------+---------------+------------+
 *   | segmentId | epoch | basePosition | firstBatchSeq | prevSegmentId | prevEndSeq |
 *   +-----------+-------+--------------+---------------+---------------+------------+
 *   96              104            108           112   116
 *   +---------------+--------------+-------------+-----+
 *   | prevEndOffset | prevChainCrc | inFlightMax | crc |   crc: the whole block with this field as zero
 *   +---------------+--------------+-------------+-----+
 * </pre>
 *
 * All of it lies in the first 512 byte sector, so a crash leaves each copy either old or new.
 */
public final class SegmentHeaderCodec {

    private static final long MAGIC = 0x01_00_4a_41_42_4d_41_4dL; // "MAMBAJ" 0 1
    private static final int CRC_OFFSET = 112;

    private SegmentHeaderCodec() {}

    /** Fills {@code block}, which must be one block long and little endian, from index 0. */
    public static void encode(SegmentHeader header, ByteBuffer block) {
        BlockChecksum.clear(block);
        block.putLong(0, MAGIC);
        block.putShort(8, (short) JournalFormat.VERSION_MAJOR);
        block.putShort(10, (short) JournalFormat.VERSION_MINOR);
        block.putInt(12, header.blockBytes());
        block.putLong(16, header.segmentBytes());
        block.putLong(24, header.journalId().getMostSignificantBits());
        block.putLong(32, header.journalId().getLeastSignificantBits());
        block.putInt(40, header.slot());
        block.putLong(48, header.segmentId());
        block.putLong(56, header.epoch());
        block.putLong(64, header.basePosition());
        block.putLong(72, header.firstBatchSeq());
        block.putLong(80, header.previous().segmentId());
        block.putLong(88, header.previous().batchSeq());
        block.putLong(96, header.previous().offset());
        block.putInt(104, header.previous().chainCrc());
        block.putInt(108, header.inFlightMax());
        BlockChecksum.put(block, CRC_OFFSET);
    }

    /** The header in {@code block}, or null where there is none or it is damaged. */
    public static @Nullable SegmentHeader decode(ByteBuffer block) throws UnknownFormatException {
        ByteBuffer src = block.order(ByteOrder.LITTLE_ENDIAN);
        if (src.getLong(0) != MAGIC || !BlockChecksum.matches(src, CRC_OFFSET)) {
            return null;
        }
        UnknownFormatException.checkMajor(src.getShort(8) & 0xffff, src.getShort(10) & 0xffff);
        return new SegmentHeader(
                new UUID(src.getLong(24), src.getLong(32)),
                src.getInt(12),
                src.getLong(16),
                src.getInt(40),
                src.getLong(48),
                src.getLong(56),
                src.getLong(72),
                new LogEnd(src.getLong(80), src.getLong(88), src.getLong(96), src.getInt(104)),
                src.getInt(108));
    }
}
