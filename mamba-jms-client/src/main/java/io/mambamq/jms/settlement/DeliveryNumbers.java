// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.settlement;

import io.mambamq.protocol.frame.DeliveryRanges;
import java.util.Arrays;
import java.util.function.LongPredicate;

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

    /** Whether there were any. */
    boolean removeIf(LongPredicate which) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (!which.test(numbers[i])) {
                numbers[kept++] = numbers[i];
            }
        }
        boolean any = kept < count;
        count = kept;
        return any;
    }

    void clear() {
        count = 0;
        ascending = true;
    }

    /** All of them; the list is empty then. */
    DeliveryRanges take() {
        DeliveryRanges ranges = ranges();
        clear();
        return ranges;
    }

    /** All of them. */
    DeliveryRanges ranges() {
        // Several consumers of one session may be emptied in another order than they were filled.
        if (!ascending) {
            Arrays.sort(numbers, 0, count);
            ascending = true;
        }
        return DeliveryRanges.of(numbers, count);
    }
}
