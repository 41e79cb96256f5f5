// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import io.mambamq.ra.MambaResourceAdapter;
import io.mambamq.ra.config.BrokerProperties;
import io.mambamq.ra.connection.BrokerAccess;
import io.mambamq.ra.connection.BrokerConnections;
import io.mambamq.ra.connection.ConnectionLease;
import io.mambamq.ra.connection.Credentials;
import io.mambamq.ra.connection.ReconnectDelays;
import jakarta.jms.JMSException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.IllegalStateException;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import jakarta.resource.spi.TransactionSupport;
import jakarta.resource.spi.ValidatingManagedConnectionFactory;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Makes connection factories for {@code jakarta.jms.ConnectionFactory} and the managed connections behind them. What is not
 * set here holds as the adapter says. Equal to another one of the same kind, adapter and properties
 * (Jakarta Connectors 2.1 §7.5.3.2).
 *
 * <p>The application server pools; this only opens, on connections that everyone shares. Without an adapter, outside of an
 * application server, it needs a {@code url}.
 */
public class MambaManagedConnectionFactory extends BrokerProperties
        implements ManagedConnectionFactory,
                ResourceAdapterAssociation,
                ValidatingManagedConnectionFactory,
                TransactionSupport,
                BrokerAccess {
    private static final long serialVersionUID = 1L;

    private @Nullable String transactionSupportLevel;
    private @Nullable MambaResourceAdapter resourceAdapter;

    private transient @Nullable PrintWriter logWriter;
    private transient @Nullable BrokerConnections connectionsWithoutAdapter;

    public MambaManagedConnectionFactory() {}

    /** Which of the three factories of Jakarta Messaging applications get. */
    Domain domain() {
        return Domain.COMMON;
    }

    @Override
    public Object createConnectionFactory(ConnectionManager connectionManager) throws ResourceException {
        check();
        return new ConnectionFactoryHandle(this, connectionManager);
    }

    @Override
    public Object createConnectionFactory() throws ResourceException {
        check();
        return new ConnectionFactoryHandle(this, new DirectConnectionManager());
    }

    /** What can be known without a broker; whoever deploys the factory learns it, not whoever uses it first. */
    private void check() throws InvalidPropertyException {
        MambaResourceAdapter adapter = resourceAdapter;
        tellOtherNames("a connection factory", adapter);
        try {
            String own = adapter == null ? brokerUrl() : brokerUrlBeside(adapter);
            if (own == null && adapter != null && !hasSameConnectionOptions(adapter)) {
                throw new InvalidPropertyException(
                        "connectTimeout, callTimeout, resumeTimeout and deserializationFilter hold for a"
                                + " connection, and this factory shares the resource adapter's: set them there, or set url here");
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(e.getMessage(), e);
        }
        try {
            getTransactionSupport();
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(
                    "transactionSupportLevel must be XATransaction, LocalTransaction or NoTransaction, not "
                            + transactionSupportLevel,
                    e);
        }
    }

    /** {@inheritDoc} Connects, unless there is a connection of these credentials already. Both arguments may be null. */
    @Override
    public ManagedConnection createManagedConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo request)
            throws ResourceException {
        Credentials credentials = SignOn.credentials(subject, request, this, credentials());
        BrokerConnections connections = connections();
        try {
            return open(connections, credentials);
        } catch (JMSException e) {
            throw Failures.forContainer("no connection to " + connections.target(), e);
        }
    }

    /** Tries twice where the first attempt finds that the shared connection has been lost meanwhile. */
    private MambaManagedConnection open(BrokerConnections connections, Credentials credentials) throws JMSException {
        ConnectionLease lease = connections.lease(credentials);
        try {
            return MambaManagedConnection.open(this, credentials, lease);
        } catch (JMSException e) {
            if (!lease.isFailed()) {
                throw e;
            }
            return MambaManagedConnection.open(this, credentials, connections.lease(credentials));
        }
    }

    @Override
    public @Nullable ManagedConnection matchManagedConnections(
            @SuppressWarnings("rawtypes") Set candidates,
            @Nullable Subject subject,
            @Nullable ConnectionRequestInfo request)
            throws ResourceException {
        Credentials credentials = SignOn.credentials(subject, request, this, credentials());
        for (Object candidate : candidates) {
            if (candidate instanceof MambaManagedConnection connection && connection.matches(this, credentials)) {
                return connection;
            }
        }
        return null;
    }

    /** {@inheritDoc} Those whose connection to the broker is lost. Asks nobody. */
    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Set getInvalidConnections(Set candidates) {
        Set<Object> invalid = new HashSet<>();
        for (Object candidate : candidates) {
            if (candidate instanceof MambaManagedConnection connection && !connection.isUsable()) {
                invalid.add(candidate);
            }
        }
        return invalid;
    }

    /** {@inheritDoc} What {@code transactionSupportLevel} says; all that the adapter can if it says nothing. */
    @Override
    public TransactionSupportLevel getTransactionSupport() {
        String level = emptyToNull(transactionSupportLevel);
        return level == null ? TransactionSupportLevel.XATransaction : TransactionSupportLevel.valueOf(level);
    }

    public @Nullable String getTransactionSupportLevel() {
        return transactionSupportLevel;
    }

    /**
     * {@code XATransaction}, {@code LocalTransaction} or {@code NoTransaction}: with the last one the container leaves what is
     * sent and received out of its transactions. Null: {@code XATransaction}.
     */
    public void setTransactionSupportLevel(@Nullable String transactionSupportLevel) {
        this.transactionSupportLevel = transactionSupportLevel;
    }

    @Override
    public BrokerConnections connections() throws ResourceException {
        MambaResourceAdapter adapter = resourceAdapter;
        try {
            String own = adapter == null ? brokerUrl() : brokerUrlBeside(adapter);
            if (adapter != null) {
                return own == null ? adapter.connections() : adapter.connectionsTo(own);
            }
            if (own == null) {
                throw new InvalidPropertyException("no broker to connect to: set url, or use the resource adapter");
            }
            return withoutAdapter(own);
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(e.getMessage(), e);
        }
    }

    private synchronized BrokerConnections withoutAdapter(String broker) {
        BrokerConnections connections = connectionsWithoutAdapter;
        if (connections == null) {
            connections = BrokerConnections.to(broker, ReconnectDelays.DEFAULT);
            connectionsWithoutAdapter = connections;
        }
        return connections;
    }

    @Override
    public Credentials credentials() {
        Credentials own = ownCredentials();
        MambaResourceAdapter adapter = resourceAdapter;
        return adapter == null ? own : own.orElse(adapter.credentials());
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if another adapter has been set (§5.3.3)
     * @throws InvalidPropertyException if it is not Mamba's
     */
    @Override
    public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
        if (!(adapter instanceof MambaResourceAdapter own)) {
            throw new InvalidPropertyException("not Mamba's resource adapter: " + adapter);
        }
        if (resourceAdapter != null && !resourceAdapter.equals(own)) {
            throw new IllegalStateException("the resource adapter has been set already");
        }
        resourceAdapter = own;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter logWriter) {
        this.logWriter = logWriter;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MambaManagedConnectionFactory factory
                && getClass() == factory.getClass()
                && hasSameBrokerProperties(factory)
                && Objects.equals(transactionSupportLevel, factory.transactionSupportLevel)
                && Objects.equals(resourceAdapter, factory.resourceAdapter);
    }

    @Override
    public int hashCode() {
        return Objects.hash(getClass(), Arrays.hashCode(brokerProperties()), transactionSupportLevel);
    }
}
