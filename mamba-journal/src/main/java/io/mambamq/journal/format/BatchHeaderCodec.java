// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes batch headers of one journal.
 *
 * <pre>
 *   0        4           8           16         24              32
 *   +--------+-----------+-----------+----------+---------------+
 *   | "MJB1" | headerCrc | segmentId | batchSeq | firstPosition |
 *   +--------+-----------+-----------+----------+---------------+
 *   32           40      44          48            52         56      60         64
 *   +------------+-------+-----------+-------------+----------+-------+----------+
 *   | durableSeq | epoch | bodyBytes | recordCount | chainCrc | flags | reserved |
 *   +------------+-------+-----------+-------------+----------+-------+----------+
 * </pre>
 *
 * {@code headerCrc} covers the journal's id followed by bytes 8 to 63. The id is not stored here; it keeps bytes inside
 * a message body from ever passing for a batch header, since whoever sent the message does not know it.
 */
public final class BatchHeaderCodec {

    private static final int MAGIC = 0x31424a4d; // "MJB1"
    private static final int ID_BYTES = 16;
    private static final int COVERED_OFFSET = 8;
    private static final int COVERED_BYTES = BatchHeader.BYTES - COVERED_OFFSET;

    private final byte[] covered = new byte[ID_BYTES + COVERED_BYTES];
    private final CRC32C crc = new CRC32C();

    public BatchHeaderCodec(UUID journalId) {
        ByteBuffer.wrap(covered)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(journalId.getMostSignificantBits())
                .putLong(journalId.getLeastSignificantBits());
    }

    /** Writes the header at {@code at}; position and limit stay. */
    public void encode(BatchHeader header, ByteBuffer dst, int at) {
        dst.putInt(at, MAGIC);
        dst.putLong(at + 8, header.segmentId());
        dst.putLong(at + 16, header.batchSeq());
        dst.putLong(at + 24, header.firstPosition());
        dst.putLong(at + 32, header.durableSeq());
        dst.putInt(at + 40, header.epoch());
        dst.putInt(at + 44, header.bodyBytes());
        dst.putInt(at + 48, header.recordCount());
        dst.putInt(at + 52, header.chainCrc());
        dst.putLong(at + 56, 0);
        dst.putInt(at + 4, computeCrc(dst, at));
    }

    /** The header at {@code at}, or null where there is none or it is damaged. */
    public @Nullable BatchHeader decode(ByteBuffer src, int at) {
        if (src.getInt(at) != MAGIC || src.getInt(at + 4) != computeCrc(src, at)) {
            return null;
        }
        return new BatchHeader(
                src.getLong(at + 8),
                src.getLong(at + 16),
                src.getLong(at + 24),
                src.getLong(at + 32),
                src.getInt(at + 40),
                src.getInt(at + 44),
                src.getInt(at + 48),
                src.getInt(at + 52));
    }

    private int computeCrc(ByteBuffer buffer, int at) {
        buffer.get(at + COVERED_OFFSET, covered, ID_BYTES, COVERED_BYTES);
        crc.reset();
        crc.update(covered, 0, covered.length);
        return (int) crc.getValue();
    }
}
