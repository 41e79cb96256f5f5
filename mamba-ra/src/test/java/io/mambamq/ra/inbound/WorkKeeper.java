// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import java.util.concurrent.CountDownLatch;

/** A container that takes works and has no thread for them. */
record WorkKeeper(CountDownLatch submitted) implements WorkManager {
    @Override
    public void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        submitted.countDown();
    }

    @Override
    public void scheduleWork(Work work) {
        submitted.countDown();
    }

    @Override
    public void doWork(Work work) {
        throw new AssertionError("the adapter must not wait for work");
    }

    @Override
    public void doWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        doWork(work);
    }

    @Override
    public long startWork(Work work) {
        throw new AssertionError("the adapter must not wait for work");
    }

    @Override
    public long startWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        return startWork(work);
    }
}
