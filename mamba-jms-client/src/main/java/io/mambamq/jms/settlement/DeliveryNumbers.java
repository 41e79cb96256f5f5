// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.settlement;

import io.mambamq.protocol.frame.DeliveryRanges;
import java.util.Arrays;

/** A growing list of delivery numbers that is emptied as ranges. */
final class DeliveryNumbers {
    private long[] numbers = new long[16];
    private int count;
    private boolean ascending = true;

    void add(long delivery) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, count * 2);
        }
        ascending &= count == 0 || numbers[count - 1] < delivery;
        numbers[count++] = delivery;
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** All of them; the list is empty then. */
    DeliveryRanges take() {
        // Several consumers of one session may be emptied in another order than they were filled.
        if (!ascending) {
            Arrays.sort(numbers, 0, count);
        }
        DeliveryRanges ranges = DeliveryRanges.of(numbers, count);
        count = 0;
        ascending = true;
        return ranges;
    }
}
