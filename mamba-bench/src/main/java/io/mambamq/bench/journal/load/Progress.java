// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal.load;

import java.util.concurrent.atomic.LongAdder;

/** What the appenders and the main thread tell each other. */
final class Progress {
    private final LongAdder confirmed = new LongAdder();
    private volatile boolean measuring;
    private volatile boolean over;

    void confirmOne() {
        confirmed.increment();
    }

    long confirmed() {
        return confirmed.sum();
    }

    boolean isMeasuring() {
        return measuring;
    }

    void measuring(boolean value) {
        measuring = value;
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }
}
