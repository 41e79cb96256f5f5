// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.queue;

import io.mambamq.core.snapshot.SnapshotFormatException;
import io.mambamq.core.snapshot.Varint;
import io.mambamq.protocol.bytes.ByteReader;
import java.util.Arrays;

/** Reads the fields that a {@link BlockEncoder} wrote behind the block's number. Confined to one thread; reused. */
final class BlockDecoder {
    private static final int COLUMNS_KNOWN =
            BlockEncoder.EXPIRATIONS | BlockEncoder.DELIVERY_TIMES | BlockEncoder.FAILURES;

    private final int[] slots = new int[IndexBlock.SIZE];
    private int count;

    BlockDecoder() {}

    /** @throws SnapshotFormatException or a {@link io.mambamq.protocol.ProtocolException} if it is not a block */
    IndexBlock decode(ByteReader reader) {
        IndexBlock block = new IndexBlock(QueueSnapshots.NEVER);
        int columns = reader.readByte();
        if ((columns & ~COLUMNS_KNOWN) != 0) {
            throw new SnapshotFormatException("columns of a block that are not known: " + columns);
        }
        readFlags(reader, block);
        count = block.presentSlots(slots);
        readPositionsAndSizes(reader, block);
        if ((columns & BlockEncoder.EXPIRATIONS) != 0) {
            block.restoreExpirations(readRare(reader));
        }
        if ((columns & BlockEncoder.DELIVERY_TIMES) != 0) {
            block.restoreDeliveryTimes(readRare(reader));
        }
        if ((columns & BlockEncoder.FAILURES) != 0) {
            long[] failures = readRare(reader);
            block.restoreFailures(
                    Arrays.stream(failures).mapToInt(BlockDecoder::requireCount).toArray());
        }
        return block;
    }

    private static void readFlags(ByteReader reader, IndexBlock block) {
        int slot = 0;
        while (slot < IndexBlock.SIZE) {
            int end = slot + reader.readByte();
            int flags = reader.readByte();
            if (end == slot || end > IndexBlock.SIZE || !IndexBlock.areFlags(flags)) {
                throw new SnapshotFormatException("flags " + flags + " of slots " + slot + " to " + end);
            }
            block.restoreFlags(slot, end, flags);
            slot = end;
        }
    }

    private void readPositionsAndSizes(ByteReader reader, IndexBlock block) {
        long position = 0;
        for (int i = 0; i < count; i++) {
            position += Varint.readSigned(reader);
            block.restorePosition(slots[i], requireNotNegative(position, "position"));
        }
        long sizeBytes = 0;
        for (int i = 0; i < count; i++) {
            sizeBytes += Varint.readSigned(reader);
            if (sizeBytes != (int) sizeBytes) {
                throw new SnapshotFormatException("a message of " + sizeBytes + " bytes");
            }
            block.restoreSize(slots[i], (int) requireNotNegative(sizeBytes, "size"));
        }
    }

    private static long requireNotNegative(long value, String name) {
        if (value < 0) {
            throw new SnapshotFormatException("a message with a " + name + " of " + value);
        }
        return value;
    }

    private static int requireCount(long value) {
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new SnapshotFormatException("a message of which " + value + " deliveries failed");
        }
        return (int) value;
    }

    private long[] readRare(ByteReader reader) {
        long[] values = new long[IndexBlock.SIZE];
        long value = 0;
        int next = 0;
        while (next < count) {
            int with = next + reader.readByte();
            int end = with + reader.readByte();
            if (end == next || end > count) {
                throw new SnapshotFormatException("values of messages " + next + " to " + end + " of " + count);
            }
            for (next = with; next < end; next++) {
                value += Varint.readSigned(reader);
                values[slots[next]] = value;
            }
        }
        return values;
    }
}
