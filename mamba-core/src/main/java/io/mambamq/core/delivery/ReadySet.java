// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.core.queue.QueueIndex;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a queue that can be delivered now: higher priority first (JMS 3.1 §3.4.10), within a priority in the
 * order of the queue. A message that comes back takes its old place. One bitmap for each priority that was ever seen.
 */
final class ReadySet {
    static final int PRIORITIES = 10;

    private final @Nullable SequenceBitmap[] byPriority = new @Nullable SequenceBitmap[PRIORITIES];
    /** Bit p is set while priority p has members. */
    private int usedPriorities;

    void add(long sequence, int priority) {
        if (!bitmapToAdd(priority).add(sequence)) {
            throw new IllegalStateException("message " + sequence + " is ready already");
        }
    }

    /** Messages of one priority; bit i stands for the i-th after the first sequence, a multiple of 64. */
    void addNeighbours(long firstSequence, long bits, int priority) {
        if (!bitmapToAdd(priority).addNeighbours(firstSequence, bits)) {
            throw new IllegalStateException("a message from " + firstSequence + " on is ready already");
        }
    }

    /** Tells whether it was not in the set before. */
    boolean addIfAbsent(long sequence, int priority) {
        return bitmapToAdd(priority).add(sequence);
    }

    boolean contains(long sequence, int priority) {
        SequenceBitmap bitmap = byPriority[priority];
        return bitmap != null && bitmap.contains(sequence);
    }

    boolean isEmpty() {
        return usedPriorities == 0;
    }

    /** The first of a priority from a sequence on, or {@link QueueIndex#NONE}. */
    long next(long from, int priority) {
        SequenceBitmap bitmap = byPriority[priority];
        return bitmap == null ? QueueIndex.NONE : bitmap.next(from);
    }

    /** Tells whether it was in the set. */
    boolean remove(long sequence, int priority) {
        SequenceBitmap bitmap = byPriority[priority];
        if (bitmap == null || !bitmap.remove(sequence)) {
            return false;
        }
        if (bitmap.isEmpty()) {
            usedPriorities &= ~(1 << priority);
        }
        return true;
    }

    private SequenceBitmap bitmapToAdd(int priority) {
        SequenceBitmap bitmap = byPriority[priority];
        if (bitmap == null) {
            bitmap = new SequenceBitmap();
            byPriority[priority] = bitmap;
        }
        usedPriorities |= 1 << priority;
        return bitmap;
    }

    /** The message that is next, or {@link QueueIndex#NONE}. */
    long next() {
        if (usedPriorities == 0) {
            return QueueIndex.NONE;
        }
        return bitmap(highestPriority()).first();
    }

    /** Takes out what {@link #next} told. */
    void removeNext() {
        int priority = highestPriority();
        SequenceBitmap bitmap = bitmap(priority);
        bitmap.remove(bitmap.first());
        if (bitmap.isEmpty()) {
            usedPriorities &= ~(1 << priority);
        }
    }

    long count() {
        long count = 0;
        for (SequenceBitmap bitmap : byPriority) {
            count += bitmap == null ? 0 : bitmap.count();
        }
        return count;
    }

    private int highestPriority() {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(usedPriorities);
    }

    private SequenceBitmap bitmap(int priority) {
        SequenceBitmap bitmap = byPriority[priority];
        if (bitmap == null) {
            throw new IllegalStateException("no message has priority " + priority);
        }
        return bitmap;
    }
}
