// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One thread that appends until the run is over, and how long its appends took to be durable. */
abstract class Appender implements Runnable {
    private static final int DIGITS = 3;

    private final Histogram latencyNs = new Histogram(TimeUnit.MINUTES.toNanos(1), DIGITS);
    private final Progress progress;

    Appender(Progress progress) {
        this.progress = progress;
    }

    @Override
    public final void run() {
        try {
            appendUntilOver();
        } catch (Exception e) {
            JournalUnderLoad.abort(e);
        }
    }

    /** Valid when the thread has ended. */
    final Histogram latencyNs() {
        return latencyNs;
    }

    final Progress progress() {
        return progress;
    }

    final void record(long tookNs) {
        if (progress.isMeasuring()) {
            latencyNs.recordValue(tookNs);
        }
    }

    abstract void appendUntilOver() throws Exception;
}
