// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.classic;

import io.mambamq.jms.MambaDestination;
import io.mambamq.jms.producer.SendOptions;
import io.mambamq.jms.session.SessionCore;
import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueSender;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;
import org.jspecify.annotations.Nullable;

/** JMS 3.1 §7.2. Without a destination of its own each send names one. */
final class MambaProducer implements QueueSender, TopicPublisher {
    private final SessionCore session;
    private final @Nullable MambaDestination destination;

    private SendOptions options = SendOptions.DEFAULT;
    private volatile boolean closed;

    MambaProducer(SessionCore session, @Nullable MambaDestination destination) {
        this.session = session;
        this.destination = destination;
    }

    private void requireOpen() throws JMSException {
        session.requireOpen();
        if (closed) {
            throw new IllegalStateException("the producer is closed");
        }
    }

    // ---- sending

    @Override
    public void send(@Nullable Message message) throws JMSException {
        requireOpen();
        session.sender().send(ownDestination(), message, options);
    }

    @Override
    public void send(@Nullable Message message, int deliveryMode, int priority, long timeToLiveMs) throws JMSException {
        requireOpen();
        session.sender().send(ownDestination(), message, options(deliveryMode, priority, timeToLiveMs));
    }

    @Override
    public void send(@Nullable Destination to, @Nullable Message message) throws JMSException {
        requireOpen();
        session.sender().send(namedDestination(to), message, options);
    }

    @Override
    public void send(
            @Nullable Destination to, @Nullable Message message, int deliveryMode, int priority, long timeToLiveMs)
            throws JMSException {
        requireOpen();
        session.sender().send(namedDestination(to), message, options(deliveryMode, priority, timeToLiveMs));
    }

    @Override
    public void send(@Nullable Queue to, @Nullable Message message) throws JMSException {
        send((Destination) to, message);
    }

    @Override
    public void send(@Nullable Queue to, @Nullable Message message, int deliveryMode, int priority, long timeToLiveMs)
            throws JMSException {
        send((Destination) to, message, deliveryMode, priority, timeToLiveMs);
    }

    @Override
    public void publish(@Nullable Message message) throws JMSException {
        send(message);
    }

    @Override
    public void publish(@Nullable Message message, int deliveryMode, int priority, long timeToLiveMs)
            throws JMSException {
        send(message, deliveryMode, priority, timeToLiveMs);
    }

    @Override
    public void publish(@Nullable Topic to, @Nullable Message message) throws JMSException {
        send((Destination) to, message);
    }

    @Override
    public void publish(
            @Nullable Topic to, @Nullable Message message, int deliveryMode, int priority, long timeToLiveMs)
            throws JMSException {
        send((Destination) to, message, deliveryMode, priority, timeToLiveMs);
    }

    private MambaDestination ownDestination() {
        if (destination == null) {
            throw new UnsupportedOperationException("the producer has no destination; name one with each send");
        }
        return destination;
    }

    private MambaDestination namedDestination(@Nullable Destination to) throws JMSException {
        if (destination != null) {
            throw new UnsupportedOperationException("the producer sends to " + destination + " only");
        }
        return MambaDestination.from(to);
    }

    private SendOptions options(int deliveryMode, int priority, long timeToLiveMs) throws JMSException {
        return options.withDeliveryMode(deliveryMode).withPriority(priority).withTimeToLive(timeToLiveMs);
    }

    // ---- sending asynchronously

    @Override
    public void send(@Nullable Message message, @Nullable CompletionListener listener) throws JMSException {
        CompletionListener known = required(listener);
        session.sender().sendAsync(ownDestination(), message, options, known, this);
    }

    @Override
    public void send(
            @Nullable Message message,
            int deliveryMode,
            int priority,
            long timeToLiveMs,
            @Nullable CompletionListener listener)
            throws JMSException {
        CompletionListener known = required(listener);
        session.sender()
                .sendAsync(ownDestination(), message, options(deliveryMode, priority, timeToLiveMs), known, this);
    }

    @Override
    public void send(@Nullable Destination to, @Nullable Message message, @Nullable CompletionListener listener)
            throws JMSException {
        CompletionListener known = required(listener);
        session.sender().sendAsync(namedDestination(to), message, options, known, this);
    }

    @Override
    public void send(
            @Nullable Destination to,
            @Nullable Message message,
            int deliveryMode,
            int priority,
            long timeToLiveMs,
            @Nullable CompletionListener listener)
            throws JMSException {
        CompletionListener known = required(listener);
        session.sender()
                .sendAsync(namedDestination(to), message, options(deliveryMode, priority, timeToLiveMs), known, this);
    }

    private CompletionListener required(@Nullable CompletionListener listener) throws JMSException {
        requireOpen();
        if (listener == null) {
            throw new IllegalArgumentException("the CompletionListener is null");
        }
        return listener;
    }

    // ---- what it adds to messages

    @Override
    public void setDisableMessageID(boolean disable) throws JMSException {
        requireOpen();
        options = options.withDisableMessageId(disable);
    }

    @Override
    public boolean getDisableMessageID() throws JMSException {
        requireOpen();
        return options.disableMessageId();
    }

    @Override
    public void setDisableMessageTimestamp(boolean disable) throws JMSException {
        requireOpen();
        options = options.withDisableTimestamp(disable);
    }

    @Override
    public boolean getDisableMessageTimestamp() throws JMSException {
        requireOpen();
        return options.disableTimestamp();
    }

    @Override
    public void setDeliveryMode(int deliveryMode) throws JMSException {
        requireOpen();
        options = options.withDeliveryMode(deliveryMode);
    }

    @Override
    public int getDeliveryMode() throws JMSException {
        requireOpen();
        return options.deliveryMode();
    }

    @Override
    public void setPriority(int priority) throws JMSException {
        requireOpen();
        options = options.withPriority(priority);
    }

    @Override
    public int getPriority() throws JMSException {
        requireOpen();
        return options.priority();
    }

    @Override
    public void setTimeToLive(long timeToLiveMs) throws JMSException {
        requireOpen();
        options = options.withTimeToLive(timeToLiveMs);
    }

    @Override
    public long getTimeToLive() throws JMSException {
        requireOpen();
        return options.timeToLiveMs();
    }

    @Override
    public void setDeliveryDelay(long deliveryDelayMs) throws JMSException {
        requireOpen();
        options = options.withDeliveryDelay(deliveryDelayMs);
    }

    @Override
    public long getDeliveryDelay() throws JMSException {
        requireOpen();
        return options.deliveryDelayMs();
    }

    @Override
    public @Nullable Destination getDestination() throws JMSException {
        requireOpen();
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

    /** Returns when what was sent asynchronously is complete (JMS 3.1 §7.3.4). */
    @Override
    public void close() throws JMSException {
        session.awaitSendsOf(this);
        closed = true;
    }
}
