// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mambamq.jms.EmbeddedBroker;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What stories about topics begin with: connections, names that no other story uses, and words for publishing and receiving. In
 * terms of the standard API alone.
 */
@Timeout(60)
abstract class TopicStory {
    static final long WAIT_MS = 10_000;

    private static final AtomicInteger STORIES = new AtomicInteger();

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final int story = STORIES.incrementAndGet();
    private final Deque<Connection> connections = new ArrayDeque<>();

    @AfterEach
    void disconnect() throws JMSException {
        for (Connection connection : connections) {
            connection.close();
        }
    }

    static ConnectionFactory factory() {
        return BROKER.connections();
    }

    /** A name, client id or topic that is this story's alone. */
    final String own(String name) {
        return name + '-' + story;
    }

    final Topic topic(Session session) throws JMSException {
        return session.createTopic(own("news"));
    }

    final Topic otherTopic(Session session) throws JMSException {
        return session.createTopic(own("sports"));
    }

    /** Started, without a client id. */
    final Connection connect() throws JMSException {
        Connection connection = factory().createConnection();
        connections.add(connection);
        connection.start();
        return connection;
    }

    /** Started. */
    final Connection connect(String clientId) throws JMSException {
        Connection connection = factory().createConnection();
        connections.add(connection);
        connection.setClientID(own(clientId));
        connection.start();
        return connection;
    }

    final Session session() throws JMSException {
        return connect().createSession();
    }

    final Session session(String clientId) throws JMSException {
        return connect(clientId).createSession();
    }

    /** To the story's topic, on a connection that is nobody else's. */
    final void publish(String... texts) throws JMSException {
        Connection connection = connect();
        publish(connection, texts);
        connection.close();
    }

    final void publish(Connection connection, String... texts) throws JMSException {
        try (Session session = connection.createSession()) {
            publish(session, topic(session), texts);
        }
    }

    static void publish(Session session, Topic topic, String... texts) throws JMSException {
        try (MessageProducer producer = session.createProducer(topic)) {
            for (String text : texts) {
                producer.send(session.createTextMessage(text));
            }
        }
    }

    /** A send in a transaction waits for no answer; a request of the same session is answered after it. */
    final void awaitArrivalOfSends(Session session) throws JMSException {
        session.createConsumer(session.createQueue(own("unused"))).close();
    }

    static Message assertReceives(String text, MessageConsumer consumer) throws JMSException {
        Message message = consumer.receive(WAIT_MS);
        assertNotNull(message, () -> "nothing came, expected " + text);
        assertEquals(text, ((TextMessage) message).getText());
        return message;
    }

    /** These and nothing more. */
    static void assertReceivesOnly(MessageConsumer consumer, String... texts) throws JMSException {
        for (String text : texts) {
            assertReceives(text, consumer);
        }
        assertNothing(consumer);
    }

    static void assertNothing(MessageConsumer consumer) throws JMSException {
        assertNull(consumer.receiveNoWait());
    }
}
