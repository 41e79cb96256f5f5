// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** The subscriptions that a published message goes to. Immutable; without duplicates. */
public final class SubscriptionIds {
    private final int[] ids;

    private SubscriptionIds(int[] ids) {
        this.ids = ids;
    }

    /** The ids are copied. */
    public static SubscriptionIds of(int... ids) {
        return of(ids, ids.length);
    }

    /** The first ids are copied. */
    public static SubscriptionIds of(int[] ids, int count) {
        return new SubscriptionIds(Arrays.copyOf(ids, count));
    }

    public int count() {
        return ids.length;
    }

    public boolean isEmpty() {
        return ids.length == 0;
    }

    public void forEach(IntConsumer consumer) {
        for (int id : ids) {
            consumer.accept(id);
        }
    }

    /** How many bytes it takes. */
    public int sizeBytes() {
        return (1 + ids.length) * Integer.BYTES;
    }

    public void encode(ByteSink sink) {
        sink.putInt(ids.length);
        for (int id : ids) {
            sink.putInt(id);
        }
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws ProtocolException if the bytes end early
     */
    public static SubscriptionIds decode(ByteReader reader) {
        int count = reader.readInt();
        if (count < 0 || count > reader.remaining() / Integer.BYTES) {
            throw ProtocolException.protocolError(
                    Integer.toUnsignedLong(count) + " subscriptions in " + reader.remaining() + " bytes");
        }
        int[] ids = new int[count];
        for (int i = 0; i < count; i++) {
            ids[i] = reader.readInt();
        }
        return new SubscriptionIds(ids);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubscriptionIds that && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return Arrays.toString(ids);
    }
}
