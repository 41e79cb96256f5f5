// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import io.mambamq.jms.classic.MambaConnection;
import io.mambamq.jms.classic.MambaXAConnection;
import io.mambamq.jms.connection.ConnectionCore;
import io.mambamq.jms.connection.ConnectionMaker;
import io.mambamq.jms.context.MambaContext;
import io.mambamq.jms.context.MambaXAContext;
import io.mambamq.jms.failure.JmsFailures;
import io.mambamq.jms.session.SessionMode;
import io.mambamq.jms.transport.Dialer;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XAQueueConnectionFactory;
import jakarta.jms.XATopicConnectionFactory;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections to one broker: {@code new MambaConnectionFactory("mamba://localhost:62622")}. Immutable, thread-safe, needs no broker
 * until a connection is made. Connections are not pooled; each is one socket with one reader thread.
 */
public final class MambaConnectionFactory
        implements ConnectionFactory,
                QueueConnectionFactory,
                TopicConnectionFactory,
                XAConnectionFactory,
                XAQueueConnectionFactory,
                XATopicConnectionFactory,
                Serializable {
    private static final long serialVersionUID = 1L;

    /** Null with a connector of one's own. */
    private final transient @Nullable String url;

    private final transient ConnectionMaker maker;

    /**
     * Connects by TCP.
     *
     * @param url as {@link ConnectionUrl} describes it
     * @throws IllegalArgumentException if it is not such a URL; says what is wrong with which part
     */
    public MambaConnectionFactory(String url) {
        ConnectionUrl parsed = ConnectionUrl.parse(url);
        this.url = url;
        this.maker = new ConnectionMaker(Dialer.toHosts(parsed.hosts()), parsed.config());
    }

    /** Connects in another way. Such a factory cannot be serialized. */
    public MambaConnectionFactory(Connector connector) {
        this(connector, ClientConfig.DEFAULT);
    }

    /** Connects in another way. Such a factory cannot be serialized. */
    public MambaConnectionFactory(Connector connector, ClientConfig config) {
        this.url = null;
        this.maker = new ConnectionMaker(Dialer.through(connector), config);
    }

    // ---- classic API

    @Override
    public MambaConnection createConnection() throws JMSException {
        return createConnection(null, null);
    }

    @Override
    public MambaConnection createConnection(@Nullable String user, @Nullable String password) throws JMSException {
        return MambaConnection.of(connect(user, password));
    }

    @Override
    public MambaConnection createQueueConnection() throws JMSException {
        return createQueueConnection(null, null);
    }

    @Override
    public MambaConnection createQueueConnection(@Nullable String user, @Nullable String password) throws JMSException {
        return MambaConnection.ofQueues(connect(user, password));
    }

    @Override
    public MambaConnection createTopicConnection() throws JMSException {
        return createConnection();
    }

    @Override
    public MambaConnection createTopicConnection(@Nullable String user, @Nullable String password) throws JMSException {
        return createConnection(user, password);
    }

    // ---- XA

    @Override
    public MambaXAConnection createXAConnection() throws JMSException {
        return createXAConnection(null, null);
    }

    @Override
    public MambaXAConnection createXAConnection(@Nullable String user, @Nullable String password) throws JMSException {
        return new MambaXAConnection(connect(user, password));
    }

    @Override
    public MambaXAConnection createXAQueueConnection() throws JMSException {
        return createXAConnection();
    }

    @Override
    public MambaXAConnection createXAQueueConnection(@Nullable String user, @Nullable String password)
            throws JMSException {
        return createXAConnection(user, password);
    }

    @Override
    public MambaXAConnection createXATopicConnection() throws JMSException {
        return createXAConnection();
    }

    @Override
    public MambaXAConnection createXATopicConnection(@Nullable String user, @Nullable String password)
            throws JMSException {
        return createXAConnection(user, password);
    }

    // ---- simplified API

    @Override
    public JMSContext createContext() {
        return createContext(JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(@Nullable String user, @Nullable String password) {
        return createContext(user, password, JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return createContext(null, null, sessionMode);
    }

    @Override
    public JMSContext createContext(@Nullable String user, @Nullable String password, int sessionMode) {
        try {
            SessionMode mode = SessionMode.of(sessionMode);
            return MambaContext.on(connect(user, password), mode);
        } catch (JMSException e) {
            throw JmsFailures.unchecked(e);
        }
    }

    @Override
    public XAJMSContext createXAContext() {
        return createXAContext(null, null);
    }

    @Override
    public XAJMSContext createXAContext(@Nullable String user, @Nullable String password) {
        try {
            return MambaXAContext.on(connect(user, password));
        } catch (JMSException e) {
            throw JmsFailures.unchecked(e);
        }
    }

    private ConnectionCore connect(@Nullable String user, @Nullable String password) throws JMSException {
        return maker.connect(user, password);
    }

    // ---- serialization: by the URL

    private record SerializedFactory(String url) implements Serializable {
        private static final long serialVersionUID = 1L;

        private Object readResolve() throws InvalidObjectException {
            try {
                return new MambaConnectionFactory(url);
            } catch (IllegalArgumentException e) {
                InvalidObjectException invalid = new InvalidObjectException(e.getMessage());
                invalid.initCause(e);
                throw invalid;
            }
        }
    }

    private Object writeReplace() throws NotSerializableException {
        if (url == null) {
            throw new NotSerializableException("a MambaConnectionFactory with a connector of its own");
        }
        return new SerializedFactory(url);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("serialized by its URL");
    }

    @Override
    public String toString() {
        return "MambaConnectionFactory[" + (url == null ? maker.dialer() : url) + ']';
    }
}
