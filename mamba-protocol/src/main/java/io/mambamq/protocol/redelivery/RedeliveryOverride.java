// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.redelivery;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer wants to be different from the broker's {@link RedeliveryPolicy}; null leaves a value as it is.
 *
 * <pre>
 *  which   maxDeliveryAttempts   redeliveryDelay   redeliveryMultiplier   maxRedeliveryDelay
 *  u8      u32, if bit 0         u64, if bit 1     u64, if bit 2: the     u64, if bit 3
 *                                                  bits of a double
 * </pre>
 */
public record RedeliveryOverride(
        @Nullable Integer attemptsMax,
        @Nullable Long delayMs,
        @Nullable Double multiplier,
        @Nullable Long delayMsMax) {
    /** Nothing is different. */
    public static final RedeliveryOverride NONE = new RedeliveryOverride(null, null, null, null);

    private static final int ATTEMPTS_MAX = 1;
    private static final int DELAY = 1 << 1;
    private static final int MULTIPLIER = 1 << 2;
    private static final int DELAY_MAX = 1 << 3;

    /**
     * Checks each value that is there as {@link RedeliveryPolicy} does.
     *
     * @throws IllegalArgumentException if one cannot be; names it as users know it
     */
    public RedeliveryOverride {
        combine(attemptsMax, delayMs, multiplier, delayMsMax, RedeliveryPolicy.DEFAULT);
        if (delayMs != null && delayMsMax != null && delayMs > delayMsMax) {
            throw new IllegalArgumentException(
                    "redeliveryDelay, " + delayMs + " ms, must not be above maxRedeliveryDelay, " + delayMsMax + " ms");
        }
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /** The policy with what is different. A delay here that does not go with the other one there moves that. */
    public RedeliveryPolicy applyTo(RedeliveryPolicy policy) {
        return isNone() ? policy : combine(attemptsMax, delayMs, multiplier, delayMsMax, policy);
    }

    private static RedeliveryPolicy combine(
            @Nullable Integer attemptsMax,
            @Nullable Long delayMs,
            @Nullable Double multiplier,
            @Nullable Long delayMsMax,
            RedeliveryPolicy policy) {
        long longest = delayMsMax != null ? delayMsMax : Math.max(policy.delayMsMax(), delayMs == null ? 0 : delayMs);
        long first = delayMs != null ? delayMs : policy.delayMs();
        return new RedeliveryPolicy(
                attemptsMax != null ? attemptsMax : policy.attemptsMax(),
                // Not below 0, so that a longest delay that is has its error.
                Math.min(first, Math.max(0, longest)),
                multiplier != null ? multiplier : policy.multiplier(),
                longest);
    }

    public void encode(ByteSink sink) {
        sink.putByte((attemptsMax == null ? 0 : ATTEMPTS_MAX)
                | (delayMs == null ? 0 : DELAY)
                | (multiplier == null ? 0 : MULTIPLIER)
                | (delayMsMax == null ? 0 : DELAY_MAX));
        if (attemptsMax != null) {
            sink.putInt(attemptsMax);
        }
        if (delayMs != null) {
            sink.putLong(delayMs);
        }
        if (multiplier != null) {
            sink.putLong(Double.doubleToLongBits(multiplier));
        }
        if (delayMsMax != null) {
            sink.putLong(delayMsMax);
        }
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws ProtocolException if the bytes end early, or a value cannot be
     */
    public static RedeliveryOverride decode(ByteReader reader) {
        int which = reader.readByte();
        if ((which & ~(ATTEMPTS_MAX | DELAY | MULTIPLIER | DELAY_MAX)) != 0) {
            throw ProtocolException.protocolError("redelivery with the unknown flags " + which);
        }
        if (which == 0) {
            return NONE;
        }
        Integer attemptsMax = (which & ATTEMPTS_MAX) == 0 ? null : (Integer) reader.readInt();
        Long delayMs = (which & DELAY) == 0 ? null : (Long) reader.readLong();
        Double multiplier = (which & MULTIPLIER) == 0 ? null : (Double) Double.longBitsToDouble(reader.readLong());
        Long delayMsMax = (which & DELAY_MAX) == 0 ? null : (Long) reader.readLong();
        try {
            return new RedeliveryOverride(attemptsMax, delayMs, multiplier, delayMsMax);
        } catch (IllegalArgumentException e) {
            throw ProtocolException.protocolError(String.valueOf(e.getMessage()));
        }
    }
}
