// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.queue;

/** Visits the messages of a queue that no prepared transaction locks, in the order of the queue within a priority. */
public interface UnlockedMessages {
    /**
     * Messages of the same priority, none of which has a delivery time.
     *
     * @param firstSequence a multiple of 64
     * @param bits bit i stands for {@code firstSequence + i}; never 0
     */
    void neighbours(long firstSequence, long bits, int priority);

    /** A message that has a delivery time, past or not. */
    void timed(long sequence);
}
