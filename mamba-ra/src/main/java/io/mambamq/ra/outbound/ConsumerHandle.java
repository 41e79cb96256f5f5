// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import io.mambamq.ra.log.ResourceAdapterLog;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.QueueReceiver;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;
import org.jspecify.annotations.Nullable;

/**
 * The consumer that an application holds. It knows how to open itself again, for a connection that the container moves to
 * another managed connection between two transactions.
 *
 * <p>Used by its session's thread; {@link #close} may come from any and ends a receive that waits.
 */
final class ConsumerHandle implements QueueReceiver, TopicSubscriber {
    private final SessionHandle session;
    private final Destination destination;
    private final boolean noLocal;
    private final Source source;

    // guarded by this
    private @Nullable MessageConsumer consumer;
    private boolean closed;

    /** How to open the consumer at a session of the broker. */
    interface Source {
        MessageConsumer open(Session session) throws JMSException;
    }

    private ConsumerHandle(SessionHandle session, Destination destination, boolean noLocal, Source source) {
        this.session = session;
        this.destination = destination;
        this.noLocal = noLocal;
        this.source = source;
    }

    /** Opens at once, so that a wrong selector or destination shows now. */
    static ConsumerHandle open(SessionHandle session, Destination destination, boolean noLocal, Source source)
            throws JMSException {
        ConsumerHandle handle = new ConsumerHandle(session, destination, noLocal, source);
        handle.consumer();
        return handle;
    }

    @Override
    public @Nullable Message receive() throws JMSException {
        return receive(0);
    }

    /** {@inheritDoc} Time that passes until the connection is started counts. */
    @Override
    public @Nullable Message receive(long timeoutMs) throws JMSException {
        consumer();
        long leftMs = session.connection().awaitStarted(timeoutMs);
        return leftMs < 0 ? null : consumer().receive(leftMs);
    }

    @Override
    public @Nullable Message receiveNoWait() throws JMSException {
        MessageConsumer open = consumer();
        return session.connection().isStarted() ? open.receiveNoWait() : null;
    }

    @Override
    public @Nullable String getMessageSelector() throws JMSException {
        return consumer().getMessageSelector();
    }

    @Override
    public Queue getQueue() throws JMSException {
        consumer();
        return (Queue) destination;
    }

    @Override
    public Topic getTopic() throws JMSException {
        consumer();
        return (Topic) destination;
    }

    @Override
    public boolean getNoLocal() throws JMSException {
        consumer();
        return noLocal;
    }

    @Override
    public MessageListener getMessageListener() throws JMSException {
        throw session.connection().notHere("getMessageListener");
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) throws JMSException {
        throw session.connection().notHere("setMessageListener; use a message-driven bean");
    }

    /** {@inheritDoc} Idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        detach();
        session.closed(this);
    }

    /** Closes the consumer at the broker; the next use opens one where the session then is. */
    void detach() {
        MessageConsumer open;
        synchronized (this) {
            open = consumer;
            consumer = null;
        }
        if (open != null) {
            try {
                open.close();
            } catch (JMSException e) {
                ResourceAdapterLog.LOG.closingFailed("a consumer of " + destination, e);
            }
        }
    }

    private synchronized MessageConsumer consumer() throws JMSException {
        if (closed) {
            throw new IllegalStateException("the consumer is closed");
        }
        Session current = session.managed().session();
        MessageConsumer open = consumer;
        if (open == null) {
            open = source.open(current);
            consumer = open;
        }
        return open;
    }
}
