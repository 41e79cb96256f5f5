// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.ra.log.ResourceAdapterLog;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.WorkAdapter;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.List;
import java.util.random.RandomGenerator;

/** The application server's threads, as the workers get them. */
public final class WorkerThreads {
    private final WorkManager workManager;
    private final boolean takesHints;

    public WorkerThreads(BootstrapContext context) {
        this.workManager = context.getWorkManager();
        this.takesHints = context.isContextSupported(HintsContext.class);
    }

    DeliveryWorker newWorker(EndpointActivation activation, RandomGenerator random) {
        return takesHints ? new LongRunningWorker(activation, random) : new DeliveryWorker(activation, random);
    }

    /**
     * Asks for a thread for each worker. Fewer than asked for are a warning, because the others do the work.
     *
     * @throws ResourceException if there is none for any of them
     */
    void start(EndpointActivation activation, List<DeliveryWorker> workers) throws ResourceException {
        int rejected = 0;
        WorkException reason = null;
        for (DeliveryWorker worker : workers) {
            try {
                workManager.scheduleWork(worker, WorkManager.INDEFINITE, null, new Listener(activation, worker));
            } catch (WorkException e) {
                worker.rejected();
                rejected++;
                reason = e;
            }
        }
        if (reason != null && rejected == workers.size()) {
            throw new ResourceException("the application server has no thread for " + activation.name(), reason);
        }
        if (reason != null) {
            ResourceAdapterLog.LOG.workersRejected(rejected, workers.size(), activation.name(), reason.toString());
        }
    }

    /** Hears of work that the container accepts first and refuses later. Called by any thread. */
    private static final class Listener extends WorkAdapter {
        private final EndpointActivation activation;
        private final DeliveryWorker worker;

        Listener(EndpointActivation activation, DeliveryWorker worker) {
            this.activation = activation;
            this.worker = worker;
        }

        @Override
        public void workRejected(WorkEvent event) {
            worker.rejected();
            activation.workerEnded();
            ResourceAdapterLog.LOG.workersRejected(
                    1, activation.concurrency(), activation.name(), String.valueOf(event.getException()));
        }
    }
}
