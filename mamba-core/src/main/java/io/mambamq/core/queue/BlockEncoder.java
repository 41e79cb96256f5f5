// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.queue;

import io.mambamq.core.snapshot.Varint;
import io.mambamq.protocol.bytes.ByteSink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A block of an index to bytes. In an ordinary queue neighbours have the same flags, ascending positions and similar sizes,
 * which makes three to four bytes a message.
 *
 * <pre>
 *  queue id   number   columns   flags       positions      sizes          expirations   delivery times   failures
 *  varint     varint   u8        runs, see   signed varint  signed varint  if bit 0      if bit 1         if bit 2
 *                                below       per message    per message    of columns    of columns       of columns
 *
 *  flags      of all {@value IndexBlock#SIZE} slots: u8 slots, u8 flags, again and again
 *             0 no message; else bit 0 set, bit 1 persistent, bit 2 redelivered, bit 3 locked, bits 4-7 priority
 *  positions  of the messages that are there: the difference to the one before, to 0 for the first
 *  sizes      the same
 *  expirations, delivery times, failures
 *             of the messages that are there: u8 messages without, u8 messages with, and for each of those the difference
 *             to the last one as a signed varint; again and again
 * </pre>
 *
 * Signed varints are those of {@link Varint}. Confined to one thread; reused.
 */
final class BlockEncoder {
    static final int EXPIRATIONS = 1;
    static final int DELIVERY_TIMES = 1 << 1;
    static final int FAILURES = 1 << 2;

    private static final int BYTES_PER_MESSAGE_MAX = 2 + 5 * Varint.BYTES_MAX + 3 * 2;

    private final byte[] bytes = new byte[2 * Varint.BYTES_MAX + 1 + IndexBlock.SIZE * BYTES_PER_MESSAGE_MAX];
    private int end;
    /** Of the messages that are there, so many. */
    private final int[] slots = new int[IndexBlock.SIZE];

    private int count;

    BlockEncoder() {}

    void encode(int queueId, long number, IndexBlock block, ByteSink sink) {
        count = block.presentSlots(slots);
        end = Varint.put(bytes, 0, queueId);
        end = Varint.put(bytes, end, number);
        int columns = (block.expirationsMs() == null ? 0 : EXPIRATIONS)
                | (block.deliveryTimesMs() == null ? 0 : DELIVERY_TIMES)
                | (block.failures() == null ? 0 : FAILURES);
        bytes[end++] = (byte) columns;
        putFlags(block);
        putPositions(block);
        putSizes(block);
        putRare(block.expirationsMs());
        putRare(block.deliveryTimesMs());
        putRare(asLongs(block.failures()));
        sink.putBytes(bytes, 0, end);
    }

    private void putFlags(IndexBlock block) {
        int slot = 0;
        while (slot < IndexBlock.SIZE) {
            int first = slot++;
            int flags = block.flags(first);
            while (slot < IndexBlock.SIZE && block.flags(slot) == flags) {
                slot++;
            }
            bytes[end++] = (byte) (slot - first);
            bytes[end++] = (byte) flags;
        }
    }

    private void putPositions(IndexBlock block) {
        long before = 0;
        int offset = end;
        for (int i = 0; i < count; i++) {
            long position = block.position(slots[i]);
            offset = Varint.putSigned(bytes, offset, position - before);
            before = position;
        }
        end = offset;
    }

    private void putSizes(IndexBlock block) {
        long before = 0;
        int offset = end;
        for (int i = 0; i < count; i++) {
            int sizeBytes = block.sizeBytes(slots[i]);
            offset = Varint.putSigned(bytes, offset, sizeBytes - before);
            before = sizeBytes;
        }
        end = offset;
    }

    private static long @Nullable [] asLongs(int @Nullable [] values) {
        return values == null ? null : Arrays.stream(values).asLongStream().toArray();
    }

    /** What few messages have; 0 stands for none. */
    private void putRare(long @Nullable [] values) {
        if (values == null) {
            return;
        }
        long before = 0;
        int next = 0;
        while (next < count) {
            int with = runEnd(values, next, false);
            int without = runEnd(values, with, true);
            bytes[end++] = (byte) (with - next);
            bytes[end++] = (byte) (without - with);
            for (next = with; next < without; next++) {
                end = Varint.putSigned(bytes, end, values[slots[next]] - before);
                before = values[slots[next]];
            }
        }
    }

    /** Where the messages end that, from there on, all have a value or all have none. */
    private int runEnd(long[] values, int from, boolean having) {
        int index = from;
        while (index < count && (values[slots[index]] != 0) == having) {
            index++;
        }
        return index;
    }
}
