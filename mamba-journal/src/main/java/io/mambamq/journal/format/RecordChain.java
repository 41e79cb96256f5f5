// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import java.util.zip.CRC32C;

/**
 * The checksum that runs through all batches: over the previous batch's value and this batch's record checksums. A
 * sector of an older record that is valid by itself breaks it.
 */
public final class RecordChain {

    /** Checksums are gathered: one by one they would cost as many calls as there are records. */
    private static final int ADDED_BYTES = 1 << 10;

    private final CRC32C crc = new CRC32C();
    private final byte[] added = new byte[ADDED_BYTES];
    private int addedBytes;

    /** Starts the next batch from the value of the one before. */
    public void begin(int previousChainCrc) {
        crc.reset();
        addedBytes = 0;
        add(previousChainCrc);
    }

    /** Adds one record's checksum. */
    public void add(int recordCrc) {
        if (addedBytes == added.length) {
            flush();
        }
        added[addedBytes] = (byte) recordCrc;
        added[addedBytes + 1] = (byte) (recordCrc >>> 8);
        added[addedBytes + 2] = (byte) (recordCrc >>> 16);
        added[addedBytes + 3] = (byte) (recordCrc >>> 24);
        addedBytes += Integer.BYTES;
    }

    /** Adds many record checksums at once, each stored as four little endian bytes. */
    public void add(byte[] recordCrcs, int offset, int length) {
        flush();
        crc.update(recordCrcs, offset, length);
    }

    public int value() {
        flush();
        return (int) crc.getValue();
    }

    private void flush() {
        crc.update(added, 0, addedBytes);
        addedBytes = 0;
    }
}
