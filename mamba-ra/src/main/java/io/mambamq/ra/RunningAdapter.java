// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.ra.connection.BrokerAccess;
import io.mambamq.ra.connection.BrokerConnections;
import io.mambamq.ra.connection.Credentials;
import io.mambamq.ra.embedded.EmbeddedBroker;
import io.mambamq.ra.inbound.ContainerThreads;
import io.mambamq.ra.inbound.EndpointActivation;
import io.mambamq.ra.inbound.MambaActivationSpec;
import io.mambamq.ra.log.ResourceAdapterLog;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What an adapter holds between start and stop. Thread-safe: activations come and go concurrently. */
final class RunningAdapter implements BrokerAccess {
    private final AdapterConfig config;
    private final ContainerThreads threads;
    private final @Nullable EmbeddedBroker embedded;
    private final BrokerConnections connections;
    private final Map<String, BrokerConnections> otherBrokers = new ConcurrentHashMap<>();
    private final Map<ActivationKey, EndpointActivation> activations = new ConcurrentHashMap<>();

    private RunningAdapter(AdapterConfig config, ContainerThreads threads, @Nullable EmbeddedBroker embedded) {
        this.config = config;
        this.threads = threads;
        this.embedded = embedded;
        this.connections = embedded != null
                ? new BrokerConnections(
                        embedded.toString(),
                        new MambaConnectionFactory(embedded.connector(), config.embeddedClient()).withoutReconnect(),
                        config.delays())
                : remote(String.valueOf(config.url()));
    }

    /** Starts the embedded broker unless there is another one; connects nowhere yet. */
    static RunningAdapter start(AdapterConfig config, ContainerThreads threads) throws ResourceException {
        if (config.url() != null) {
            RunningAdapter remote = new RunningAdapter(config, threads, null);
            ResourceAdapterLog.LOG.remoteBroker(remote.connections.target());
            return remote;
        }
        return new RunningAdapter(config, threads, EmbeddedBroker.start(config.embedded()));
    }

    /** Deliveries first, then the connections, the broker last. */
    void stop() {
        List<EndpointActivation> active = new ArrayList<>(activations.values());
        activations.clear();
        active.forEach(EndpointActivation::signalStop);
        active.forEach(EndpointActivation::stop);
        connections.close();
        otherBrokers.values().forEach(BrokerConnections::close);
        if (embedded != null) {
            embedded.close();
        }
    }

    void activate(MessageEndpointFactory endpoints, MambaActivationSpec spec) throws ResourceException {
        EndpointActivation activation = EndpointActivation.start(endpoints, spec, this, threads, config.inbound());
        activations.put(new ActivationKey(endpoints, spec), activation);
    }

    void deactivate(MessageEndpointFactory endpoints, Object spec) {
        EndpointActivation activation = activations.remove(new ActivationKey(endpoints, spec));
        if (activation != null) {
            activation.stop();
        }
    }

    @Override
    public BrokerConnections connections() {
        return connections;
    }

    /** The connections to another broker than the adapter's, for a connection factory with a URL of its own. */
    BrokerConnections connectionsTo(String url) {
        return url.equals(config.url()) ? connections : otherBrokers.computeIfAbsent(url, this::remote);
    }

    @Override
    public Credentials credentials() {
        return config.credentials();
    }

    private BrokerConnections remote(String url) {
        return BrokerConnections.to(url, config.delays());
    }

    /** Both by identity: two activations that look alike are two (Jakarta Connectors 2.1 §14.4.9). */
    private record ActivationKey(MessageEndpointFactory endpoints, Object spec) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ActivationKey key && endpoints == key.endpoints && spec == key.spec;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(endpoints) + System.identityHashCode(spec);
        }
    }
}
