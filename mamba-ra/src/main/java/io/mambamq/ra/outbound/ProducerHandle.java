// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueSender;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;
import org.jspecify.annotations.Nullable;

/**
 * The producer that an application holds: its settings only. It sends through its managed connection's one producer, so that
 * it costs nothing to make and survives that the container moves its connection.
 *
 * <p>Used by its session's thread.
 */
final class ProducerHandle implements QueueSender, TopicPublisher {
    private static final int PRIORITY_MAX = 9;

    private final SessionHandle session;
    private final @Nullable Destination destination;
    private int deliveryMode = Message.DEFAULT_DELIVERY_MODE;
    private int priority = Message.DEFAULT_PRIORITY;
    private long timeToLiveMs = Message.DEFAULT_TIME_TO_LIVE;
    private long deliveryDelayMs = Message.DEFAULT_DELIVERY_DELAY;
    private boolean messageIdDisabled;
    private boolean timestampDisabled;
    private volatile boolean closed;

    ProducerHandle(SessionHandle session, @Nullable Destination destination) {
        this.session = session;
        this.destination = destination;
    }

    @Override
    public void send(Message message) throws JMSException {
        send(message, deliveryMode, priority, timeToLiveMs);
    }

    @Override
    public void send(Message message, int mode, int messagePriority, long ttlMs) throws JMSException {
        if (destination == null) {
            throw new UnsupportedOperationException("this producer has no destination: name one with each send");
        }
        sendTo(destination, message, mode, messagePriority, ttlMs);
    }

    @Override
    public void send(@Nullable Destination to, Message message) throws JMSException {
        send(to, message, deliveryMode, priority, timeToLiveMs);
    }

    @Override
    public void send(@Nullable Destination to, Message message, int mode, int messagePriority, long ttlMs)
            throws JMSException {
        if (destination != null) {
            throw new UnsupportedOperationException("this producer sends to " + destination + " only");
        }
        if (to == null) {
            throw new InvalidDestinationException("the destination is null");
        }
        sendTo(to, message, mode, messagePriority, ttlMs);
    }

    private void sendTo(Destination to, Message message, int mode, int messagePriority, long ttlMs)
            throws JMSException {
        MessageProducer producer = managed().producer();
        producer.setDeliveryDelay(deliveryDelayMs);
        producer.setDisableMessageID(messageIdDisabled);
        producer.setDisableMessageTimestamp(timestampDisabled);
        producer.send(to, message, mode, messagePriority, ttlMs);
    }

    @Override
    public void send(@Nullable Queue queue, Message message) throws JMSException {
        send((Destination) queue, message);
    }

    @Override
    public void send(@Nullable Queue queue, Message message, int mode, int messagePriority, long ttlMs)
            throws JMSException {
        send((Destination) queue, message, mode, messagePriority, ttlMs);
    }

    @Override
    public void publish(Message message) throws JMSException {
        send(message);
    }

    @Override
    public void publish(Message message, int mode, int messagePriority, long ttlMs) throws JMSException {
        send(message, mode, messagePriority, ttlMs);
    }

    @Override
    public void publish(@Nullable Topic topic, Message message) throws JMSException {
        send((Destination) topic, message);
    }

    @Override
    public void publish(@Nullable Topic topic, Message message, int mode, int messagePriority, long ttlMs)
            throws JMSException {
        send((Destination) topic, message, mode, messagePriority, ttlMs);
    }

    @Override
    public void send(Message message, CompletionListener listener) throws JMSException {
        throw notAsynchronously();
    }

    @Override
    public void send(Message message, int mode, int messagePriority, long ttlMs, CompletionListener listener)
            throws JMSException {
        throw notAsynchronously();
    }

    @Override
    public void send(Destination to, Message message, CompletionListener listener) throws JMSException {
        throw notAsynchronously();
    }

    @Override
    public void send(
            Destination to, Message message, int mode, int messagePriority, long ttlMs, CompletionListener listener)
            throws JMSException {
        throw notAsynchronously();
    }

    private JMSException notAsynchronously() throws JMSException {
        return session.connection().notHere("asynchronous sending");
    }

    @Override
    public @Nullable Destination getDestination() throws JMSException {
        managed();
        return destination;
    }

    @Override
    public @Nullable Queue getQueue() throws JMSException {
        return (Queue) getDestination();
    }

    @Override
    public @Nullable Topic getTopic() throws JMSException {
        return (Topic) getDestination();
    }

    @Override
    public void setDeliveryMode(int mode) throws JMSException {
        managed();
        if (mode != DeliveryMode.PERSISTENT && mode != DeliveryMode.NON_PERSISTENT) {
            throw new JMSException("there is no delivery mode " + mode);
        }
        deliveryMode = mode;
    }

    @Override
    public int getDeliveryMode() throws JMSException {
        managed();
        return deliveryMode;
    }

    @Override
    public void setPriority(int value) throws JMSException {
        managed();
        if (value < 0 || value > PRIORITY_MAX) {
            throw new JMSException("a priority is 0 to " + PRIORITY_MAX + ", not " + value);
        }
        priority = value;
    }

    @Override
    public int getPriority() throws JMSException {
        managed();
        return priority;
    }

    @Override
    public void setTimeToLive(long ms) throws JMSException {
        managed();
        timeToLiveMs = notNegative("time to live", ms);
    }

    @Override
    public long getTimeToLive() throws JMSException {
        managed();
        return timeToLiveMs;
    }

    @Override
    public void setDeliveryDelay(long ms) throws JMSException {
        managed();
        deliveryDelayMs = notNegative("delivery delay", ms);
    }

    @Override
    public long getDeliveryDelay() throws JMSException {
        managed();
        return deliveryDelayMs;
    }

    @Override
    public void setDisableMessageID(boolean disabled) throws JMSException {
        managed();
        messageIdDisabled = disabled;
    }

    @Override
    public boolean getDisableMessageID() throws JMSException {
        managed();
        return messageIdDisabled;
    }

    @Override
    public void setDisableMessageTimestamp(boolean disabled) throws JMSException {
        managed();
        timestampDisabled = disabled;
    }

    @Override
    public boolean getDisableMessageTimestamp() throws JMSException {
        managed();
        return timestampDisabled;
    }

    /** {@inheritDoc} Idempotent. */
    @Override
    public void close() {
        closed = true;
    }

    private MambaManagedConnection managed() throws IllegalStateException {
        if (closed) {
            throw new IllegalStateException("the producer is closed");
        }
        return session.managed();
    }

    private static long notNegative(String what, long ms) throws JMSException {
        if (ms < 0) {
            throw new JMSException("a " + what + " is not negative: " + ms);
        }
        return ms;
    }
}
