// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import static io.mambamq.ra.outbound.Unchecked.get;
import static io.mambamq.ra.outbound.Unchecked.getOrNull;

import jakarta.jms.JMSConsumer;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import org.jspecify.annotations.Nullable;

/** A consumer in the simplified API's words. */
record ContextConsumer(ConsumerHandle consumer) implements JMSConsumer {
    @Override
    public @Nullable Message receive() {
        return getOrNull(consumer::receive);
    }

    @Override
    public @Nullable Message receive(long timeoutMs) {
        return getOrNull(() -> consumer.receive(timeoutMs));
    }

    @Override
    public @Nullable Message receiveNoWait() {
        return getOrNull(consumer::receiveNoWait);
    }

    /**
     * {@inheritDoc} A message of another type is consumed by the attempt if there is a transaction, which can be rolled back
     * (Jakarta Messaging 3.1 §8.6).
     */
    @Override
    public <T> @Nullable T receiveBody(Class<T> type) {
        return body(receive(), type);
    }

    @Override
    public <T> @Nullable T receiveBody(Class<T> type, long timeoutMs) {
        return body(receive(timeoutMs), type);
    }

    @Override
    public <T> @Nullable T receiveBodyNoWait(Class<T> type) {
        return body(receiveNoWait(), type);
    }

    private static <T> @Nullable T body(@Nullable Message message, Class<T> type) {
        return message == null ? null : getOrNull(() -> message.getBody(type));
    }

    @Override
    public @Nullable String getMessageSelector() {
        return getOrNull(consumer::getMessageSelector);
    }

    @Override
    public MessageListener getMessageListener() {
        return get(consumer::getMessageListener);
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) {
        Unchecked.run(() -> consumer.setMessageListener(listener));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
