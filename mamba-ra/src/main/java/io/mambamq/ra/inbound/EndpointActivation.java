// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.MambaDestination;
import io.mambamq.jms.inbound.InboundConsumer;
import io.mambamq.jms.session.ConsumerSource;
import io.mambamq.ra.connection.BrokerAccess;
import io.mambamq.ra.connection.BrokerConnections;
import io.mambamq.ra.connection.ConnectionLease;
import io.mambamq.ra.connection.Credentials;
import io.mambamq.ra.connection.StandingRequest;
import io.mambamq.ra.log.ResourceAdapterLog;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One active endpoint: what it consumes, how, and the thread that does. Created by an activation, of no use after
 * {@link #stop}. Thread-safe.
 */
public final class EndpointActivation {
    private static final long LAST_WORDS_MS = 5_000;

    private final MessageEndpointFactory endpoints;
    private final BrokerConnections connections;
    private final StandingRequest request;
    private final MambaDestination destination;
    private final ConsumerSource source;
    private final DeliverySettings settings;
    private final InboundConfig config;
    private final DeliveryGate gate;
    private final RunningDeliveries running = new RunningDeliveries();
    private final DeliveryDispatcher dispatcher;
    private final Thread thread;

    private final CountDownLatch stopSignal = new CountDownLatch(1);
    private final AtomicBoolean refused = new AtomicBoolean();

    private EndpointActivation(
            MessageEndpointFactory endpoints,
            MambaActivationSpec spec,
            BrokerAccess adapter,
            ContainerThreads threads,
            InboundConfig config)
            throws ResourceException {
        SplittableRandom random = new SplittableRandom();
        this.endpoints = endpoints;
        this.destination = DestinationResolver.resolve(spec);
        this.connections = adapter.connections();
        Credentials credentials = spec.credentials().orElse(ConnectionFactoryResolver.credentials(spec, adapter));
        this.request = request(connections, credentials);
        this.source = SubscriptionResolver.resolve(spec, destination, credentials, endpoints)
                .withRedelivery(spec.redelivery());
        this.settings = DeliverySettings.of(spec, EndpointDelivery.isTransacted(endpoints), config);
        this.config = config;
        this.gate = new DeliveryGate(
                spec.autoStopFailureCount(), spec.autoStopPauseMs(), random.split(), new AutoStopReport());
        this.dispatcher = new DeliveryDispatcher(this, threads, random.split());
        this.thread =
                new Thread(dispatcher, "mamba-endpoint-" + destination.name().name());
        thread.setDaemon(true);
        thread.setContextClassLoader(EndpointActivation.class.getClassLoader());
    }

    private static StandingRequest request(BrokerConnections connections, Credentials credentials)
            throws ResourceException {
        try {
            return connections.request(credentials);
        } catch (JMSException e) {
            throw new ResourceException(e.getMessage(), e);
        }
    }

    /**
     * Resolves the destination and starts to consume; returns without waiting for a connection, which is made behind the
     * scenes.
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
        EndpointActivation activation = new EndpointActivation(endpoints, spec, adapter, threads, config);
        spec.tellOtherNames(activation.name());
        String from = activation.destination.toString();
        if (spec.isStarted()) {
            activation.thread.start();
            ResourceAdapterLog.LOG.endpointActivated(activation.name(), from, activation.settings.concurrency());
        } else {
            ResourceAdapterLog.LOG.endpointNotStarted(activation.name(), from);
        }
        return activation;
    }

    /** Begins to stop; does not wait. */
    public void signalStop() {
        stopSignal.countDown();
        dispatcher.signalStop();
        request.cancel();
    }

    /** Stops and waits for deliveries that run, up to the drain timeout; then takes their sessions away. */
    public void stop() {
        signalStop();
        int late = running.awaitNone(settings.drainTimeoutMs());
        if (late > 0) {
            ResourceAdapterLog.LOG.drainTimedOut(late, destination.toString(), name(), settings.drainTimeoutMs());
        }
        dispatcher.abandon();
        try {
            thread.join(
                    LAST_WORDS_MS); // it may be connecting to a broker that does not answer, and ends by itself then
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it ends nevertheless
        }
        ResourceAdapterLog.LOG.endpointDeactivated(name(), destination.toString());
    }

    DeliverySettings settings() {
        return settings;
    }

    DeliveryGate gate() {
        return gate;
    }

    RunningDeliveries running() {
        return running;
    }

    /** How many workers there are now, idle ones included. */
    int workerCount() {
        return dispatcher.workerCount();
    }

    InboundConfig config() {
        return config;
    }

    /** The bean, as a person would name it. */
    String name() {
        String name = EndpointName.of(endpoints);
        return name == null ? "an endpoint" : name;
    }

    /** Waits for the connection; null if the activation stops. */
    @Nullable
    ConnectionLease awaitLease() {
        return request.await();
    }

    InboundConsumer openConsumer(ConnectionLease lease) throws JMSException {
        return lease.createInboundConsumer(source);
    }

    EndpointDelivery endpointFor(WorkerSession session) {
        return new EndpointDelivery(endpoints, session, settings);
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
            Thread.currentThread().interrupt(); // nobody interrupts the activation's own thread
            return true;
        }
    }

    /** The connection is there, but not the consumer: one line, however many attempts fail. */
    void refused(JMSException cause) {
        if (refused.compareAndSet(false, true)) {
            ResourceAdapterLog.LOG.cannotConsume(
                    name(), destination.toString(), connections.target(), String.valueOf(cause.getMessage()));
        }
    }

    void consumes() {
        if (refused.compareAndSet(true, false)) {
            ResourceAdapterLog.LOG.consumesAgain(name(), destination.toString(), connections.target());
        }
    }

    void deliveryFailed(Message message, DeliveryOutcome outcome) throws JMSException {
        ResourceAdapterLog.LOG.deliveryFailed(
                name(), message.getJMSMessageID(), destination.toString(), outcome.reason());
    }

    void endpointUnavailable(DeliveryOutcome outcome) {
        ResourceAdapterLog.LOG.endpointUnavailable(name(), destination.toString(), outcome.reason());
    }

    /** The circuit breaker speaks, once each way. */
    private final class AutoStopReport implements DeliveryGate.Listener {
        @Override
        public void tripped(int failures, long pauseMs) {
            ResourceAdapterLog.LOG.deliveriesPaused(name(), failures, destination.toString(), pauseMs);
        }

        @Override
        public void recovered() {
            ResourceAdapterLog.LOG.deliveriesResumed(name(), destination.toString());
        }
    }
}
