// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** Gathers sequences; neighbours that follow each other become one range. Reusable, confined to one thread. */
public final class SequenceRangesBuilder {
    private long[] bounds = new long[2];
    private int used;
    private long count;

    public SequenceRangesBuilder() {}

    public void add(long sequence) {
        addRange(sequence, sequence);
    }

    /** Both ends are included. */
    public void addRange(long first, long last) {
        count += last - first + 1;
        if (used > 0 && bounds[used - 1] == first - 1) {
            bounds[used - 1] = last;
            return;
        }
        if (used == bounds.length) {
            bounds = Arrays.copyOf(bounds, used * 2);
        }
        bounds[used++] = first;
        bounds[used++] = last;
    }

    public boolean isEmpty() {
        return used == 0;
    }

    /** How many sequences, not how many ranges. */
    public long count() {
        return count;
    }

    public void forEach(LongConsumer consumer) {
        build().forEach(consumer);
    }

    public SequenceRanges build() {
        return new SequenceRanges(Arrays.copyOf(bounds, used));
    }

    /** What was gathered since the last time; starts afresh. */
    public SequenceRanges take() {
        SequenceRanges ranges = build();
        used = 0;
        count = 0;
        return ranges;
    }
}
