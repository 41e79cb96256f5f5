// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.inbound;

import io.mambamq.jms.delivery.Received;
import io.mambamq.jms.session.ConsumerCore;
import io.mambamq.jms.session.SessionCore;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/**
 * Receives for any number of instances of a message-driven bean. The broker sends as much ahead as the window says, at first
 * nothing: whoever keeps the window as large as there are free instances keeps no message from others. Its connection has to be
 * started. Thread-safe.
 */
public final class InboundConsumer implements AutoCloseable {
    private final SessionCore session;
    private final ConsumerCore consumer;

    public InboundConsumer(SessionCore session, ConsumerCore consumer) {
        this.session = session;
        this.consumer = consumer;
        consumer.resizeWindow(0);
    }

    /** How many messages may lie here or be on their way; what is out already stays. */
    public void resizeWindow(int messages) {
        consumer.resizeWindow(messages);
    }

    /**
     * Waits until there is a message to {@link #poll}.
     *
     * @param timeoutMs positive
     * @return false when the time is over, or {@link #wake} or {@link #close} was called meanwhile
     * @throws jakarta.jms.IllegalStateException if the consumer is closed
     * @throws JMSException if the connection is lost; what was received and not settled is delivered again
     */
    public boolean await(long timeoutMs) throws JMSException {
        return consumer.awaitReady(timeoutMs);
    }

    /** Ends an {@link #await}, now or later. */
    public void wake() {
        consumer.wake();
    }

    /**
     * The next message that has arrived; null if there is none.
     *
     * @throws JMSException as from {@link #await}
     */
    public @Nullable InboundDelivery poll() throws JMSException {
        Received received = consumer.pollUnsettled();
        return received == null ? null : new InboundDelivery(session, received);
    }

    /**
     * Lets others have, in its old place, whatever has arrived and was not polled, and what is on its way. The window is 0
     * afterwards. Waits for the broker.
     *
     * @throws JMSException if the connection is lost, which gives it back as well
     */
    public void giveUnseenBack() throws JMSException {
        consumer.giveUnseenBack();
    }

    /** What was received and not settled is delivered to others. Idempotent. */
    @Override
    public void close() throws JMSException {
        session.close();
    }
}
