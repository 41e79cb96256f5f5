// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.core.queue.QueueIndex;
import java.util.Arrays;

/**
 * Messages of a queue whose delivery time has not come (JMS 3.1 §7.9): a binary heap by time, then by sequence, in two
 * primitive arrays.
 */
final class DelayedMessages {
    private long[] timesMs = new long[4];
    private long[] sequences = new long[4];
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    void add(long timeMs, long sequence) {
        if (count == timesMs.length) {
            timesMs = Arrays.copyOf(timesMs, count * 2);
            sequences = Arrays.copyOf(sequences, count * 2);
        }
        int index = count++;
        while (index > 0 && isBefore(timeMs, sequence, (index - 1) / 2)) {
            move((index - 1) / 2, index);
            index = (index - 1) / 2;
        }
        timesMs[index] = timeMs;
        sequences[index] = sequence;
    }

    /** Takes out the earliest message whose time has come and returns its sequence, or {@link QueueIndex#NONE}. */
    long pollDue(long nowMs) {
        if (count == 0 || timesMs[0] > nowMs) {
            return QueueIndex.NONE;
        }
        long due = sequences[0];
        count--;
        sinkFromRoot(timesMs[count], sequences[count]);
        return due;
    }

    private void sinkFromRoot(long timeMs, long sequence) {
        int index = 0;
        while (2 * index + 1 < count) {
            int child = 2 * index + 1;
            if (child + 1 < count && isBefore(timesMs[child + 1], sequences[child + 1], child)) {
                child++;
            }
            if (isBefore(timeMs, sequence, child)) {
                break;
            }
            move(child, index);
            index = child;
        }
        timesMs[index] = timeMs;
        sequences[index] = sequence;
    }

    private boolean isBefore(long timeMs, long sequence, int index) {
        return timeMs < timesMs[index] || (timeMs == timesMs[index] && sequence < sequences[index]);
    }

    private void move(int from, int to) {
        timesMs[to] = timesMs[from];
        sequences[to] = sequences[from];
    }
}
