// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

/**
 * How often messages came back after an application had seen them, for those that ever did: an open-addressed table of
 * sequence and count without a box for either. Not durable: JMSXDeliveryCount need not be exact after a restart
 * (JMS 3.1 §3.5.11).
 */
final class ReturnCounts {
    private static final long FREE = 0;
    private static final int CAPACITY_MIN = 8;

    private long[] sequences = new long[CAPACITY_MIN];
    private int[] counts = new int[CAPACITY_MIN];
    private int used;

    /** 0 if it never came back. */
    int get(long sequence) {
        return used == 0 ? 0 : counts[find(sequence)];
    }

    void increment(long sequence) {
        if ((used + 1) * 2 > sequences.length) {
            grow();
        }
        int slot = find(sequence);
        if (sequences[slot] == FREE) {
            sequences[slot] = sequence;
            used++;
        }
        counts[slot]++;
    }

    void remove(long sequence) {
        if (used == 0) {
            return;
        }
        int slot = find(sequence);
        if (sequences[slot] == sequence) {
            used--;
            close(slot);
        }
    }

    /** Moves later entries of the same run into the gap, so that {@link #find} may stop at the first free slot. */
    private void close(int freed) {
        int gap = freed;
        int mask = sequences.length - 1;
        for (int slot = (gap + 1) & mask; sequences[slot] != FREE; slot = (slot + 1) & mask) {
            int distanceToHome = (slot - home(sequences[slot])) & mask;
            if (distanceToHome >= ((slot - gap) & mask)) {
                sequences[gap] = sequences[slot];
                counts[gap] = counts[slot];
                gap = slot;
            }
        }
        sequences[gap] = FREE;
        counts[gap] = 0;
    }

    private int find(long sequence) {
        int slot = home(sequence);
        while (sequences[slot] != FREE && sequences[slot] != sequence) {
            slot = (slot + 1) & (sequences.length - 1);
        }
        return slot;
    }

    private int home(long sequence) {
        return (int) ((sequence * 0x9E3779B97F4A7C15L) >>> 32) & (sequences.length - 1);
    }

    private void grow() {
        long[] oldSequences = sequences;
        int[] oldCounts = counts;
        sequences = new long[oldSequences.length * 2];
        counts = new int[oldSequences.length * 2];
        for (int i = 0; i < oldSequences.length; i++) {
            if (oldSequences[i] != FREE) {
                int slot = find(oldSequences[i]);
                sequences[slot] = oldSequences[i];
                counts[slot] = oldCounts[i];
            }
        }
    }
}
