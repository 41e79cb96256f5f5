// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a page file begins: a file of records that outlived their segment of the log. Written once, never changed.
 *
 * <pre>
 *   0              8       10      12    16              32       40           48            56            64
 *   +--------------+-------+-------+-----+---------------+--------+------------+-------------+-------------+
 *   | "MAMBAP" 0 1 | major | minor | crc | journalId(16) | number | checkpoint | recordCount | footerOffset|
 *   +--------------+-------+-------+-----+---------------+--------+------------+-------------+-------------+
 *   records ... | index: an entry per record | runs: one per stream and range | checksums of both
 * </pre>
 *
 * {@code crc} covers the 64 bytes with itself as zero. Records are the log's, of kind FULL, with their position in the
 * log as {@code id}; they are grouped by stream, and ascend by position within a stream. The footer, at
 * {@code footerOffset} up to the end of the file, is
 *
 * <pre>
 *   0          8        16
 *   +----------+--------+
 *   | position | offset |            once for each record, in the order of the records
 *   +----------+--------+
 *   0        4       8               16             24           32
 *   +--------+-------+---------------+--------------+------------+
 *   | stream | count | firstPosition | lastPosition | firstEntry |   once for each {@link PageRun}
 *   +--------+-------+---------------+--------------+------------+
 *   0          4         8          12        16
 *   +----------+---------+----------+---------+
 *   | runCount | zero    | indexCrc | runsCrc |
 *   +----------+---------+----------+---------+
 * </pre>
 *
 * @param number of the file, never reused; also its name
 * @param checkpoint the checkpoint it was written for: without that one the file counts for nothing
 */
public record PageFileHeader(UUID journalId, long number, long checkpoint, long recordCount, long footerOffset) {

    public static final int BYTES = 64;
    public static final int INDEX_ENTRY_BYTES = 16;
    public static final int TRAILER_BYTES = 16;

    private static final long MAGIC = 0x01_00_50_41_42_4d_41_4dL; // "MAMBAP" 0 1
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
        block.putLong(40, checkpoint);
        block.putLong(48, recordCount);
        block.putLong(56, footerOffset);
        BlockChecksum.put(block, CRC_OFFSET);
    }

    /** The header in {@code block}, or null where there is none or it is damaged. */
    public static @Nullable PageFileHeader decode(ByteBuffer block) throws UnknownFormatException {
        ByteBuffer src = block.order(ByteOrder.LITTLE_ENDIAN);
        if (src.getLong(0) != MAGIC || !BlockChecksum.matches(src, CRC_OFFSET)) {
            return null;
        }
        UnknownFormatException.checkMajor(src.getShort(8) & 0xffff, src.getShort(10) & 0xffff);
        return new PageFileHeader(
                new UUID(src.getLong(16), src.getLong(24)),
                src.getLong(32),
                src.getLong(40),
                src.getLong(48),
                src.getLong(56));
    }

    /** Where the runs begin. */
    public long runsOffset() {
        return footerOffset + recordCount * INDEX_ENTRY_BYTES;
    }
}
