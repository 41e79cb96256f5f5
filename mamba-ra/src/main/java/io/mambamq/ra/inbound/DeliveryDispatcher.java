// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.Backoff;
import io.mambamq.jms.inbound.InboundConsumer;
import io.mambamq.ra.connection.ConnectionLease;
import io.mambamq.ra.connection.ReconnectDelays;
import io.mambamq.ra.log.ResourceAdapterLog;
import jakarta.jms.JMSException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What an activation's own thread does: it waits for the connection and lets messages flow to the bean, and the same again when the
 * connection is lost, until the activation stops. Other threads only call {@link #signalStop} and {@link #abandon}.
 */
final class DeliveryDispatcher implements Runnable {
    private static final long LAST_DELIVERIES_MS = 1_000;

    private final EndpointActivation activation;
    private final ContainerThreads threads;

    // confined to the activation's thread
    /** Of the consumer; those of the connection are not this activation's alone. */
    private final Backoff retries;

    // guarded by this
    private boolean stopping;
    private @Nullable DeliveryFlow flow;

    DeliveryDispatcher(EndpointActivation activation, ContainerThreads threads, RandomGenerator random) {
        this.activation = activation;
        this.threads = threads;
        ReconnectDelays delays = activation.config().retryDelays();
        this.retries = new Backoff(delays.initialMs(), delays.maxMs(), random);
    }

    @Override
    public void run() {
        while (!isStopping()) {
            ConnectionLease lease = activation.awaitLease();
            if (lease == null) {
                return;
            }
            long delayMs = serve(lease);
            if (delayMs > 0) {
                activation.pause(delayMs);
            }
            awaitLastDeliveries();
        }
    }

    /** Takes no further delivery; those that the bean has are finished. Does not wait. */
    void signalStop() {
        DeliveryFlow active;
        synchronized (this) {
            stopping = true;
            active = flow;
        }
        if (active != null) {
            active.signalStop();
        }
    }

    /** Waits for deliveries no longer. */
    void abandon() {
        DeliveryFlow active = flow();
        if (active != null) {
            active.abandon();
        }
    }

    int workerCount() {
        DeliveryFlow active = flow();
        return active == null ? 0 : active.workerCount();
    }

    /**
     * One connection, from its beginning to its end.
     *
     * @return how long to wait before the next try, in ms
     */
    private long serve(ConnectionLease lease) {
        try (lease;
                InboundConsumer consumer = activation.openConsumer(lease);
                DeliveryFlow opened = new DeliveryFlow(activation, threads, lease, consumer)) {
            if (begin(opened)) {
                activation.consumes();
                retries.reset();
                opened.run();
            }
            return 0;
        } catch (JMSException e) {
            if (isStopping() || lease.isLostBy(e)) {
                return 0;
            }
            activation.refused(e);
            return retries.nextMs();
        } catch (RuntimeException e) {
            ResourceAdapterLog.LOG.workerFailed(activation.name(), e);
            return retries.nextMs();
        } finally {
            end();
        }
    }

    /** What still runs came over a connection that is lost; its message must not overtake it where order counts. */
    private void awaitLastDeliveries() {
        if (activation.settings().isOrdered()) {
            while (!isStopping() && activation.running().awaitNone(LAST_DELIVERIES_MS) > 0) {
                // It takes as long as it takes.
            }
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private synchronized @Nullable DeliveryFlow flow() {
        return flow;
    }

    private synchronized boolean begin(DeliveryFlow opened) {
        flow = opened;
        return !stopping;
    }

    private synchronized void end() {
        flow = null;
    }
}
