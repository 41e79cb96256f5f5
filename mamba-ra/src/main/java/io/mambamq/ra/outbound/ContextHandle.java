// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import static io.mambamq.ra.outbound.Unchecked.get;
import static io.mambamq.ra.outbound.Unchecked.getOrNull;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
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
import org.jspecify.annotations.Nullable;

/**
 * The context that an application or the container's injection holds: a connection handle and its one session. The first
 * consumer starts the connection, unless that has been switched off (Jakarta Messaging 3.1 §6.1.4).
 */
final class ContextHandle implements JMSContext {
    private final ConnectionHandle connection;
    private final SessionHandle session;
    private boolean autoStart = true;

    private ContextHandle(ConnectionHandle connection, SessionHandle session) {
        this.connection = connection;
        this.session = session;
    }

    static ContextHandle open(Unchecked.Call<ConnectionHandle> source, int sessionMode) {
        return get(() -> {
            ConnectionHandle connection = source.run();
            try {
                return new ContextHandle(connection, (SessionHandle) connection.createSession(sessionMode));
            } catch (JMSException e) {
                connection.close();
                throw e;
            }
        });
    }

    /** {@inheritDoc} Not in an application server, where a connection has one session (§12.2). */
    @Override
    public JMSContext createContext(int sessionMode) {
        throw new JMSRuntimeException("in an application server a context cannot share its connection with another one:"
                + " create the other context from the connection factory");
    }

    @Override
    public JMSProducer createProducer() {
        return get(() -> new ContextProducer(session, session.createProducer(null), session.createMessage()));
    }

    @Override
    public @Nullable String getClientID() {
        return getOrNull(connection::getClientID);
    }

    @Override
    public void setClientID(@Nullable String clientId) {
        Unchecked.run(() -> connection.setClientID(clientId));
    }

    @Override
    public ConnectionMetaData getMetaData() {
        return get(connection::getMetaData);
    }

    @Override
    public @Nullable ExceptionListener getExceptionListener() {
        return getOrNull(connection::getExceptionListener);
    }

    @Override
    public void setExceptionListener(@Nullable ExceptionListener listener) {
        Unchecked.run(() -> connection.setExceptionListener(listener));
    }

    @Override
    public void start() {
        Unchecked.run(connection::start);
    }

    @Override
    public void stop() {
        Unchecked.run(connection::stop);
    }

    @Override
    public void setAutoStart(boolean autoStart) {
        this.autoStart = autoStart;
    }

    @Override
    public boolean getAutoStart() {
        return autoStart;
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public BytesMessage createBytesMessage() {
        return get(session::createBytesMessage);
    }

    @Override
    public MapMessage createMapMessage() {
        return get(session::createMapMessage);
    }

    @Override
    public Message createMessage() {
        return get(session::createMessage);
    }

    @Override
    public ObjectMessage createObjectMessage() {
        return get(() -> session.createObjectMessage());
    }

    @Override
    public ObjectMessage createObjectMessage(@Nullable Serializable object) {
        return get(() -> session.createObjectMessage(object));
    }

    @Override
    public StreamMessage createStreamMessage() {
        return get(session::createStreamMessage);
    }

    @Override
    public TextMessage createTextMessage() {
        return get(() -> session.createTextMessage());
    }

    @Override
    public TextMessage createTextMessage(@Nullable String text) {
        return get(() -> session.createTextMessage(text));
    }

    @Override
    public boolean getTransacted() {
        return get(session::getTransacted);
    }

    @Override
    public int getSessionMode() {
        return get(session::getAcknowledgeMode);
    }

    @Override
    public void commit() {
        Unchecked.run(session::commit);
    }

    @Override
    public void rollback() {
        Unchecked.run(session::rollback);
    }

    @Override
    public void recover() {
        Unchecked.run(session::recover);
    }

    /** {@inheritDoc} In a transaction it is not the application's, outside of one it is done already. */
    @Override
    public void acknowledge() {
        if (getTransacted()) {
            throw new IllegalStateRuntimeException("acknowledge is the transaction's: end it instead");
        }
    }

    @Override
    public JMSConsumer createConsumer(Destination destination) {
        return consume(() -> session.createConsumer(destination));
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, @Nullable String selector) {
        return consume(() -> session.createConsumer(destination, selector));
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, @Nullable String selector, boolean noLocal) {
        return consume(() -> session.createConsumer(destination, selector, noLocal));
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name) {
        return consume(() -> session.createDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name, @Nullable String selector, boolean noLocal) {
        return consume(() -> session.createDurableConsumer(topic, name, selector, noLocal));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name) {
        return consume(() -> session.createSharedDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name, @Nullable String selector) {
        return consume(() -> session.createSharedDurableConsumer(topic, name, selector));
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String name) {
        return consume(() -> session.createSharedConsumer(topic, name));
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String name, @Nullable String selector) {
        return consume(() -> session.createSharedConsumer(topic, name, selector));
    }

    @Override
    public Queue createQueue(String name) {
        return get(() -> session.createQueue(name));
    }

    @Override
    public Topic createTopic(String name) {
        return get(() -> session.createTopic(name));
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) {
        return get(() -> session.createBrowser(queue));
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, @Nullable String selector) {
        return get(() -> session.createBrowser(queue, selector));
    }

    @Override
    public TemporaryQueue createTemporaryQueue() {
        return get(session::createTemporaryQueue);
    }

    @Override
    public TemporaryTopic createTemporaryTopic() {
        return get(session::createTemporaryTopic);
    }

    @Override
    public void unsubscribe(String name) {
        Unchecked.run(() -> session.unsubscribe(name));
    }

    private JMSConsumer consume(Unchecked.Call<ConsumerHandle> source) {
        return get(() -> {
            ConsumerHandle consumer = source.run();
            if (autoStart) {
                connection.start();
            }
            return new ContextConsumer(consumer);
        });
    }
}
