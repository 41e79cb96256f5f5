// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.classic;

import io.mambamq.jms.ClientConfig;
import io.mambamq.jms.MambaDestination;
import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.MambaTopic;
import io.mambamq.jms.browsing.MambaQueueBrowser;
import io.mambamq.jms.delivery.Received;
import io.mambamq.jms.failure.JmsFailures;
import io.mambamq.jms.message.MambaBytesMessage;
import io.mambamq.jms.message.MambaMapMessage;
import io.mambamq.jms.message.MambaObjectMessage;
import io.mambamq.jms.message.MambaPlainMessage;
import io.mambamq.jms.message.MambaStreamMessage;
import io.mambamq.jms.message.MambaTextMessage;
import io.mambamq.jms.session.ConsumerSource;
import io.mambamq.jms.session.SessionCore;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** JMS 3.1 §6.2. Belongs to one thread at a time; only {@link #close} comes from any. */
class MambaSession implements QueueSession, TopicSession {
    private final SessionCore core;
    private final ClientConfig config;
    private final Domain domain;
    /** For messages that a {@code ConnectionConsumer} loads; set by an application server. */
    private volatile @Nullable MessageListener loadedListener;

    MambaSession(SessionCore core, ClientConfig config, Domain domain) {
        this.core = core;
        this.config = config;
        this.domain = domain;
    }

    // ---- messages

    @Override
    public final BytesMessage createBytesMessage() throws JMSException {
        core.requireOpen();
        return new MambaBytesMessage();
    }

    @Override
    public final MapMessage createMapMessage() throws JMSException {
        core.requireOpen();
        return new MambaMapMessage();
    }

    @Override
    public final Message createMessage() throws JMSException {
        core.requireOpen();
        return new MambaPlainMessage();
    }

    @Override
    public final ObjectMessage createObjectMessage() throws JMSException {
        core.requireOpen();
        return new MambaObjectMessage();
    }

    @Override
    public final ObjectMessage createObjectMessage(@Nullable Serializable object) throws JMSException {
        core.requireOpen();
        return new MambaObjectMessage(object);
    }

    @Override
    public final StreamMessage createStreamMessage() throws JMSException {
        core.requireOpen();
        return new MambaStreamMessage();
    }

    @Override
    public final TextMessage createTextMessage() throws JMSException {
        core.requireOpen();
        return new MambaTextMessage();
    }

    @Override
    public final TextMessage createTextMessage(@Nullable String text) throws JMSException {
        core.requireOpen();
        return new MambaTextMessage(text);
    }

    // ---- the session itself

    @Override
    public final boolean getTransacted() throws JMSException {
        core.requireOpen();
        return core.mode().isTransacted();
    }

    @Override
    public final int getAcknowledgeMode() throws JMSException {
        core.requireOpen();
        return core.mode().jmsValue();
    }

    @Override
    public final void commit() throws JMSException {
        core.commit();
    }

    @Override
    public final void rollback() throws JMSException {
        core.rollback();
    }

    @Override
    public final void recover() throws JMSException {
        core.recover();
    }

    @Override
    public final void close() throws JMSException {
        core.close();
    }

    // ---- as part of a ServerSession

    /** The listener that {@link #run} calls, not those of the session's consumers. */
    @Override
    public final @Nullable MessageListener getMessageListener() throws JMSException {
        core.requireOpen();
        return loadedListener;
    }

    @Override
    public final void setMessageListener(@Nullable MessageListener listener) throws JMSException {
        core.requireOpen();
        loadedListener = listener;
    }

    final void load(SessionCore source, Received received) throws JMSException {
        core.requireOpen();
        core.load(source, received);
    }

    /** Hands what a {@code ConnectionConsumer} has loaded to the session's listener (JMS 3.1 §6.1.10). */
    @Override
    public final void run() throws JMSRuntimeException {
        MessageListener listener = loadedListener;
        if (listener == null) {
            throw new IllegalStateRuntimeException("the session has no message listener to run");
        }
        try {
            core.runLoaded(listener);
        } catch (JMSException e) {
            throw JmsFailures.unchecked(e);
        }
    }

    // ---- destinations

    @Override
    public final Queue createQueue(@Nullable String name) throws JMSException {
        core.requireOpen();
        domain.requireQueues("createQueue");
        return MambaQueue.named(name);
    }

    @Override
    public final Topic createTopic(@Nullable String name) throws JMSException {
        core.requireOpen();
        domain.requireTopics("createTopic");
        return MambaTopic.named(name);
    }

    @Override
    public final TemporaryQueue createTemporaryQueue() throws JMSException {
        core.requireOpen();
        domain.requireQueues("createTemporaryQueue");
        return core.createTemporaryQueue();
    }

    @Override
    public final TemporaryTopic createTemporaryTopic() throws JMSException {
        core.requireOpen();
        domain.requireTopics("createTemporaryTopic");
        return core.createTemporaryTopic();
    }

    // ---- producers

    @Override
    public final MessageProducer createProducer(@Nullable Destination destination) throws JMSException {
        core.requireOpen();
        return new MambaProducer(core, destination == null ? null : MambaDestination.from(destination));
    }

    @Override
    public final QueueSender createSender(@Nullable Queue queue) throws JMSException {
        core.requireOpen();
        return new MambaProducer(core, queue == null ? null : MambaDestination.from(queue));
    }

    @Override
    public final TopicPublisher createPublisher(@Nullable Topic topic) throws JMSException {
        core.requireOpen();
        domain.requireTopics("createPublisher");
        return new MambaProducer(core, topic == null ? null : MambaDestination.from(topic));
    }

    // ---- consumers

    @Override
    public final MessageConsumer createConsumer(@Nullable Destination destination) throws JMSException {
        return createConsumer(destination, null);
    }

    @Override
    public final MessageConsumer createConsumer(@Nullable Destination destination, @Nullable String selector)
            throws JMSException {
        return createConsumer(destination, selector, false);
    }

    @Override
    public final MessageConsumer createConsumer(
            @Nullable Destination destination, @Nullable String selector, boolean noLocal) throws JMSException {
        core.requireOpen();
        return consumer(ConsumerSource.of(destination, selector, noLocal));
    }

    @Override
    public final QueueReceiver createReceiver(@Nullable Queue queue) throws JMSException {
        return createReceiver(queue, null);
    }

    @Override
    public final QueueReceiver createReceiver(@Nullable Queue queue, @Nullable String selector) throws JMSException {
        core.requireOpen();
        return consumer(ConsumerSource.of(queue, selector, false));
    }

    private MambaConsumer consumer(ConsumerSource source) throws JMSException {
        return new MambaConsumer(core.createConsumer(source, config.prefetchMessages()));
    }

    @Override
    public final QueueBrowser createBrowser(@Nullable Queue queue) throws JMSException {
        return createBrowser(queue, null);
    }

    @Override
    public final QueueBrowser createBrowser(@Nullable Queue queue, @Nullable String selector) throws JMSException {
        core.requireOpen();
        domain.requireQueues("createBrowser");
        return MambaQueueBrowser.create(core, queue, selector);
    }

    // ---- subscriptions

    @Override
    public final TopicSubscriber createSubscriber(@Nullable Topic topic) throws JMSException {
        return createSubscriber(topic, null, false);
    }

    @Override
    public final TopicSubscriber createSubscriber(@Nullable Topic topic, @Nullable String selector, boolean noLocal)
            throws JMSException {
        requireTopics("createSubscriber");
        return consumer(ConsumerSource.of(topic, selector, noLocal));
    }

    @Override
    public final TopicSubscriber createDurableSubscriber(@Nullable Topic topic, @Nullable String name)
            throws JMSException {
        return createDurableSubscriber(topic, name, null, false);
    }

    @Override
    public final TopicSubscriber createDurableSubscriber(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        requireTopics("createDurableSubscriber");
        return consumer(ConsumerSource.durable(topic, name, selector, noLocal));
    }

    @Override
    public final MessageConsumer createDurableConsumer(@Nullable Topic topic, @Nullable String name)
            throws JMSException {
        return createDurableConsumer(topic, name, null, false);
    }

    @Override
    public final MessageConsumer createDurableConsumer(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        requireTopics("createDurableConsumer");
        return consumer(ConsumerSource.durable(topic, name, selector, noLocal));
    }

    @Override
    public final MessageConsumer createSharedConsumer(@Nullable Topic topic, @Nullable String name)
            throws JMSException {
        return createSharedConsumer(topic, name, null);
    }

    @Override
    public final MessageConsumer createSharedConsumer(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector) throws JMSException {
        requireTopics("createSharedConsumer");
        return consumer(ConsumerSource.shared(topic, name, selector));
    }

    @Override
    public final MessageConsumer createSharedDurableConsumer(@Nullable Topic topic, @Nullable String name)
            throws JMSException {
        return createSharedDurableConsumer(topic, name, null);
    }

    @Override
    public final MessageConsumer createSharedDurableConsumer(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector) throws JMSException {
        requireTopics("createSharedDurableConsumer");
        return consumer(ConsumerSource.sharedDurable(topic, name, selector));
    }

    @Override
    public final void unsubscribe(@Nullable String name) throws JMSException {
        requireTopics("unsubscribe");
        core.unsubscribe(name);
    }

    private void requireTopics(String method) throws JMSException {
        core.requireOpen();
        domain.requireTopics(method);
    }
}
