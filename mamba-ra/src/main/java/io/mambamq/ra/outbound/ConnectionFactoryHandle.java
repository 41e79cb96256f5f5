// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import io.mambamq.ra.connection.BrokerAccess;
import io.mambamq.ra.connection.BrokerConnections;
import io.mambamq.ra.connection.Credentials;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import java.io.Serializable;
import javax.naming.Reference;
import org.jspecify.annotations.Nullable;

/**
 * The connection factory that applications look up. Every connection comes from the application server's connection manager,
 * which pools, signs on and enlists. Thread-safe.
 */
public final class ConnectionFactoryHandle
        implements ConnectionFactory,
                QueueConnectionFactory,
                TopicConnectionFactory,
                BrokerAccess,
                Referenceable,
                Serializable {
    private static final long serialVersionUID = 1L;

    private final MambaManagedConnectionFactory factory;
    private final ConnectionManager connectionManager;
    private @Nullable Reference reference;

    ConnectionFactoryHandle(MambaManagedConnectionFactory factory, ConnectionManager connectionManager) {
        this.factory = factory;
        this.connectionManager = connectionManager;
    }

    @Override
    public ConnectionHandle createConnection() throws JMSException {
        return allocate(null);
    }

    @Override
    public ConnectionHandle createConnection(@Nullable String userName, @Nullable String password) throws JMSException {
        return allocate(new ConnectionRequest(userName, password));
    }

    @Override
    public QueueConnection createQueueConnection() throws JMSException {
        return createConnection();
    }

    @Override
    public QueueConnection createQueueConnection(@Nullable String userName, @Nullable String password)
            throws JMSException {
        return createConnection(userName, password);
    }

    @Override
    public TopicConnection createTopicConnection() throws JMSException {
        return createConnection();
    }

    @Override
    public TopicConnection createTopicConnection(@Nullable String userName, @Nullable String password)
            throws JMSException {
        return createConnection(userName, password);
    }

    @Override
    public JMSContext createContext() {
        return createContext(JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return ContextHandle.open(this::createConnection, sessionMode);
    }

    @Override
    public JMSContext createContext(@Nullable String userName, @Nullable String password) {
        return createContext(userName, password, JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(@Nullable String userName, @Nullable String password, int sessionMode) {
        return ContextHandle.open(() -> createConnection(userName, password), sessionMode);
    }

    @Override
    public BrokerConnections connections() throws ResourceException {
        return factory.connections();
    }

    @Override
    public Credentials credentials() {
        return factory.credentials();
    }

    @Override
    public @Nullable Reference getReference() {
        return reference;
    }

    /** {@inheritDoc} The container knows how to find this factory again (Jakarta Connectors 2.1 §11.5). */
    @Override
    public void setReference(Reference reference) {
        this.reference = reference;
    }

    private ConnectionHandle allocate(@Nullable ConnectionRequest request) throws JMSException {
        try {
            return (ConnectionHandle) connectionManager.allocateConnection(factory, request);
        } catch (ResourceException e) {
            throw Failures.forApplication(e);
        }
    }
}
