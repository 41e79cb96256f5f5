// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.container;

import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** A thread for each work. */
public final class WorkManagerDouble implements WorkManager {
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Semaphore rejections = new Semaphore(0);
    private volatile boolean rejecting;

    /** Whether to take works. */
    public void reject(boolean all) {
        rejecting = all;
    }

    /** Waits until a work has been rejected. */
    public void awaitRejection() throws InterruptedException {
        rejections.acquire();
    }

    /** Waits until no work runs. */
    public void awaitEnd() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Override
    public void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener)
            throws WorkException {
        if (rejecting) {
            rejections.release();
            throw new WorkRejectedException("no thread");
        }
        Thread thread = new Thread(work, "work-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    @Override
    public void scheduleWork(Work work) throws WorkException {
        scheduleWork(work, INDEFINITE, null, null);
    }

    @Override
    public void doWork(Work work) throws WorkException {
        throw new WorkRejectedException("the adapter must not wait for work");
    }

    @Override
    public void doWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener)
            throws WorkException {
        doWork(work);
    }

    @Override
    public long startWork(Work work) throws WorkException {
        throw new WorkRejectedException("the adapter must not wait for work");
    }

    @Override
    public long startWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener)
            throws WorkException {
        return startWork(work);
    }
}
