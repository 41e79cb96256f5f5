// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.classic;

import io.mambamq.jms.connection.ConnectionCore;
import io.mambamq.jms.connection.MambaConnectionMetaData;
import io.mambamq.jms.session.ConsumerCore;
import io.mambamq.jms.session.ConsumerSource;
import io.mambamq.jms.session.SessionCore;
import io.mambamq.jms.session.SessionMode;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import org.jspecify.annotations.Nullable;

/** JMS 3.1 §6.1. Thread-safe. */
public class MambaConnection implements QueueConnection, TopicConnection {
    private final ConnectionCore core;
    private final boolean queueDomain;

    private MambaConnection(ConnectionCore core, boolean queueDomain) {
        this.core = core;
        this.queueDomain = queueDomain;
    }

    protected MambaConnection(ConnectionCore core) {
        this(core, false);
    }

    /** For {@code ConnectionFactory} and {@code TopicConnectionFactory}. */
    public static MambaConnection of(ConnectionCore core) {
        return new MambaConnection(core, false);
    }

    /** For {@code QueueConnectionFactory}. */
    public static MambaConnection ofQueues(ConnectionCore core) {
        return new MambaConnection(core, true);
    }

    final ConnectionCore core() {
        return core;
    }

    // ---- sessions

    @Override
    public final Session createSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return createSession(transacted, acknowledgeMode, Domain.COMMON);
    }

    @Override
    public final Session createSession(int sessionMode) throws JMSException {
        return createSession(sessionMode == Session.SESSION_TRANSACTED, sessionMode);
    }

    @Override
    public final Session createSession() throws JMSException {
        return createSession(Session.AUTO_ACKNOWLEDGE);
    }

    @Override
    public final QueueSession createQueueSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return createSession(transacted, acknowledgeMode, Domain.QUEUE);
    }

    @Override
    public final TopicSession createTopicSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return createSession(transacted, acknowledgeMode, Domain.TOPIC);
    }

    private MambaSession createSession(boolean transacted, int acknowledgeMode, Domain domain) throws JMSException {
        SessionMode mode = transacted ? SessionMode.TRANSACTED : acknowledging(acknowledgeMode);
        return new MambaSession(core.createSession(mode), core.config(), domain);
    }

    private static SessionMode acknowledging(int acknowledgeMode) throws JMSException {
        SessionMode mode = SessionMode.of(acknowledgeMode);
        if (mode == SessionMode.TRANSACTED) {
            throw new JMSException(
                    "SESSION_TRANSACTED (0) is not an acknowledge mode of a session that is not transacted");
        }
        return mode;
    }

    // ---- the connection itself

    @Override
    public final @Nullable String getClientID() throws JMSException {
        return core.clientId();
    }

    @Override
    public final void setClientID(@Nullable String clientId) throws JMSException {
        core.clientId(clientId);
    }

    @Override
    public final ConnectionMetaData getMetaData() throws JMSException {
        core.requireOpen();
        return MambaConnectionMetaData.INSTANCE;
    }

    @Override
    public final @Nullable ExceptionListener getExceptionListener() throws JMSException {
        return core.exceptionListener();
    }

    @Override
    public final void setExceptionListener(@Nullable ExceptionListener listener) throws JMSException {
        core.exceptionListener(listener);
    }

    @Override
    public final void start() throws JMSException {
        core.start();
    }

    @Override
    public final void stop() throws JMSException {
        core.stop();
    }

    @Override
    public final void close() throws JMSException {
        core.close();
    }

    // ---- consumers of application servers

    @Override
    public final ConnectionConsumer createConnectionConsumer(
            Destination destination, @Nullable String selector, @Nullable ServerSessionPool pool, int messagesMax)
            throws JMSException {
        return connectionConsumer(() -> ConsumerSource.of(destination, selector, false), pool, messagesMax);
    }

    @Override
    public final ConnectionConsumer createConnectionConsumer(
            Queue queue, @Nullable String selector, @Nullable ServerSessionPool pool, int messagesMax)
            throws JMSException {
        return createConnectionConsumer((Destination) queue, selector, pool, messagesMax);
    }

    @Override
    public final ConnectionConsumer createConnectionConsumer(
            Topic topic, @Nullable String selector, @Nullable ServerSessionPool pool, int messagesMax)
            throws JMSException {
        return createConnectionConsumer((Destination) topic, selector, pool, messagesMax);
    }

    @Override
    public final ConnectionConsumer createSharedConnectionConsumer(
            Topic topic, String name, @Nullable String selector, @Nullable ServerSessionPool pool, int messagesMax)
            throws JMSException {
        requireTopics("createSharedConnectionConsumer");
        return connectionConsumer(() -> ConsumerSource.shared(topic, name, selector), pool, messagesMax);
    }

    @Override
    public final ConnectionConsumer createDurableConnectionConsumer(
            Topic topic, String name, @Nullable String selector, @Nullable ServerSessionPool pool, int messagesMax)
            throws JMSException {
        requireTopics("createDurableConnectionConsumer");
        return connectionConsumer(() -> ConsumerSource.durable(topic, name, selector, false), pool, messagesMax);
    }

    @Override
    public final ConnectionConsumer createSharedDurableConnectionConsumer(
            Topic topic, String name, @Nullable String selector, @Nullable ServerSessionPool pool, int messagesMax)
            throws JMSException {
        requireTopics("createSharedDurableConnectionConsumer");
        return connectionConsumer(() -> ConsumerSource.sharedDurable(topic, name, selector), pool, messagesMax);
    }

    private void requireTopics(String method) throws JMSException {
        (queueDomain ? Domain.QUEUE : Domain.COMMON).requireTopics(method);
    }

    /** Checks what an application handed in, when the connection is known to be open. */
    @FunctionalInterface
    private interface CheckedSource {
        ConsumerSource get() throws JMSException;
    }

    private ConnectionConsumer connectionConsumer(
            CheckedSource checked, @Nullable ServerSessionPool pool, int messagesMax) throws JMSException {
        core.requireOpen();
        ConsumerSource source = checked.get();
        if (pool == null || messagesMax < 1) {
            throw new JMSException("a connection consumer needs a pool of server sessions and a maximum of messages of"
                    + " at least 1, not " + pool + " and " + messagesMax);
        }
        SessionCore session = core.createSession(SessionMode.CLIENT);
        try {
            ConsumerCore consumer = session.createConsumer(source, core.config().prefetchMessages());
            return MambaConnectionConsumer.start(session, consumer, pool, messagesMax, core::onListenersEnded);
        } catch (JMSException e) {
            session.close();
            throw e;
        }
    }
}
