// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.classic;

import io.mambamq.jms.session.ConsumerCore;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.QueueReceiver;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;
import org.jspecify.annotations.Nullable;

/** JMS 3.1 §8.2. As a receiver or subscriber only where the domain was asked for. */
final class MambaConsumer implements QueueReceiver, TopicSubscriber {
    private final ConsumerCore core;

    MambaConsumer(ConsumerCore core) {
        this.core = core;
    }

    @Override
    public @Nullable Message receive() throws JMSException {
        return core.receive(0, message -> message);
    }

    @Override
    public @Nullable Message receive(long timeoutMs) throws JMSException {
        return core.receive(timeoutMs, message -> message);
    }

    @Override
    public @Nullable Message receiveNoWait() throws JMSException {
        return core.receiveNoWait(message -> message);
    }

    @Override
    public @Nullable MessageListener getMessageListener() throws JMSException {
        return core.listener();
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) throws JMSException {
        core.listen(listener);
    }

    @Override
    public @Nullable String getMessageSelector() throws JMSException {
        core.requireOpen();
        return core.source().selector();
    }

    @Override
    public Queue getQueue() throws JMSException {
        core.requireOpen();
        return (Queue) core.source().destination();
    }

    @Override
    public Topic getTopic() throws JMSException {
        core.requireOpen();
        return (Topic) core.source().destination();
    }

    @Override
    public boolean getNoLocal() throws JMSException {
        core.requireOpen();
        return core.source().noLocal();
    }

    @Override
    public void close() throws JMSException {
        core.close();
    }
}
