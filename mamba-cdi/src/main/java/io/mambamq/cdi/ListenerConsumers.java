// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The consumers of one listener method: a session for each, on one connection. Confined to the thread that opened them. */
final class ListenerConsumers implements AutoCloseable {
    /** The first is the connection and has no consumer. */
    private final List<JMSContext> contexts = new ArrayList<>();

    private final CompletableFuture<JMSException> lost = new CompletableFuture<>();

    private ListenerConsumers() {}

    /** Connects and consumes; what fails leaves nothing open. */
    static ListenerConsumers open(
            ListenerMethod method, ConnectionFactories factories, Supplier<ListenerCall> newCall) {
        ListenerConsumers consumers = new ListenerConsumers();
        try {
            consumers.connect(method, factories, newCall);
            return consumers;
        } catch (RuntimeException e) {
            consumers.close();
            throw e;
        }
    }

    private void connect(ListenerMethod method, ConnectionFactories factories, Supplier<ListenerCall> newCall) {
        JMSContext connection = method.settings().open(factories);
        contexts.add(connection);
        connection.setExceptionListener(lost::complete);
        for (int i = 0; i < method.listener().concurrency(); i++) {
            JMSContext session = connection.createContext(method.settings().sessionMode());
            contexts.add(session);
            session.setAutoStart(false);
            consumer(session, method.listener()).setMessageListener(newCall.get());
        }
        connection.start();
    }

    private static JMSConsumer consumer(JMSContext session, MambaListener listener) {
        String selector = listener.selector();
        if (listener.type() == DestinationType.QUEUE) {
            return session.createConsumer(session.createQueue(listener.destination()), selector);
        }
        Topic topic = session.createTopic(listener.destination());
        String subscription = listener.subscription();
        if (subscription.isEmpty()) {
            return session.createConsumer(topic, selector);
        }
        return listener.durable()
                ? session.createSharedDurableConsumer(topic, subscription, selector)
                : session.createSharedConsumer(topic, subscription, selector);
    }

    /** Completes when the connection has a problem. */
    CompletableFuture<JMSException> lost() {
        return lost;
    }

    /** Returns when the calls under way have; what waits behind them goes back to the broker. */
    @Override
    public void close() {
        if (contexts.isEmpty()) {
            return;
        }
        quietly(contexts.get(0)::stop);
        for (int i = contexts.size() - 1; i >= 0; i--) {
            quietly(contexts.get(i)::close);
        }
    }

    /** A connection that is lost cannot be stopped. */
    private static void quietly(Runnable end) {
        try {
            end.run();
        } catch (JMSRuntimeException e) {
            CdiLog.LOG.notClosed(e);
        }
    }
}
