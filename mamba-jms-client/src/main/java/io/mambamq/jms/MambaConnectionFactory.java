// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import io.mambamq.jms.classic.MambaConnection;
import io.mambamq.jms.classic.MambaXAConnection;
import io.mambamq.jms.connection.ConnectionCore;
import io.mambamq.jms.connection.ConnectionMaker;
import io.mambamq.jms.context.MambaContext;
import io.mambamq.jms.context.MambaXAContext;
import io.mambamq.jms.failure.JmsFailures;
import io.mambamq.jms.jndi.MambaObjectFactory;
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
import javax.naming.NamingException;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections to one broker: {@code new MambaConnectionFactory("mamba://localhost:62622")}. Immutable, thread-safe, needs no broker
 * until a connection is made. Connections are not pooled; each is one socket with one reader thread, and is made anew when it is lost.
 */
public final class MambaConnectionFactory
        implements ConnectionFactory,
                QueueConnectionFactory,
                TopicConnectionFactory,
                XAConnectionFactory,
                XAQueueConnectionFactory,
                XATopicConnectionFactory,
                Referenceable,
                Serializable {
    private static final long serialVersionUID = 1L;

    /** Null if it does not say all about the factory. */
    private final transient @Nullable String url;

    private final transient ConnectionMaker maker;
    /** As whom connections are made where the application names nobody; null for anonymous. */
    private final transient @Nullable String user;

    private final transient @Nullable String password;

    /**
     * Connects by TCP.
     *
     * @param url as {@link ConnectionUrl} describes it
     * @throws IllegalArgumentException if it is not such a URL; says what is wrong with which part
     */
    public MambaConnectionFactory(String url) {
        this(url, null, null);
    }

    /**
     * Connects by TCP, as this user where the application names nobody.
     *
     * @param url as {@link ConnectionUrl} describes it
     * @param user null for anonymous
     * @param password kept in serialized forms and JNDI references of the factory too, never in {@link #toString}
     * @throws IllegalArgumentException if the URL is not such a one; says what is wrong with which part
     */
    public MambaConnectionFactory(String url, @Nullable String user, @Nullable String password) {
        this.user = user;
        this.password = password;
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
        this(new ConnectionMaker(Dialer.through(connector), config), null, null);
    }

    private MambaConnectionFactory(ConnectionMaker maker, @Nullable String user, @Nullable String password) {
        this.url = null;
        this.user = user;
        this.password = password;
        this.maker = maker;
    }

    /**
     * The same, but a lost connection stays lost, whatever the URL says: for who has a way of their own to connect again. Such a
     * factory cannot be serialized.
     */
    public MambaConnectionFactory withoutReconnect() {
        return new MambaConnectionFactory(
                new ConnectionMaker(maker.dialer(), maker.config().withoutReconnect()), user, password);
    }

    /**
     * The same, but the broker is asked to keep a connection so long when its transport is lost, so that it goes on over another
     * with all that is under way in it; see {@link ReconnectPolicy}. Such a factory cannot be serialized.
     *
     * @param resumeTimeoutMs 0 for not at all
     */
    public MambaConnectionFactory withResumeTimeoutMs(int resumeTimeoutMs) {
        return new MambaConnectionFactory(
                new ConnectionMaker(maker.dialer(), maker.config().withResumeTimeoutMs(resumeTimeoutMs)),
                user,
                password);
    }

    // ---- classic API

    @Override
    public MambaConnection createConnection() throws JMSException {
        return createConnection(user, password);
    }

    @Override
    public MambaConnection createConnection(@Nullable String user, @Nullable String password) throws JMSException {
        return MambaConnection.of(connect(user, password));
    }

    @Override
    public MambaConnection createQueueConnection() throws JMSException {
        return createQueueConnection(user, password);
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
        return createXAConnection(user, password);
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
        return createContext(user, password, sessionMode);
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
        return createXAContext(user, password);
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

    // ---- JNDI

    /**
     * What {@link MambaObjectFactory} makes the factory of again (JMS 3.1 §5.1).
     *
     * @throws NamingException if it is not made of a URL alone
     */
    @Override
    public Reference getReference() throws NamingException {
        if (url == null) {
            throw new NamingException("a MambaConnectionFactory that is not of a URL alone cannot be referenced");
        }
        return MambaObjectFactory.referenceTo(url, user, password);
    }

    // ---- serialization: by the URL

    private record SerializedFactory(
            String url, @Nullable String user, @Nullable String password) implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            return "SerializedFactory[" + url + ']';
        }

        private Object readResolve() throws InvalidObjectException {
            try {
                return new MambaConnectionFactory(url, user, password);
            } catch (IllegalArgumentException e) {
                InvalidObjectException invalid = new InvalidObjectException(e.getMessage());
                invalid.initCause(e);
                throw invalid;
            }
        }
    }

    private Object writeReplace() throws NotSerializableException {
        if (url == null) {
            throw new NotSerializableException("a MambaConnectionFactory that is not of a URL alone");
        }
        return new SerializedFactory(url, user, password);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("serialized by its URL");
    }

    @Override
    public String toString() {
        return "MambaConnectionFactory[" + (url == null ? maker.dialer() : url) + ']';
    }
}
