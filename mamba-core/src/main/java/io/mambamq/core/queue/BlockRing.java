// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.queue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Blocks numbered without gaps, of which a sliding window is kept: new ones join at the end, any can be released, and the
 * window starts at the oldest that is left. One block that stays keeps nothing but itself and a reference for each
 * later number.
 */
public final class BlockRing<B> {
    private static final int CAPACITY_MIN = 4;

    private @Nullable Object[] ring = new Object[CAPACITY_MIN];
    private long first;
    private long end;

    public BlockRing() {}

    /** Number of the oldest block that may be there. */
    public long first() {
        return first;
    }

    /** The number that the next block gets. */
    public long end() {
        return end;
    }

    /** Null if the block was released or never was. */
    @SuppressWarnings("unchecked")
    public @Nullable B get(long number) {
        return number < first || number >= end ? null : (B) ring[slot(number)];
    }

    public void append(B block) {
        if (end - first == ring.length) {
            grow();
        }
        ring[slot(end++)] = block;
    }

    /** Puts a block in its place, in whatever order blocks come; the window grows to hold it. */
    public void put(long number, B block) {
        long newFirst = first == end ? number : Math.min(first, number);
        long newEnd = first == end ? number + 1 : Math.max(end, number + 1);
        while (newEnd - newFirst > ring.length) {
            grow();
        }
        first = newFirst;
        end = newEnd;
        ring[slot(number)] = block;
    }

    public void release(long number) {
        ring[slot(number)] = null;
        while (first < end && ring[slot(first)] == null) {
            first++;
        }
    }

    private int slot(long number) {
        return (int) number & (ring.length - 1);
    }

    private void grow() {
        @Nullable Object[] grown = Arrays.copyOf(ring, ring.length * 2);
        Arrays.fill(grown, null);
        for (long number = first; number < end; number++) {
            grown[(int) number & (grown.length - 1)] = ring[slot(number)];
        }
        ring = grown;
    }
}
