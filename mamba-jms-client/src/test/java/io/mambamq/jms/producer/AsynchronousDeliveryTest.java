// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.jms.Async;
import io.mambamq.jms.EmbeddedBroker;
import jakarta.jms.CompletionListener;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class AsynchronousDeliveryTest {
    private static final long WAIT_MS = 5_000;

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final Queue queue = EmbeddedBroker.newQueue();
    private final Completions completions = new Completions();

    @Test
    @DisplayName("M-63, M-72: asynchronous and synchronous sends keep one order")
    void order() throws Exception {
        int count = 5_000;
        int everySynchronous = 1_000;
        try (JMSContext context = BROKER.connections().createContext()) {
            JMSConsumer consumer = context.createConsumer(queue);
            JMSProducer producer = context.createProducer();
            for (int i = 0; i < count; i++) {
                producer.setAsync(i % everySynchronous == 0 ? null : completions);
                producer.send(queue, Integer.toString(i));
            }

            for (int i = 0; i < count; i++) {
                assertEquals(Integer.toString(i), consumer.receiveBody(String.class, WAIT_MS));
                if (i % everySynchronous != 0) {
                    Completions.Call call = completions.next();
                    assertNull(call.failure());
                    assertEquals(Integer.toString(i), call.message().getBody(String.class));
                }
            }
        }
        assertEquals(0, completions.count());
    }

    @Test
    @DisplayName("M-75: setAsync chains, and null goes back to synchronous sends")
    void setAsync() throws Exception {
        try (JMSContext context = BROKER.connections().createContext()) {
            JMSProducer producer = context.createProducer();
            assertNull(producer.getAsync());
            assertSame(producer, producer.setAsync(completions));
            assertSame(completions, producer.getAsync());
            assertSame(producer, producer.send(queue, "asynchronous"));
            assertEquals("asynchronous", completions.next().message().getBody(String.class));

            producer.setAsync(null).send(queue, "synchronous");
        }

        assertEquals(0, completions.count());
    }

    @Test
    @DisplayName("M-02, M-28: another provider's message gets its header fields, and is the one that the listener gets")
    void foreignMessage() throws Exception {
        Map<String, Object> fields = new ConcurrentHashMap<>();
        TextMessage foreign = (TextMessage) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {TextMessage.class}, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("set")) {
                        fields.put(method.getName().substring(3), arguments[0]);
                        return null;
                    }
                    return switch (method.getName()) {
                        case "getText" -> "from elsewhere";
                        case "getPropertyNames" -> Collections.emptyEnumeration();
                        default -> null;
                    };
                });
        try (JMSContext context = BROKER.connections().createContext()) {
            JMSConsumer consumer = context.createConsumer(queue);
            context.createProducer().setAsync(completions).send(queue, foreign);

            assertSame(foreign, completions.next().message());

            Message received = consumer.receive(WAIT_MS);
            assertEquals("from elsewhere", received.getBody(String.class));
            assertEquals(received.getJMSMessageID(), fields.get("JMSMessageID"));
            assertEquals(received.getJMSTimestamp(), fields.get("JMSTimestamp"));
        }
    }

    @Test
    @DisplayName("M-01: the sessions of one connection send asynchronously from their own threads")
    void concurrentSessions() throws Exception {
        int threads = 4;
        int each = 500;
        try (JMSContext first = BROKER.connections().createContext()) {
            List<CompletableFuture<Void>> sending = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                sending.add(Async.run(() -> {
                    try (JMSContext context = first.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
                        JMSProducer producer = context.createProducer().setAsync(completions);
                        for (int n = 0; n < each; n++) {
                            producer.send(queue, "hello");
                        }
                    }
                }));
            }
            for (CompletableFuture<Void> sender : sending) {
                sender.get(30, TimeUnit.SECONDS);
            }

            assertEquals(threads * each, completions.count());
            JMSConsumer consumer = first.createConsumer(queue);
            for (int n = 0; n < threads * each; n++) {
                assertNull(completions.next().failure());
                assertEquals("hello", consumer.receiveBody(String.class, WAIT_MS));
            }
            assertNull(consumer.receiveNoWait());
        }
    }

    @Test
    @DisplayName("M-73: a commit waits for the transaction's sends, which are all in it")
    void commit() throws Exception {
        try (JMSContext context = BROKER.connections().createContext(JMSContext.SESSION_TRANSACTED)) {
            JMSConsumer consumer = context.createConsumer(queue);
            context.createProducer().setAsync(completions).send(queue, "one").send(queue, "two");

            context.commit();

            assertEquals(2, completions.count());
            assertNull(completions.next().failure());
            assertNull(completions.next().failure());
            assertEquals("one", consumer.receiveBody(String.class, WAIT_MS));
            assertEquals("two", consumer.receiveBody(String.class, WAIT_MS));
        }
    }

    @Test
    @DisplayName("M-73: a rollback waits for the transaction's sends, and none of them is delivered")
    void rollback() throws Exception {
        try (JMSContext context = BROKER.connections().createContext(JMSContext.SESSION_TRANSACTED)) {
            JMSConsumer consumer = context.createConsumer(queue);
            context.createProducer().setAsync(completions).send(queue, "one").send(queue, "two");

            context.rollback();

            assertEquals(2, completions.count());
            assertNull(consumer.receiveNoWait());
        }
    }

    @Test
    @DisplayName("M-73: a message listener commits what it sent asynchronously")
    void commitInAMessageListener() throws Exception {
        Queue replies = EmbeddedBroker.newQueue();
        try (JMSContext context = BROKER.connections().createContext(JMSContext.SESSION_TRANSACTED);
                JMSContext other = BROKER.connections().createContext()) {
            JMSProducer producer = context.createProducer().setAsync(completions);
            CompletableFuture<Void> listened = new CompletableFuture<>();
            context.createConsumer(queue)
                    .setMessageListener(message -> Async.completing(listened, () -> {
                        producer.send(replies, "reply");
                        context.commit();
                        assertEquals(1, completions.count());
                    }));
            other.createProducer().send(queue, "request");

            listened.get(10, TimeUnit.SECONDS);

            assertEquals("reply", other.createConsumer(replies).receiveBody(String.class, WAIT_MS));
        }
    }

    @Test
    @DisplayName("M-73: commit, rollback and close of a context throw in its completion listener")
    void forbiddenInTheListener() throws Exception {
        CompletableFuture<Void> tried = new CompletableFuture<>();
        try (JMSContext context = BROKER.connections().createContext(JMSContext.SESSION_TRANSACTED)) {
            context.createProducer()
                    .setAsync(onCompletion(() -> Async.completing(tried, () -> {
                        assertThrows(IllegalStateRuntimeException.class, context::commit);
                        assertThrows(IllegalStateRuntimeException.class, context::rollback);
                        assertThrows(IllegalStateRuntimeException.class, context::close);
                    })))
                    .send(queue, "hello");
            tried.get(10, TimeUnit.SECONDS);

            context.commit();

            assertEquals("hello", context.createConsumer(queue).receiveBody(String.class, WAIT_MS));
        }
    }

    private static CompletionListener onCompletion(Runnable action) {
        return new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                action.run();
            }

            @Override
            public void onException(Message message, Exception exception) {
                throw new AssertionError(exception);
            }
        };
    }
}
