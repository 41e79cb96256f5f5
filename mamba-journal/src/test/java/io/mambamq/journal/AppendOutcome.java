// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A completion that a test can wait for. */
public final class AppendOutcome implements Completion {

    private static final long WAIT_MAX_SECONDS = 60;

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable JournalException cause;

    @Override
    public void durable(RecordBatch batch) {
        done.countDown();
    }

    @Override
    public void failed(RecordBatch batch, JournalException failure) {
        cause = failure;
        done.countDown();
    }

    public boolean isDone() {
        return done.getCount() == 0;
    }

    public boolean isDurable() {
        return isDone() && cause == null;
    }

    /** Waits; null where the append became durable. */
    public @Nullable JournalException await() {
        try {
            if (!done.await(WAIT_MAX_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the append was not completed");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        return cause;
    }
}
