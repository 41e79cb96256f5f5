// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.context;

import io.mambamq.jms.session.ConsumerCore;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageListener;
import jakarta.jms.StreamMessage;
import org.jspecify.annotations.Nullable;

/** JMS 3.1 §8.2. */
final class MambaContextConsumer implements JMSConsumer {
    private final ConsumerCore core;

    MambaContextConsumer(ConsumerCore core) {
        this.core = core;
    }

    @Override
    public @Nullable Message receive() {
        return receive(0);
    }

    @Override
    public @Nullable Message receive(long timeoutMs) {
        return Unchecked.getNullable(() -> core.receive(timeoutMs, message -> message));
    }

    @Override
    public @Nullable Message receiveNoWait() {
        return Unchecked.getNullable(() -> core.receiveNoWait(message -> message));
    }

    @Override
    public <T> @Nullable T receiveBody(Class<T> type) {
        return receiveBody(type, 0);
    }

    @Override
    public <T> @Nullable T receiveBody(Class<T> type, long timeoutMs) {
        return Unchecked.getNullable(() -> core.receive(timeoutMs, message -> bodyOf(message, type)));
    }

    @Override
    public <T> @Nullable T receiveBodyNoWait(Class<T> type) {
        return Unchecked.getNullable(() -> core.receiveNoWait(message -> bodyOf(message, type)));
    }

    /** Neither a stream nor a message without a body has one to return (JMS 3.1 §8.6). */
    private static <T> @Nullable T bodyOf(Message message, Class<T> type) throws JMSException {
        if (message instanceof StreamMessage || message.getBody(Object.class) == null) {
            throw new MessageFormatException("the message has no body that could be received as " + type.getName()
                    + "; receive the message itself: " + message);
        }
        return message.getBody(type);
    }

    @Override
    public @Nullable String getMessageSelector() {
        Unchecked.run(core::requireOpen);
        return core.source().selector();
    }

    @Override
    public @Nullable MessageListener getMessageListener() {
        return Unchecked.getNullable(core::listener);
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) {
        Unchecked.run(() -> core.listen(listener));
    }

    @Override
    public void close() {
        Unchecked.run(core::close);
    }
}
