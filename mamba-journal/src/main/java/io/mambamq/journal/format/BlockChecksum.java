// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Checksum of a whole block that holds its own checksum: computed with that field as zero. */
final class BlockChecksum {

    private BlockChecksum() {}

    static void clear(ByteBuffer block) {
        block.put(0, new byte[block.capacity()]);
    }

    static void put(ByteBuffer block, int crcOffset) {
        block.putInt(crcOffset, compute(block, crcOffset));
    }

    static boolean matches(ByteBuffer block, int crcOffset) {
        return block.getInt(crcOffset) == compute(block, crcOffset);
    }

    private static int compute(ByteBuffer block, int crcOffset) {
        CRC32C crc = new CRC32C();
        crc.update(block.slice(0, crcOffset));
        crc.update(new byte[Integer.BYTES]);
        int rest = crcOffset + Integer.BYTES;
        crc.update(block.slice(rest, block.capacity() - rest));
        return (int) crc.getValue();
    }
}
