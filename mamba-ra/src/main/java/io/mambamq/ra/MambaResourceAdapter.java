// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra;

import io.mambamq.ra.connection.BrokerAccess;
import io.mambamq.ra.connection.BrokerConnections;
import io.mambamq.ra.connection.Credentials;
import io.mambamq.ra.connection.ReconnectDelays;
import io.mambamq.ra.embedded.EmbeddedProperties;
import io.mambamq.ra.inbound.ContainerThreads;
import io.mambamq.ra.inbound.InboundConfig;
import io.mambamq.ra.inbound.MambaActivationSpec;
import io.mambamq.ra.transaction.RecoveryXaResource;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.IllegalStateException;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.Arrays;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * Mamba's resource adapter: a bean with the properties, which hands everything else to what runs between start and stop.
 * With no property set, the broker is embedded; with {@code url}, it is elsewhere.
 *
 * <p>The application server sets the properties before {@code start} and calls the rest from any thread. Equal to another
 * one with the same properties (Jakarta Connectors 2.1 §19.4.2); nothing is shared between instances.
 */
public class MambaResourceAdapter extends EmbeddedProperties implements ResourceAdapter, BrokerAccess {
    private static final long serialVersionUID = 1L;
    private static final long DRAIN_TIMEOUT_MS_DEFAULT = 30_000;

    private @Nullable Long reconnectInitialDelay;
    private @Nullable Long reconnectMaxDelay;
    private @Nullable Long drainTimeout;

    private transient volatile @Nullable RunningAdapter running;

    public MambaResourceAdapter() {}

    /**
     * {@inheritDoc} Returns when the embedded broker is ready, or at once if there is none; whether a remote broker can be
     * reached shows later.
     */
    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        try {
            tellOtherNames("the resource adapter", null);
            running = RunningAdapter.start(config(), new ContainerThreads(context.getWorkManager()));
        } catch (ResourceException | IllegalArgumentException e) {
            throw new ResourceAdapterInternalException("Mamba's resource adapter cannot start: " + e.getMessage(), e);
        }
    }

    /** {@inheritDoc} Waits for deliveries that run, up to the drain timeout, and for the embedded broker's last sync. */
    @Override
    public void stop() {
        RunningAdapter stopping = running;
        running = null;
        if (stopping != null) {
            stopping.stop();
        }
    }

    @Override
    public void endpointActivation(MessageEndpointFactory endpoints, ActivationSpec spec) throws ResourceException {
        if (!(spec instanceof MambaActivationSpec own)) {
            throw new NotSupportedException("not an activation specification of Mamba: " + spec);
        }
        runningAdapter().activate(endpoints, own);
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory endpoints, ActivationSpec spec) {
        RunningAdapter active = running;
        if (active != null) {
            active.deactivate(endpoints, spec);
        }
    }

    /**
     * {@inheritDoc} One resource for all specifications, because all of them consume from this adapter's broker; never
     * null and never waiting for the broker (§14.5.2).
     */
    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) throws ResourceException {
        if (specs.length == 0) {
            return new XAResource[0];
        }
        RunningAdapter active = runningAdapter();
        Credentials credentials = specs[0] instanceof MambaActivationSpec own
                ? own.credentials().orElse(active.credentials())
                : active.credentials();
        return new XAResource[] {new RecoveryXaResource(active.connections(), credentials)};
    }

    @Override
    public BrokerConnections connections() throws ResourceException {
        return runningAdapter().connections();
    }

    /**
     * The connections to another broker, for a connection factory that has a URL of its own; closed with this adapter.
     *
     * @throws ResourceException if the adapter does not run
     * @throws IllegalArgumentException if the URL is none of Mamba's
     */
    public BrokerConnections connectionsTo(String otherUrl) throws ResourceException {
        return runningAdapter().connectionsTo(otherUrl);
    }

    @Override
    public Credentials credentials() {
        return ownCredentials();
    }

    private RunningAdapter runningAdapter() throws IllegalStateException {
        RunningAdapter active = running;
        if (active == null) {
            throw new IllegalStateException("Mamba's resource adapter is not started");
        }
        return active;
    }

    private AdapterConfig config() {
        ReconnectDelays delays = new ReconnectDelays(
                orElse(reconnectInitialDelay, ReconnectDelays.DEFAULT.initialMs()),
                orElse(reconnectMaxDelay, ReconnectDelays.DEFAULT.maxMs()));
        return new AdapterConfig(
                brokerUrl(),
                configOfEmbedded(),
                credentials(),
                embeddedConfig(),
                delays,
                new InboundConfig(delays, orElse(drainTimeout, DRAIN_TIMEOUT_MS_DEFAULT)));
    }

    private static long orElse(@Nullable Long value, long otherwise) {
        return value == null ? otherwise : value;
    }

    private @Nullable Object[] properties() {
        return new @Nullable Object[] {reconnectInitialDelay, reconnectMaxDelay, drainTimeout};
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MambaResourceAdapter adapter
                && hasSameBrokerProperties(adapter)
                && Arrays.equals(embeddedProperties(), adapter.embeddedProperties())
                && Arrays.equals(properties(), adapter.properties());
    }

    @Override
    public int hashCode() {
        int hash = Arrays.hashCode(brokerProperties());
        hash = 31 * hash + Arrays.hashCode(embeddedProperties());
        return 31 * hash + Arrays.hashCode(properties());
    }

    public @Nullable Long getReconnectInitialDelay() {
        return reconnectInitialDelay;
    }

    /** Bound of the first delay before the broker is tried again, in ms; null: 100. */
    public void setReconnectInitialDelay(@Nullable Long reconnectInitialDelay) {
        this.reconnectInitialDelay = reconnectInitialDelay;
    }

    public @Nullable Long getReconnectMaxDelay() {
        return reconnectMaxDelay;
    }

    /** Bound that the delays double up to, in ms; null: 30,000. */
    public void setReconnectMaxDelay(@Nullable Long reconnectMaxDelay) {
        this.reconnectMaxDelay = reconnectMaxDelay;
    }

    public @Nullable Long getDrainTimeout() {
        return drainTimeout;
    }

    /** How long a deactivation waits for deliveries that run, in ms; null: 30,000. */
    public void setDrainTimeout(@Nullable Long drainTimeout) {
        this.drainTimeout = drainTimeout;
    }
}
