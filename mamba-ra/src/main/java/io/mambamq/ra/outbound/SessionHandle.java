// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import io.mambamq.ra.log.ResourceAdapterLog;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicSession;
import jakarta.jms.TransactionInProgressException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The session that an application holds. Its work belongs to the container's transaction of the moment, or stands for itself
 * when there is none (Jakarta Messaging 3.1 §12.3).
 *
 * <p>Used by one thread at a time; {@link #close} may come from any.
 */
public final class SessionHandle implements QueueSession, TopicSession {
    private final ConnectionHandle connection;
    private final Domain domain;
    private final int acknowledgeMode;

    // guarded by this
    private final List<ConsumerHandle> consumers = new ArrayList<>();
    private final List<QueueBrowser> browsers = new ArrayList<>();
    private boolean closed;

    SessionHandle(ConnectionHandle connection, Domain domain, int acknowledgeMode) {
        this.connection = connection;
        this.domain = domain;
        this.acknowledgeMode = acknowledgeMode;
    }

    @Override
    public BytesMessage createBytesMessage() throws JMSException {
        return session().createBytesMessage();
    }

    @Override
    public MapMessage createMapMessage() throws JMSException {
        return session().createMapMessage();
    }

    @Override
    public Message createMessage() throws JMSException {
        return session().createMessage();
    }

    @Override
    public ObjectMessage createObjectMessage() throws JMSException {
        return session().createObjectMessage();
    }

    @Override
    public ObjectMessage createObjectMessage(@Nullable Serializable object) throws JMSException {
        return session().createObjectMessage(object);
    }

    @Override
    public StreamMessage createStreamMessage() throws JMSException {
        return session().createStreamMessage();
    }

    @Override
    public TextMessage createTextMessage() throws JMSException {
        return session().createTextMessage();
    }

    @Override
    public TextMessage createTextMessage(@Nullable String text) throws JMSException {
        return session().createTextMessage(text);
    }

    @Override
    public ProducerHandle createProducer(@Nullable Destination destination) throws JMSException {
        session();
        return new ProducerHandle(this, destination);
    }

    @Override
    public ProducerHandle createSender(@Nullable Queue queue) throws JMSException {
        return createProducer(queue);
    }

    @Override
    public ProducerHandle createPublisher(@Nullable Topic topic) throws JMSException {
        return createProducer(topic);
    }

    @Override
    public ConsumerHandle createConsumer(Destination destination) throws JMSException {
        return createConsumer(destination, null);
    }

    @Override
    public ConsumerHandle createConsumer(Destination destination, @Nullable String selector) throws JMSException {
        return createConsumer(destination, selector, false);
    }

    @Override
    public ConsumerHandle createConsumer(Destination destination, @Nullable String selector, boolean noLocal)
            throws JMSException {
        if (destination == null) {
            throw new InvalidDestinationException("the destination is null");
        }
        return consume(destination, noLocal, session -> session.createConsumer(destination, selector, noLocal));
    }

    @Override
    public ConsumerHandle createReceiver(Queue queue) throws JMSException {
        return createConsumer(queue, null);
    }

    @Override
    public ConsumerHandle createReceiver(Queue queue, @Nullable String selector) throws JMSException {
        return createConsumer(queue, selector);
    }

    @Override
    public ConsumerHandle createSubscriber(Topic topic) throws JMSException {
        return createConsumer(topic, null);
    }

    @Override
    public ConsumerHandle createSubscriber(Topic topic, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return createConsumer(topic, selector, noLocal);
    }

    @Override
    public ConsumerHandle createSharedConsumer(Topic topic, String name) throws JMSException {
        return createSharedConsumer(topic, name, null);
    }

    @Override
    public ConsumerHandle createSharedConsumer(Topic topic, String name, @Nullable String selector)
            throws JMSException {
        domain.requireTopics("createSharedConsumer");
        return consume(topic, false, session -> session.createSharedConsumer(topic, name, selector));
    }

    @Override
    public ConsumerHandle createDurableSubscriber(Topic topic, String name) throws JMSException {
        return createDurableSubscriber(topic, name, null, false);
    }

    @Override
    public ConsumerHandle createDurableSubscriber(Topic topic, String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        domain.requireTopics("createDurableSubscriber");
        return consume(topic, noLocal, session -> session.createDurableSubscriber(topic, name, selector, noLocal));
    }

    @Override
    public ConsumerHandle createDurableConsumer(Topic topic, String name) throws JMSException {
        return createDurableConsumer(topic, name, null, false);
    }

    @Override
    public ConsumerHandle createDurableConsumer(Topic topic, String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        domain.requireTopics("createDurableConsumer");
        return consume(topic, noLocal, session -> session.createDurableConsumer(topic, name, selector, noLocal));
    }

    @Override
    public ConsumerHandle createSharedDurableConsumer(Topic topic, String name) throws JMSException {
        return createSharedDurableConsumer(topic, name, null);
    }

    @Override
    public ConsumerHandle createSharedDurableConsumer(Topic topic, String name, @Nullable String selector)
            throws JMSException {
        domain.requireTopics("createSharedDurableConsumer");
        return consume(topic, false, session -> session.createSharedDurableConsumer(topic, name, selector));
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) throws JMSException {
        return createBrowser(queue, null);
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, @Nullable String selector) throws JMSException {
        domain.requireQueues("createBrowser");
        QueueBrowser browser = session().createBrowser(queue, selector);
        synchronized (this) {
            browsers.add(browser);
        }
        return browser;
    }

    @Override
    public Queue createQueue(String name) throws JMSException {
        domain.requireQueues("createQueue");
        return session().createQueue(name);
    }

    @Override
    public Topic createTopic(String name) throws JMSException {
        domain.requireTopics("createTopic");
        return session().createTopic(name);
    }

    @Override
    public TemporaryQueue createTemporaryQueue() throws JMSException {
        domain.requireQueues("createTemporaryQueue");
        TemporaryQueue temporary = session().createTemporaryQueue();
        connection.created(temporary::delete);
        return temporary;
    }

    @Override
    public TemporaryTopic createTemporaryTopic() throws JMSException {
        domain.requireTopics("createTemporaryTopic");
        TemporaryTopic temporary = session().createTemporaryTopic();
        connection.created(temporary::delete);
        return temporary;
    }

    @Override
    public void unsubscribe(String name) throws JMSException {
        domain.requireTopics("unsubscribe");
        session().unsubscribe(name);
    }

    /** {@inheritDoc} True within a transaction of the container. */
    @Override
    public boolean getTransacted() throws JMSException {
        return managed().isInTransaction();
    }

    @Override
    public int getAcknowledgeMode() throws JMSException {
        return managed().isInTransaction() ? SESSION_TRANSACTED : acknowledgeMode;
    }

    /**
     * {@inheritDoc}
     *
     * @throws TransactionInProgressException in a transaction, which is the container's to end
     * @throws IllegalStateException outside of one, where nothing is to be ended
     */
    @Override
    public void commit() throws JMSException {
        throw notTheApplications("commit");
    }

    /** {@inheritDoc} As {@link #commit}. */
    @Override
    public void rollback() throws JMSException {
        throw notTheApplications("rollback");
    }

    /** {@inheritDoc} Outside of a transaction there is nothing to recover: what was received is acknowledged. */
    @Override
    public void recover() throws JMSException {
        if (managed().isInTransaction()) {
            throw new IllegalStateException("recover is not possible in a transaction: roll it back");
        }
    }

    @Override
    public MessageListener getMessageListener() throws JMSException {
        throw connection.notHere("getMessageListener");
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) throws JMSException {
        throw connection.notHere("setMessageListener; use a message-driven bean");
    }

    @Override
    public void run() {
        throw new java.lang.IllegalStateException("not allowed in an application server: run");
    }

    /** {@inheritDoc} Consumers detach; the session at the broker stays for the next one. Idempotent. */
    @Override
    public void close() {
        List<ConsumerHandle> openConsumers;
        List<QueueBrowser> openBrowsers;
        synchronized (this) {
            closed = true;
            openConsumers = new ArrayList<>(consumers);
            openBrowsers = new ArrayList<>(browsers);
            consumers.clear();
            browsers.clear();
        }
        openConsumers.forEach(ConsumerHandle::close);
        openBrowsers.forEach(SessionHandle::close);
        connection.closed(this);
    }

    ConnectionHandle connection() {
        return connection;
    }

    /**
     * The managed connection that this works with now.
     *
     * @throws IllegalStateException if this or its connection is closed or taken away
     */
    MambaManagedConnection managed() throws IllegalStateException {
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the session is closed");
            }
        }
        return connection.managed();
    }

    synchronized void closed(ConsumerHandle consumer) {
        consumers.remove(consumer);
    }

    /** The connection moves to another managed connection: what is open at this one must not stay behind. */
    void detach() {
        List<ConsumerHandle> open;
        synchronized (this) {
            open = new ArrayList<>(consumers);
        }
        open.forEach(ConsumerHandle::detach);
    }

    private Session session() throws JMSException {
        return managed().session();
    }

    private ConsumerHandle consume(Destination destination, boolean noLocal, ConsumerHandle.Source source)
            throws JMSException {
        ConsumerHandle consumer = ConsumerHandle.open(this, destination, noLocal, source);
        synchronized (this) {
            consumers.add(consumer);
        }
        return consumer;
    }

    private JMSException notTheApplications(String what) throws JMSException {
        return managed().isInTransaction()
                ? new TransactionInProgressException(
                        what + " is the container's: use UserTransaction or the bean's" + " transaction attributes")
                : new IllegalStateException("there is no transaction to " + what
                        + ": in an application server, transactions are the container's (UserTransaction)");
    }

    private static void close(QueueBrowser browser) {
        try {
            browser.close();
        } catch (JMSException e) {
            ResourceAdapterLog.LOG.closingFailed("a queue browser", e);
        }
    }
}
