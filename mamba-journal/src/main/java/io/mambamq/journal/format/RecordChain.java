// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import java.util.zip.CRC32C;

/**
 * The checksum that runs through all batches: over the previous batch's value and this batch's record checksums. A
 * sector of an older record that is valid by itself breaks it.
 */
public final class RecordChain {

    private final CRC32C crc = new CRC32C();
    private final byte[] scratch = new byte[Integer.BYTES];

    /** Starts the next batch from the value of the one before. */
    public void begin(int previousChainCrc) {
        crc.reset();
        add(previousChainCrc);
    }

    /** Adds one record's checksum. */
    public void add(int recordCrc) {
        scratch[0] = (byte) recordCrc;
        scratch[1] = (byte) (recordCrc >>> 8);
        scratch[2] = (byte) (recordCrc >>> 16);
        scratch[3] = (byte) (recordCrc >>> 24);
        crc.update(scratch, 0, Integer.BYTES);
    }

    /** Adds many record checksums at once, each stored as four little endian bytes. */
    public void add(byte[] recordCrcs, int offset, int length) {
        crc.update(recordCrcs, offset, length);
    }

    public int value() {
        return (int) crc.getValue();
    }
}
