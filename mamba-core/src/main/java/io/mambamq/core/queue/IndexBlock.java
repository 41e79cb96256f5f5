// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.queue;

import io.mambamq.core.snapshot.LiveMessages;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@value #SIZE} neighbouring entries of a queue's index in primitive arrays: 13 bytes per message, and 8 each, or 4, for those
 * rarer fields that some message of the block has.
 */
final class IndexBlock {
    static final int SIZE = 128;

    private static final int PRESENT = 1;
    private static final int PERSISTENT = 1 << 1;
    private static final int REDELIVERED = 1 << 2;
    private static final int LOCKED = 1 << 3;
    private static final int PRIORITY_SHIFT = 4;
    private static final int PRIORITY_MAX = 9;

    private final long[] positions = new long[SIZE];
    private final int[] sizesBytes = new int[SIZE];
    private final byte[] flags = new byte[SIZE];
    private long @Nullable [] expirationsMs;
    private long @Nullable [] deliveryTimesMs;
    private int @Nullable [] failures;
    /** Of a topic: how many subscriptions hold the message. Follows from their indexes, so that no snapshot has it. */
    private int @Nullable [] references;

    private int present;
    /** The newest snapshot that has the block as it was, or in which it came into being. */
    private int savedIn;

    IndexBlock(int savedIn) {
        this.savedIn = savedIn;
    }

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

    void addReferences(int slot, int count) {
        if (references == null) {
            references = new int[SIZE];
        }
        references[slot] += count;
    }

    /** Tells how many are left. */
    int dropReference(int slot) {
        if (references == null || references[slot] == 0) {
            throw new IllegalStateException("a message that no subscription holds is dropped by one");
        }
        return --references[slot];
    }

    /** Whether a message is there that no subscription holds. */
    boolean hasUnreferenced() {
        for (int slot = 0; slot < SIZE; slot++) {
            if (isPresent(slot) && (references == null || references[slot] == 0)) {
                return true;
            }
        }
        return false;
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

    /** Everyone is gone: all that is left may have been seen. Tells whether a message is there that is not to be left. */
    boolean markRedelivered() {
        boolean anyTransient = false;
        for (int slot = 0; slot < SIZE; slot++) {
            if (isTransient(slot)) {
                anyTransient = true;
            } else if ((flags[slot] & (PRESENT | LOCKED)) == PRESENT) {
                flags[slot] |= REDELIVERED;
            }
        }
        return anyTransient;
    }

    /** An application may have seen the message, and it is back. */
    void returned(int slot, boolean failed, long deliveryTimeMs) {
        if (failed) {
            if (failures == null) {
                failures = new int[SIZE];
            }
            failures[slot]++;
        } else {
            flags[slot] |= REDELIVERED;
        }
        if (deliveryTimesMs != null || deliveryTimeMs != 0) {
            deliveryTimesMs = with(deliveryTimesMs, slot, deliveryTimeMs);
        }
    }

    /** How many deliveries of the message failed. */
    int failures(int slot) {
        return failures == null ? 0 : failures[slot];
    }

    /** Whether a message is there that does not outlive a restart. */
    boolean isTransient(int slot) {
        return (flags[slot] & (PRESENT | PERSISTENT | LOCKED)) == PRESENT;
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

    // ---- many at once

    void forEachLive(int queueId, LiveMessages listener) {
        for (int slot = 0; slot < SIZE; slot++) {
            if (isPresent(slot)) {
                listener.live(queueId, positions[slot]);
            }
        }
    }

    /** @param firstSequence of slot 0 */
    void forEachUnlocked(long firstSequence, UnlockedMessages visitor) {
        for (int half = 0; half < SIZE; half += Long.SIZE) {
            long bits = unlockedBits(half);
            if (deliveryTimesMs != null) {
                bits &= ~visitTimed(firstSequence, half, bits, visitor);
            }
            while (bits != 0) {
                int priority = priority(half + Long.numberOfTrailingZeros(bits));
                long same = bits & priorityBits(half, priority);
                visitor.neighbours(firstSequence + half, same, priority);
                bits &= ~same;
            }
        }
    }

    private long unlockedBits(int half) {
        long bits = 0;
        for (int i = 0; i < Long.SIZE; i++) {
            if ((flags[half + i] & (PRESENT | LOCKED)) == PRESENT) {
                bits |= 1L << i;
            }
        }
        return bits;
    }

    private long priorityBits(int half, int priority) {
        long bits = 0;
        for (int i = 0; i < Long.SIZE; i++) {
            if (priority(half + i) == priority) {
                bits |= 1L << i;
            }
        }
        return bits;
    }

    /** Returns those that it visited. */
    private long visitTimed(long firstSequence, int half, long bits, UnlockedMessages visitor) {
        long timed = 0;
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            int slot = half + Long.numberOfTrailingZeros(rest);
            if (deliveryTimeMs(slot) != 0) {
                visitor.timed(firstSequence + slot);
                timed |= Long.lowestOneBit(rest);
            }
        }
        return timed;
    }

    // ---- snapshots

    int savedIn() {
        return savedIn;
    }

    void setSavedIn(int snapshot) {
        savedIn = snapshot;
    }

    /** Fills in the slots of the messages that are there, in order, and returns how many these are. */
    int presentSlots(int[] slots) {
        int count = 0;
        for (int slot = 0; slot < SIZE; slot++) {
            if (isPresent(slot)) {
                slots[count++] = slot;
            }
        }
        return count;
    }

    /** How many messages are there. */
    int presentCount() {
        return present;
    }

    /** Bit p is set if a message with priority p is there. */
    int priorities() {
        int priorities = 0;
        for (int slot = 0; slot < SIZE; slot++) {
            priorities |= isPresent(slot) ? 1 << priority(slot) : 0;
        }
        return priorities;
    }

    /** Whether a message is there in the slot or a later one. */
    boolean isPresentFrom(int first) {
        for (int slot = first; slot < SIZE; slot++) {
            if (isPresent(slot)) {
                return true;
            }
        }
        return false;
    }

    int lockedCount() {
        int count = 0;
        for (int slot = 0; slot < SIZE; slot++) {
            count += isLocked(slot) ? 1 : 0;
        }
        return count;
    }

    /** Null if no message of the block ever had one. */
    long @Nullable [] expirationsMs() {
        return expirationsMs;
    }

    /** Null if no message of the block ever had one. */
    long @Nullable [] deliveryTimesMs() {
        return deliveryTimesMs;
    }

    /** Null if no message of the block ever had one. */
    int @Nullable [] failures() {
        return failures;
    }

    /** Whether a number of one byte is what {@link #flags} could tell of some entry. */
    static boolean areFlags(int value) {
        return value == 0 || ((value & PRESENT) != 0 && value >>> PRIORITY_SHIFT <= PRIORITY_MAX);
    }

    /** The same for all slots from {@code first} to before {@code end}, of which nothing was said before. */
    void restoreFlags(int first, int end, int value) {
        Arrays.fill(flags, first, end, (byte) value);
        present += value == 0 ? 0 : end - first;
    }

    void restorePosition(int slot, long position) {
        positions[slot] = position;
    }

    void restoreSize(int slot, int sizeBytes) {
        sizesBytes[slot] = sizeBytes;
    }

    void restoreExpirations(long[] values) {
        expirationsMs = values;
    }

    void restoreDeliveryTimes(long[] values) {
        deliveryTimesMs = values;
    }

    void restoreFailures(int[] values) {
        failures = values;
    }
}
