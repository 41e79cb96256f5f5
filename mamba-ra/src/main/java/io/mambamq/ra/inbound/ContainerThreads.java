// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import jakarta.resource.spi.work.WorkAdapter;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.function.Consumer;

/**
 * The application server's threads, on which beans run. They are few and serve everybody: Open Liberty starts with two for
 * each processor, HTTP requests included. So nothing waits for messages there; workers come with a message, work and leave.
 */
public final class ContainerThreads {
    private final WorkManager workManager;

    public ContainerThreads(WorkManager workManager) {
        this.workManager = workManager;
    }

    /**
     * Asks for a thread for one stay of a worker.
     *
     * @param rejection is told if the container has second thoughts
     * @throws WorkException if the container takes no work now
     */
    void submit(DeliveryWorker worker, Consumer<WorkException> rejection) throws WorkException {
        workManager.scheduleWork(worker, WorkManager.INDEFINITE, null, new WorkAdapter() {
            @Override
            public void workRejected(WorkEvent event) {
                rejection.accept(event.getException());
            }
        });
    }
}
