// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sequences of a ledger's sends: the last {@link #WINDOW} of them exactly, nothing of those before. As long as none is
 * left out that takes no more than the number of the last.
 */
public final class SentSequences {
    /**
     * So many of the last sequences are known. A client has fewer messages unanswered: {@link io.mambamq.core.MachineConfig}
     * bounds the bytes of them.
     */
    public static final int WINDOW = 1 << 14;

    /** Takes the sequences from first to last, both included. */
    @FunctionalInterface
    public interface RangeConsumer {
        void range(long first, long last);
    }

    private long last;
    /** A bit for each sequence of the window that was left out, that of s at s mod WINDOW; null if none ever was. */
    private long @Nullable [] missing;

    SentSequences() {}

    /** Knows nothing of the sequences up to that one, as if they were outside of the window. */
    static SentSequences behind(long sequence) {
        SentSequences sequences = new SentSequences();
        sequences.last = sequence;
        return sequences;
    }

    /** The highest; 0 if there is none. */
    public long last() {
        return last;
    }

    /** The first of the window. */
    long windowStart() {
        return Math.max(1, last - WINDOW + 1);
    }

    /** @throws IllegalStateException if it is not above the last */
    void add(long sequence) {
        if (sequence != last + 1) {
            leaveOut(last + 1, sequence - 1);
        }
        if (missing != null) {
            missing[wordOf(sequence)] &= ~(1L << sequence);
        }
        last = sequence;
    }

    private void leaveOut(long from, long to) {
        if (to < from) {
            throw new IllegalStateException("a send of sequence " + (to + 1) + " in a ledger behind " + (from - 1));
        }
        if (missing == null) {
            missing = new long[WINDOW / Long.SIZE];
        }
        if (to - from >= WINDOW) {
            Arrays.fill(missing, -1);
            return;
        }
        for (long sequence = from; sequence <= to; sequence++) {
            missing[wordOf(sequence)] |= 1L << sequence;
        }
    }

    /** The ranges within the window, ascending and as long as can be. */
    public void forEachRange(RangeConsumer consumer) {
        long first = 0;
        for (long sequence = windowStart(); sequence <= last; sequence++) {
            if (isMissing(sequence)) {
                if (first != 0) {
                    consumer.range(first, sequence - 1);
                    first = 0;
                }
            } else if (first == 0) {
                first = sequence;
            }
        }
        if (first != 0) {
            consumer.range(first, last);
        }
    }

    private boolean isMissing(long sequence) {
        return missing != null && (missing[wordOf(sequence)] & 1L << sequence) != 0;
    }

    private static int wordOf(long sequence) {
        return (int) (sequence & WINDOW - 1) >>> 6;
    }
}
