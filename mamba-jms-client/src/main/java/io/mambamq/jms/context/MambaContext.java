// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.context;

import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.MambaTopic;
import io.mambamq.jms.browsing.MambaQueueBrowser;
import io.mambamq.jms.connection.ConnectionCore;
import io.mambamq.jms.connection.MambaConnectionMetaData;
import io.mambamq.jms.message.MambaBytesMessage;
import io.mambamq.jms.message.MambaMapMessage;
import io.mambamq.jms.message.MambaObjectMessage;
import io.mambamq.jms.message.MambaPlainMessage;
import io.mambamq.jms.message.MambaStreamMessage;
import io.mambamq.jms.message.MambaTextMessage;
import io.mambamq.jms.session.ConsumerCore;
import io.mambamq.jms.session.ConsumerSource;
import io.mambamq.jms.session.SessionCore;
import io.mambamq.jms.session.SessionMode;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * JMS 3.1 §2.8.2. Its session is opened by the first thing that needs it, so that a client id can still be set before.
 */
public class MambaContext implements JMSContext {
    private final SharedConnection connection;
    private final SessionMode mode;
    private final AtomicBoolean closed = new AtomicBoolean();

    private volatile @Nullable SessionCore session;
    private boolean autoStart = true;

    MambaContext(SharedConnection connection, SessionMode mode) {
        this.connection = connection;
        this.mode = mode;
    }

    /** The first context on a new connection. */
    public static MambaContext on(ConnectionCore connection, SessionMode mode) {
        return new MambaContext(new SharedConnection(connection), mode);
    }

    @Override
    public final JMSContext createContext(int sessionMode) {
        requireOpen();
        SessionMode newMode = Unchecked.get(() -> SessionMode.of(sessionMode));
        return new MambaContext(connection.retain(), newMode);
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateRuntimeException("the context is closed");
        }
    }

    private ConnectionCore connection() {
        requireOpen();
        return connection.core();
    }

    final SessionCore session() {
        requireOpen();
        SessionCore opened = session;
        if (opened == null) {
            opened = Unchecked.get(() -> connection.core().createSession(mode));
            session = opened;
        }
        return opened;
    }

    // ---- the connection

    @Override
    public final @Nullable String getClientID() {
        return Unchecked.getNullable(() -> connection().clientId());
    }

    @Override
    public final void setClientID(@Nullable String clientId) {
        Unchecked.run(() -> connection().clientId(clientId));
    }

    @Override
    public final ConnectionMetaData getMetaData() {
        requireOpen();
        return MambaConnectionMetaData.INSTANCE;
    }

    @Override
    public final @Nullable ExceptionListener getExceptionListener() {
        return Unchecked.getNullable(() -> connection().exceptionListener());
    }

    @Override
    public final void setExceptionListener(@Nullable ExceptionListener listener) {
        Unchecked.run(() -> connection().exceptionListener(listener));
    }

    @Override
    public final void start() {
        Unchecked.run(() -> connection().start());
    }

    @Override
    public final void stop() {
        Unchecked.run(() -> connection().stop());
    }

    @Override
    public final void setAutoStart(boolean autoStart) {
        requireOpen();
        this.autoStart = autoStart;
    }

    @Override
    public final boolean getAutoStart() {
        requireOpen();
        return autoStart;
    }

    /** Closes the session, and the connection with the last context on it. */
    @Override
    public final void close() {
        SessionCore opened = session;
        if (opened != null && opened.isCallbackThread()) {
            throw new IllegalStateRuntimeException("a listener cannot close its own context");
        }
        if (closed.compareAndSet(false, true)) {
            Unchecked.run(() -> close(opened));
        }
    }

    private void close(@Nullable SessionCore opened) throws JMSException {
        try {
            if (opened != null) {
                opened.close();
            }
        } finally {
            connection.release();
        }
    }

    // ---- messages

    @Override
    public final BytesMessage createBytesMessage() {
        requireOpen();
        return new MambaBytesMessage();
    }

    @Override
    public final MapMessage createMapMessage() {
        requireOpen();
        return new MambaMapMessage();
    }

    @Override
    public final Message createMessage() {
        requireOpen();
        return new MambaPlainMessage();
    }

    @Override
    public final ObjectMessage createObjectMessage() {
        requireOpen();
        return new MambaObjectMessage();
    }

    @Override
    public final ObjectMessage createObjectMessage(@Nullable Serializable object) {
        requireOpen();
        return Unchecked.get(() -> new MambaObjectMessage(object));
    }

    @Override
    public final StreamMessage createStreamMessage() {
        requireOpen();
        return new MambaStreamMessage();
    }

    @Override
    public final TextMessage createTextMessage() {
        requireOpen();
        return new MambaTextMessage();
    }

    @Override
    public final TextMessage createTextMessage(@Nullable String text) {
        requireOpen();
        return new MambaTextMessage(text);
    }

    // ---- the session

    @Override
    public boolean getTransacted() {
        requireOpen();
        return mode.isTransacted();
    }

    @Override
    public final int getSessionMode() {
        requireOpen();
        return mode.jmsValue();
    }

    @Override
    public void commit() {
        Unchecked.run(() -> session().commit());
    }

    @Override
    public void rollback() {
        Unchecked.run(() -> session().rollback());
    }

    @Override
    public final void recover() {
        Unchecked.run(() -> session().recover());
    }

    /** Of all messages that were delivered; nothing in sessions that acknowledge by themselves. */
    @Override
    public final void acknowledge() {
        Unchecked.run(() -> session().acknowledge());
    }

    @Override
    public final JMSProducer createProducer() {
        return new MambaContextProducer(session());
    }

    // ---- consumers

    @Override
    public final JMSConsumer createConsumer(@Nullable Destination destination) {
        return createConsumer(destination, null);
    }

    @Override
    public final JMSConsumer createConsumer(@Nullable Destination destination, @Nullable String selector) {
        return createConsumer(destination, selector, false);
    }

    @Override
    public final JMSConsumer createConsumer(
            @Nullable Destination destination, @Nullable String selector, boolean noLocal) {
        return consumer(() -> ConsumerSource.of(destination, selector, noLocal));
    }

    private JMSConsumer consumer(Unchecked.Call<ConsumerSource> source) {
        return Unchecked.get(() -> {
            int prefetch = connection().config().prefetchMessages();
            ConsumerCore consumer = session().createConsumer(source.call(), prefetch);
            if (autoStart) {
                connection().start();
            }
            return new MambaContextConsumer(consumer);
        });
    }

    @Override
    public final QueueBrowser createBrowser(@Nullable Queue queue) {
        return createBrowser(queue, null);
    }

    @Override
    public final QueueBrowser createBrowser(@Nullable Queue queue, @Nullable String selector) {
        return Unchecked.get(() -> MambaQueueBrowser.create(session(), queue, selector));
    }

    // ---- destinations

    @Override
    public final Queue createQueue(@Nullable String name) {
        requireOpen();
        return Unchecked.get(() -> MambaQueue.named(name));
    }

    @Override
    public final Topic createTopic(@Nullable String name) {
        requireOpen();
        return Unchecked.get(() -> MambaTopic.named(name));
    }

    @Override
    public final TemporaryQueue createTemporaryQueue() {
        return Unchecked.get(() -> session().createTemporaryQueue());
    }

    @Override
    public final TemporaryTopic createTemporaryTopic() {
        return Unchecked.get(() -> session().createTemporaryTopic());
    }

    // ---- subscriptions

    @Override
    public final JMSConsumer createDurableConsumer(@Nullable Topic topic, @Nullable String name) {
        return createDurableConsumer(topic, name, null, false);
    }

    @Override
    public final JMSConsumer createDurableConsumer(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector, boolean noLocal) {
        return consumer(() -> ConsumerSource.durable(topic, name, selector, noLocal));
    }

    @Override
    public final JMSConsumer createSharedDurableConsumer(@Nullable Topic topic, @Nullable String name) {
        return createSharedDurableConsumer(topic, name, null);
    }

    @Override
    public final JMSConsumer createSharedDurableConsumer(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector) {
        return consumer(() -> ConsumerSource.sharedDurable(topic, name, selector));
    }

    @Override
    public final JMSConsumer createSharedConsumer(@Nullable Topic topic, @Nullable String name) {
        return createSharedConsumer(topic, name, null);
    }

    @Override
    public final JMSConsumer createSharedConsumer(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector) {
        return consumer(() -> ConsumerSource.shared(topic, name, selector));
    }

    @Override
    public final void unsubscribe(@Nullable String name) {
        Unchecked.run(() -> session().unsubscribe(name));
    }
}
