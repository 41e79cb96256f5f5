// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.MambaDestination;
import io.mambamq.jms.session.ConsumerSource;
import io.mambamq.ra.connection.BrokerAccess;
import io.mambamq.ra.connection.BrokerConnections;
import io.mambamq.ra.connection.ConnectionLease;
import io.mambamq.ra.connection.Credentials;
import io.mambamq.ra.log.ResourceAdapterLog;
import io.mambamq.ra.transaction.TrackedXaResource;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One active endpoint: its destination, its workers, and what they have in common. Created by an activation, of no use after
 * {@link #stop}. Thread-safe.
 */
public final class EndpointActivation {
    private final MessageEndpointFactory endpoints;
    private final BrokerConnections connections;
    private final Credentials credentials;
    private final MambaDestination destination;
    private final ConsumerSource source;
    /** Null for what does not end with its consumers: queues and durable subscriptions. */
    private final @Nullable SubscriptionKeeper keeper;

    private final int concurrency;
    private final int prefetch;
    private final boolean transacted;
    private final InboundConfig config;

    // filled by the activation, unchanged afterwards
    private final List<DeliveryWorker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private final CountDownLatch stopSignal = new CountDownLatch(1);
    private final AtomicBoolean away = new AtomicBoolean();

    private EndpointActivation(
            MessageEndpointFactory endpoints, MambaActivationSpec spec, BrokerAccess adapter, InboundConfig config)
            throws ResourceException {
        this.endpoints = endpoints;
        this.destination = DestinationResolver.resolve(spec);
        this.connections = adapter.connections();
        this.credentials = spec.credentials().orElse(ConnectionFactoryResolver.credentials(spec, adapter));
        this.source = SubscriptionResolver.resolve(spec, destination, credentials, endpoints);
        this.keeper = needsKeeper(source) ? new SubscriptionKeeper(connections, credentials, source) : null;
        this.concurrency = spec.concurrency();
        this.prefetch = spec.prefetchCount();
        this.transacted = EndpointDelivery.isTransacted(endpoints);
        this.config = config;
    }

    private static boolean needsKeeper(ConsumerSource source) {
        return source.subscription() != null && !source.subscription().durable();
    }

    /**
     * Resolves the destination and starts the workers; returns without waiting for a connection, which they make
     * themselves.
     *
     * @throws ResourceException if the specification is wrong
     */
    public static EndpointActivation start(
            MessageEndpointFactory endpoints,
            MambaActivationSpec spec,
            BrokerAccess adapter,
            ContainerThreads threads,
            InboundConfig config)
            throws ResourceException {
        spec.validate();
        EndpointActivation activation = new EndpointActivation(endpoints, spec, adapter, config);
        SplittableRandom random = new SplittableRandom();
        for (int i = 0; i < activation.concurrency; i++) {
            activation.startWorker(new DeliveryWorker(activation, threads, random.split()), i);
        }
        ResourceAdapterLog.LOG.endpointActivated(
                activation.name(), activation.destination.toString(), activation.concurrency);
        return activation;
    }

    /** Tells the workers to finish what they do; does not wait. */
    public void signalStop() {
        stopSignal.countDown();
        workers.forEach(DeliveryWorker::stop);
    }

    /** Stops and waits for deliveries that run, up to the drain timeout; then takes their sessions away. */
    public void stop() {
        signalStop();
        long running = awaitWorkers();
        if (running > 0) {
            ResourceAdapterLog.LOG.drainTimedOut(running, destination.toString(), name(), config.drainTimeoutMs());
            workers.forEach(DeliveryWorker::abandon);
        }
        if (keeper != null) {
            keeper.close();
        }
        ResourceAdapterLog.LOG.endpointDeactivated(name(), destination.toString());
    }

    private void startWorker(DeliveryWorker worker, int index) {
        Thread thread =
                new Thread(worker, "mamba-endpoint-" + destination.name().name() + "-" + index);
        thread.setDaemon(true);
        thread.setContextClassLoader(EndpointActivation.class.getClassLoader());
        workers.add(worker);
        threads.add(thread);
        thread.start();
    }

    /** Waits until every worker has ended or the time is over, and counts those that have not. */
    private long awaitWorkers() {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(config.drainTimeoutMs());
        for (Thread thread : threads) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            try {
                thread.join(Math.max(1, leftMs));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return threads.stream().filter(Thread::isAlive).count();
    }

    InboundConfig config() {
        return config;
    }

    /** The bean, as a person would name it. */
    String name() {
        String name = EndpointName.of(endpoints);
        return name == null ? "an endpoint" : name;
    }

    ConnectionLease lease() throws JMSException {
        return connections.lease(credentials);
    }

    WorkerSession openSession(ConnectionLease lease) throws JMSException {
        if (keeper != null) {
            keeper.subscribe();
        }
        return new WorkerSession(lease.createInboundSession(source, prefetch));
    }

    EndpointDelivery endpointFor(TrackedXaResource resource) {
        return new EndpointDelivery(endpoints, resource, transacted);
    }

    /**
     * Waits this long, or less if the activation stops.
     *
     * @return whether it stops
     */
    boolean pause(long delayMs) {
        try {
            return stopSignal.await(delayMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody interrupts a worker's own thread
            return true;
        }
    }

    /** One line for an outage, however many workers see it. */
    void disconnected(JMSException cause) {
        if (away.compareAndSet(false, true)) {
            ResourceAdapterLog.LOG.connectionLost(
                    name(), destination.toString(), connections.target(), String.valueOf(cause.getMessage()));
        }
    }

    void connected() {
        if (away.compareAndSet(true, false)) {
            ResourceAdapterLog.LOG.connectionRestored(name(), destination.toString(), connections.target());
        }
    }

    void deliveryFailed(Message message, DeliveryOutcome outcome) throws JMSException {
        ResourceAdapterLog.LOG.deliveryFailed(
                name(), message.getJMSMessageID(), destination.toString(), outcome.reason());
    }

    void endpointUnavailable(DeliveryOutcome outcome) {
        ResourceAdapterLog.LOG.endpointUnavailable(name(), destination.toString(), outcome.reason());
    }
}
