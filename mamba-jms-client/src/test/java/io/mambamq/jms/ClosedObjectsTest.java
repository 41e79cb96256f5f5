// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls every method of what is closed, as the interfaces list them: a method that is added later is in it. */
@Timeout(30)
class ClosedObjectsTest {
    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private static final CompletionListener IGNORING = new CompletionListener() {
        @Override
        public void onCompletion(Message message) {}

        @Override
        public void onException(Message message, Exception exception) {}
    };

    private static final Map<Class<?>, Object> ARGUMENTS = Map.ofEntries(
            Map.entry(boolean.class, false),
            Map.entry(int.class, 1),
            Map.entry(long.class, 1L),
            Map.entry(String.class, "name"),
            Map.entry(Serializable.class, "object"),
            Map.entry(Class.class, String.class),
            Map.entry(Queue.class, EmbeddedBroker.queue("orders")),
            Map.entry(Destination.class, EmbeddedBroker.queue("orders")),
            Map.entry(Topic.class, EmbeddedBroker.topic("news")),
            Map.entry(CompletionListener.class, IGNORING));

    private final Queue queue = EmbeddedBroker.newQueue();
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = BROKER.connections().createConnection();
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    private static <T> void assertClosed(
            Class<T> api, T object, Class<? extends Throwable> expected, Set<String> exceptMethods) {
        for (Method method : api.getMethods()) {
            if (!exceptMethods.contains(method.getName())) {
                Object[] arguments = Arrays.stream(method.getParameterTypes())
                        .map(ARGUMENTS::get)
                        .toArray();
                InvocationTargetException thrown = assertThrows(
                        InvocationTargetException.class, () -> method.invoke(object, arguments), method::toString);
                assertInstanceOf(expected, thrown.getCause(), method::toString);
            }
        }
    }

    @Test
    @DisplayName("M-55: every method of a closed connection but close throws IllegalStateException")
    void connection() throws Exception {
        connection.close();

        connection.close();
        assertClosed(Connection.class, connection, IllegalStateException.class, Set.of("close"));
    }

    @Test
    @DisplayName("M-55: every method of a closed session but close throws IllegalStateException")
    void session() throws Exception {
        Session session = connection.createSession();
        session.close();

        session.close();
        // run() is for application servers, and cannot throw a JMSException.
        assertClosed(Session.class, session, IllegalStateException.class, Set.of("close", "run"));
    }

    @Test
    @DisplayName("M-55: every method of a closed producer or consumer but close throws IllegalStateException")
    void producerAndConsumer() throws Exception {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        producer.close();
        consumer.close();

        producer.close();
        consumer.close();
        assertClosed(MessageProducer.class, producer, IllegalStateException.class, Set.of("close"));
        assertClosed(MessageConsumer.class, consumer, IllegalStateException.class, Set.of("close"));
    }

    @Test
    @DisplayName("M-55: what a closed session has made is closed with it")
    void madeBySession() throws Exception {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);

        session.close();

        assertClosed(MessageProducer.class, producer, IllegalStateException.class, Set.of("close"));
        assertClosed(MessageConsumer.class, consumer, IllegalStateException.class, Set.of("close"));
    }

    @Test
    @DisplayName(
            "M-55: every method of a closed context and its consumers but close throws IllegalStateRuntimeException")
    void context() {
        JMSContext context = BROKER.connections().createContext();
        JMSConsumer consumer = context.createConsumer(queue);
        context.close();

        context.close();
        assertClosed(JMSContext.class, context, IllegalStateRuntimeException.class, Set.of("close"));
        assertClosed(JMSConsumer.class, consumer, IllegalStateRuntimeException.class, Set.of("close"));
    }
}
