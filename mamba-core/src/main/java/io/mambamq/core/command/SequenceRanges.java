// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Sequences of messages of one queue, as disjoint ranges with both ends included, in the order in which they were settled
 * (which need not ascend). Immutable.
 *
 * <p>In the log a u32 count, then first and last of each.
 */
public final class SequenceRanges {
    private static final int RANGE_BYTES = 2 * Long.BYTES;

    private final long[] bounds;

    /** @param bounds first and last of each range; not copied */
    SequenceRanges(long[] bounds) {
        this.bounds = bounds;
    }

    public static SequenceRanges of(long... sequences) {
        SequenceRangesBuilder builder = new SequenceRangesBuilder();
        for (long sequence : sequences) {
            builder.add(sequence);
        }
        return builder.build();
    }

    public int rangeCount() {
        return bounds.length / 2;
    }

    /** The first sequence of the range with that index. */
    public long first(int index) {
        return bounds[2 * index];
    }

    /** The last sequence of the range with that index. */
    public long last(int index) {
        return bounds[2 * index + 1];
    }

    /** How many sequences all ranges have together. */
    public long sequenceCount() {
        long count = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            count += bounds[i + 1] - bounds[i] + 1;
        }
        return count;
    }

    /** Visits every single sequence. */
    public void forEach(LongConsumer consumer) {
        for (int i = 0; i < bounds.length; i += 2) {
            for (long sequence = bounds[i]; sequence <= bounds[i + 1]; sequence++) {
                consumer.accept(sequence);
            }
        }
    }

    public void encode(ByteSink sink) {
        sink.putInt(bounds.length / 2);
        for (long bound : bounds) {
            sink.putLong(bound);
        }
    }

    public static SequenceRanges decode(ByteReader reader) {
        int count = reader.readInt();
        if (count < 0 || count > reader.remaining() / RANGE_BYTES) {
            throw ProtocolException.protocolError(
                    Integer.toUnsignedLong(count) + " ranges in " + reader.remaining() + " bytes");
        }
        long[] bounds = new long[count * 2];
        for (int i = 0; i < bounds.length; i += 2) {
            bounds[i] = reader.readLong();
            bounds[i + 1] = reader.readLong();
            if (bounds[i] < 1 || bounds[i] > bounds[i + 1]) {
                throw ProtocolException.protocolError("a range from " + bounds[i] + " to " + bounds[i + 1]);
            }
        }
        return new SequenceRanges(bounds);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SequenceRanges ranges && Arrays.equals(bounds, ranges.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < bounds.length; i += 2) {
            text.append(i > 0 ? ", " : "").append(bounds[i]);
            if (bounds[i + 1] > bounds[i]) {
                text.append('-').append(bounds[i + 1]);
            }
        }
        return text.append(']').toString();
    }
}
