// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import java.util.Arrays;

/**
 * Ascending, disjoint ranges of delivery numbers, both ends included. Immutable.
 *
 * <p>On the wire a u32 count, then first and last of each.
 */
public final class DeliveryRanges {
    /** What one range takes on the wire. */
    private static final int RANGE_BYTES = 2 * Long.BYTES;

    @FunctionalInterface
    public interface RangeConsumer {
        void accept(long first, long last);
    }

    private final long[] bounds;

    private DeliveryRanges(long[] bounds) {
        this.bounds = bounds;
    }

    public static DeliveryRanges single(long delivery) {
        return new DeliveryRanges(new long[] {delivery, delivery});
    }

    public static DeliveryRanges range(long first, long last) {
        if (first > last) {
            throw new IllegalArgumentException("a range from " + first + " to " + last);
        }
        return new DeliveryRanges(new long[] {first, last});
    }

    /**
     * Neighbours become one range.
     *
     * @param deliveries ascending, without repetition
     * @param count how many of them count
     */
    public static DeliveryRanges of(long[] deliveries, int count) {
        long[] bounds = new long[count * 2];
        int ends = 0;
        for (int i = 0; i < count; i++) {
            long delivery = deliveries[i];
            if (ends > 0 && bounds[ends - 1] >= delivery) {
                throw new IllegalArgumentException("delivery " + delivery + " after " + bounds[ends - 1]);
            }
            if (ends > 0 && bounds[ends - 1] == delivery - 1) {
                bounds[ends - 1] = delivery;
            } else {
                bounds[ends++] = delivery;
                bounds[ends++] = delivery;
            }
        }
        return new DeliveryRanges(Arrays.copyOf(bounds, ends));
    }

    public void forEach(RangeConsumer consumer) {
        for (int i = 0; i < bounds.length; i += 2) {
            consumer.accept(bounds[i], bounds[i + 1]);
        }
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** Those above {@code base}, counted from there: base + 1 becomes 1. */
    public DeliveryRanges above(long base) {
        if (base == 0) {
            return this;
        }
        long[] rest = new long[bounds.length];
        int ends = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            if (bounds[i + 1] > base) {
                rest[ends++] = Math.max(bounds[i] - base, 1);
                rest[ends++] = bounds[i + 1] - base;
            }
        }
        return new DeliveryRanges(Arrays.copyOf(rest, ends));
    }

    void encode(ByteSink sink) {
        sink.putInt(bounds.length / 2);
        for (long bound : bounds) {
            sink.putLong(bound);
        }
    }

    static DeliveryRanges decode(ByteReader reader) {
        int count = reader.readInt();
        if (count < 0 || count > reader.remaining() / RANGE_BYTES) {
            throw ProtocolException.protocolError(
                    Integer.toUnsignedLong(count) + " ranges in " + reader.remaining() + " bytes");
        }
        long[] bounds = new long[count * 2];
        long previous = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            bounds[i] = reader.readLong();
            bounds[i + 1] = reader.readLong();
            if (bounds[i] <= previous || bounds[i] > bounds[i + 1]) {
                throw ProtocolException.protocolError("ranges that do not ascend from 1: " + bounds[i] + " to "
                        + bounds[i + 1] + " after " + previous);
            }
            previous = bounds[i + 1];
        }
        return new DeliveryRanges(bounds);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeliveryRanges ranges && Arrays.equals(bounds, ranges.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        forEach((first, last) ->
                text.append(text.length() > 1 ? ", " : "").append(first).append(first == last ? "" : "-" + last));
        return text.append(']').toString();
    }
}
