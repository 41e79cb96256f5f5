// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.queue;

import org.jspecify.annotations.Nullable;

/**
 * {@value #SIZE} neighbouring entries of a queue's index in primitive arrays: 13 bytes per message, and 8 each for those
 * rarer fields that some message of the block has.
 */
final class IndexBlock {
    static final int SIZE = 128;

    private static final int PRESENT = 1;
    private static final int PERSISTENT = 1 << 1;
    private static final int REDELIVERED = 1 << 2;
    private static final int LOCKED = 1 << 3;
    private static final int PRIORITY_SHIFT = 4;

    private final long[] positions = new long[SIZE];
    private final int[] sizesBytes = new int[SIZE];
    private final byte[] flags = new byte[SIZE];
    private long @Nullable [] expirationsMs;
    private long @Nullable [] deliveryTimesMs;
    private int present;

    void put(int slot, StoredMessage message) {
        positions[slot] = message.position();
        sizesBytes[slot] = message.sizeBytes();
        flags[slot] = (byte) (PRESENT | (message.persistent() ? PERSISTENT : 0) | message.priority() << PRIORITY_SHIFT);
        if (message.expirationMs() != 0) {
            expirationsMs = with(expirationsMs, slot, message.expirationMs());
        }
        if (message.deliveryTimeMs() != 0) {
            deliveryTimesMs = with(deliveryTimesMs, slot, message.deliveryTimeMs());
        }
        present++;
    }

    private static long[] with(long @Nullable [] values, int slot, long value) {
        long[] present = values == null ? new long[SIZE] : values;
        present[slot] = value;
        return present;
    }

    void remove(int slot) {
        flags[slot] = 0;
        present--;
    }

    boolean isEmpty() {
        return present == 0;
    }

    boolean isPresent(int slot) {
        return (flags[slot] & PRESENT) != 0;
    }

    boolean isPersistent(int slot) {
        return (flags[slot] & PERSISTENT) != 0;
    }

    boolean isRedelivered(int slot) {
        return (flags[slot] & REDELIVERED) != 0;
    }

    void markRedelivered(int slot) {
        flags[slot] |= REDELIVERED;
    }

    boolean isLocked(int slot) {
        return (flags[slot] & LOCKED) != 0;
    }

    void lock(int slot) {
        flags[slot] |= LOCKED;
    }

    void unlock(int slot) {
        flags[slot] &= ~LOCKED;
    }

    int priority(int slot) {
        return (flags[slot] & 0xFF) >>> PRIORITY_SHIFT;
    }

    /** Everything that is said of the entry in one byte. */
    int flags(int slot) {
        return flags[slot];
    }

    long position(int slot) {
        return positions[slot];
    }

    int sizeBytes(int slot) {
        return sizesBytes[slot];
    }

    long expirationMs(int slot) {
        return expirationsMs == null ? 0 : expirationsMs[slot];
    }

    long deliveryTimeMs(int slot) {
        return deliveryTimesMs == null ? 0 : deliveryTimesMs[slot];
    }
}
