// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.inbound.InboundDelivery;
import io.mambamq.ra.connection.ConnectionLease;
import io.mambamq.ra.log.ResourceAdapterLog;
import jakarta.jms.JMSException;
import jakarta.resource.spi.work.Work;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One of an activation's workers: a session at the broker and a thread of the application server, which takes one delivery
 * after the other to the endpoint, and connects again when the session is lost, until the activation stops.
 *
 * <p>Other threads only call {@link #stop}, {@link #abandon} and {@link #release}.
 */
class DeliveryWorker implements Work {
    private static final long RECEIVE_TIMEOUT_MS = 10_000;
    private static final long UNAVAILABLE_DELAY_MS = 20;
    private static final long UNAVAILABLE_DELAY_MAX_MS = 5_000;
    private static final int UNAVAILABLE_ATTEMPTS_MAX = 10;
    private static final long FAILURE_DELAY_MS = 20;
    private static final long FAILURE_DELAY_MAX_MS = 1_000;

    private final EndpointActivation activation;

    // confined to the worker's thread
    private final Backoff reconnects;
    private final Backoff refusals;
    private final Backoff failures;
    private boolean failedBefore;
    private long delayMs;

    // guarded by this
    private State state = State.SCHEDULED;
    private boolean stopping;
    private boolean delivering;
    private @Nullable WorkerSession session;

    private enum State {
        SCHEDULED,
        RUNNING,
        ENDED
    }

    DeliveryWorker(EndpointActivation activation, RandomGenerator random) {
        this.activation = activation;
        InboundConfig config = activation.config();
        this.reconnects = new Backoff(config.reconnectInitialDelayMs(), config.reconnectMaxDelayMs(), random);
        this.refusals = new Backoff(UNAVAILABLE_DELAY_MS, UNAVAILABLE_DELAY_MAX_MS, random);
        this.failures = new Backoff(FAILURE_DELAY_MS, FAILURE_DELAY_MAX_MS, random);
    }

    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        try {
            while (!isStopping()) {
                delayMs = 0;
                serve();
                if (delayMs > 0) {
                    activation.pause(delayMs);
                }
            }
        } finally {
            end();
        }
    }

    /** The container wants its thread back. */
    @Override
    public void release() {
        stop();
    }

    /** Takes no further delivery; one that runs is finished. Does not wait. */
    void stop() {
        WorkerSession idle;
        synchronized (this) {
            stopping = true;
            idle = delivering ? null : session;
            if (state == State.SCHEDULED) {
                state = State.ENDED;
            }
        }
        if (idle != null) {
            idle.close();
        }
    }

    /** Takes the session away from a delivery that does not end: the broker delivers its message again. */
    void abandon() {
        WorkerSession busy;
        synchronized (this) {
            busy = session;
        }
        if (busy != null) {
            busy.close();
        }
    }

    /** The container will not run this worker. */
    synchronized void rejected() {
        stopping = true;
        state = State.ENDED;
    }

    synchronized boolean isEnded() {
        return state == State.ENDED;
    }

    /** One session, from connecting to its end. */
    private void serve() {
        try (ConnectionLease lease = activation.lease();
                WorkerSession opened = activation.openSession(lease)) {
            if (attach(opened)) {
                activation.connected();
                reconnects.reset();
                consume(opened);
            }
        } catch (JMSException e) {
            if (!isStopping()) {
                activation.disconnected(e);
                delayMs = reconnects.nextMs();
            }
        } catch (RuntimeException e) {
            ResourceAdapterLog.LOG.workerFailed(activation.name(), e);
            delayMs = reconnects.nextMs();
        } finally {
            detach();
        }
    }

    /**
     * Delivers as long as all goes well. After a failure the session ends: what the broker had sent ahead goes back to its
     * place behind the message that failed, so that one worker alone keeps the queue's order.
     */
    private void consume(WorkerSession opened) throws JMSException {
        EndpointDelivery endpoint = activation.endpointFor(opened.resource());
        boolean wentWell = true;
        while (wentWell && !isStopping()) {
            InboundDelivery delivery = opened.receive(RECEIVE_TIMEOUT_MS);
            if (delivery == null) {
                continue;
            }
            if (!beginDelivery()) {
                delivery.giveBack(false);
                return;
            }
            try {
                wentWell = deliver(endpoint, delivery);
            } finally {
                endDelivery();
            }
        }
    }

    /** While the endpoint is not available the message waits here, but not for ever: others may have one that is. */
    private boolean deliver(EndpointDelivery endpoint, InboundDelivery delivery) throws JMSException {
        for (int attempt = 1; attempt <= UNAVAILABLE_ATTEMPTS_MAX; attempt++) {
            DeliveryOutcome outcome = endpoint.deliver(delivery);
            if (outcome.kind() != DeliveryOutcome.Kind.UNAVAILABLE) {
                return conclude(outcome, delivery);
            }
            activation.endpointUnavailable(outcome);
            if (activation.pause(refusals.nextMs())) {
                break;
            }
        }
        delivery.giveBack(false);
        return false;
    }

    /** The first failure is tried again at once, further ones in a row ever more slowly. */
    private boolean conclude(DeliveryOutcome outcome, InboundDelivery delivery) throws JMSException {
        refusals.reset();
        if (outcome.kind() == DeliveryOutcome.Kind.CONSUMED) {
            failures.reset();
            failedBefore = false;
            return true;
        }
        activation.deliveryFailed(delivery.message(), outcome);
        if (failedBefore) {
            delayMs = failures.nextMs();
        }
        failedBefore = true;
        return false;
    }

    private synchronized boolean begin() {
        if (state == State.ENDED) {
            return false;
        }
        state = State.RUNNING;
        return true;
    }

    private void end() {
        synchronized (this) {
            state = State.ENDED;
        }
        activation.workerEnded();
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private synchronized boolean attach(WorkerSession opened) {
        session = opened;
        return !stopping;
    }

    private synchronized void detach() {
        session = null;
    }

    private synchronized boolean beginDelivery() {
        delivering = !stopping;
        return delivering;
    }

    private synchronized void endDelivery() {
        delivering = false;
        Thread.interrupted(); // a bean may have left the flag set: it is not meant for the next delivery
    }
}
