// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.Backoff;
import io.mambamq.jms.inbound.InboundDelivery;
import io.mambamq.ra.connection.ConnectionLease;
import io.mambamq.ra.log.ResourceAdapterLog;
import jakarta.jms.JMSException;
import jakarta.resource.spi.work.WorkException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One of an activation's workers: it holds a session at the broker, waits for messages on a thread of its own, takes them to
 * the bean on one of the container's, and connects again when the session is lost, until the activation stops.
 *
 * <p>Other threads only call {@link #stop} and {@link #abandon}.
 */
final class DeliveryWorker implements Runnable {
    private static final long RECEIVE_TIMEOUT_MS = 10_000;
    private static final long UNAVAILABLE_DELAY_MS = 20;
    private static final long UNAVAILABLE_DELAY_MAX_MS = 5_000;
    private static final int UNAVAILABLE_ATTEMPTS_MAX = 10;
    private static final long FAILURE_DELAY_MS = 20;
    private static final long FAILURE_DELAY_MAX_MS = 1_000;

    private final EndpointActivation activation;
    private final ContainerThreads threads;

    // confined to the worker's thread
    private final Backoff reconnects;
    private final Backoff refusals;
    private final Backoff failures;
    private boolean failedBefore;
    private long delayMs;

    // guarded by this
    private boolean stopping;
    private @Nullable WorkerSession session;
    private @Nullable DeliveryBurst burst;

    DeliveryWorker(EndpointActivation activation, ContainerThreads threads, RandomGenerator random) {
        this.activation = activation;
        this.threads = threads;
        InboundConfig config = activation.config();
        this.reconnects = new Backoff(config.reconnectInitialDelayMs(), config.reconnectMaxDelayMs(), random);
        this.refusals = new Backoff(UNAVAILABLE_DELAY_MS, UNAVAILABLE_DELAY_MAX_MS, random);
        this.failures = new Backoff(FAILURE_DELAY_MS, FAILURE_DELAY_MAX_MS, random);
    }

    @Override
    public void run() {
        while (!isStopping()) {
            delayMs = 0;
            serve();
            if (delayMs > 0) {
                activation.pause(delayMs);
            }
        }
    }

    /** Takes no further delivery; one that the bean has is finished. Does not wait. */
    void stop() {
        DeliveryBurst pending;
        synchronized (this) {
            stopping = true;
            pending = burst;
        }
        if (pending == null || pending.cancel()) {
            abandon();
        }
    }

    /** Takes the session away, from a delivery that does not end for instance: the broker delivers its message again. */
    void abandon() {
        WorkerSession open;
        synchronized (this) {
            open = session;
        }
        if (open != null) {
            open.close();
        }
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
            if (delivery != null) {
                wentWell = deliver(opened, endpoint, delivery);
            }
        }
    }

    /** While the endpoint is not available the message waits here, but not for ever: others may have one that is. */
    private boolean deliver(WorkerSession opened, EndpointDelivery endpoint, InboundDelivery first)
            throws JMSException {
        InboundDelivery waiting = first;
        for (int attempt = 1; attempt <= UNAVAILABLE_ATTEMPTS_MAX && !isStopping(); attempt++) {
            DeliveryBurst next = new DeliveryBurst(opened, endpoint, waiting, this::isStopping);
            DeliveryOutcome outcome = carryOut(next);
            if (outcome.kind() != DeliveryOutcome.Kind.UNAVAILABLE) {
                return conclude(outcome, next.current());
            }
            waiting = next.current();
            activation.endpointUnavailable(outcome);
            activation.pause(refusals.nextMs());
        }
        if (!isStopping()) {
            waiting.giveBack(false);
        }
        return false;
    }

    /** Has the container run the burst and waits for its end. */
    private DeliveryOutcome carryOut(DeliveryBurst next) throws JMSException {
        begin(next);
        try {
            threads.submit(next);
            return next.outcome().join();
        } catch (WorkException e) {
            return DeliveryOutcome.unavailable(e);
        } catch (CancellationException e) {
            return DeliveryOutcome.unavailable(e);
        } catch (CompletionException e) {
            if (e.getCause() instanceof JMSException lost) {
                throw lost;
            }
            throw e;
        } finally {
            end();
        }
    }

    /** The first failure is tried again at once, further ones in a row ever more slowly. */
    private boolean conclude(DeliveryOutcome outcome, InboundDelivery delivery) throws JMSException {
        refusals.reset();
        if (outcome.isConsumed()) {
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

    private void begin(DeliveryBurst next) {
        boolean late;
        synchronized (this) {
            burst = next;
            late = stopping;
        }
        if (late) {
            next.cancel();
        }
    }

    private synchronized void end() {
        burst = null;
    }
}
