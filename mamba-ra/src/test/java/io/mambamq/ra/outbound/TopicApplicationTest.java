// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.ra.container.ContainerDouble;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import jakarta.resource.ResourceException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics as an application in the server uses them, through pooled connections. */
@Timeout(60)
class TopicApplicationTest {
    private static final long WAIT_MS = 10_000;

    @TempDir
    Path directory;

    private ContainerDouble container;
    private ConnectionFactory connections;

    @BeforeEach
    void start() throws ResourceException {
        container = ContainerDouble.embedded(directory);
        connections = container.connectionFactory();
    }

    @AfterEach
    void stop() {
        container.close();
    }

    private void publish(String text) {
        try (JMSContext context = connections.createContext()) {
            context.createProducer().send(context.createTopic("news"), text);
        }
    }

    private TopicConnectionFactory topics(String clientId) throws ResourceException {
        MambaManagedConnectionFactory topics = new MambaManagedTopicConnectionFactory();
        topics.setResourceAdapter(container.adapter);
        topics.setClientId(clientId);
        return (TopicConnectionFactory) topics.createConnectionFactory(container.connections);
    }

    @Test
    @DisplayName("M-09, M-97: what is published in a transaction arrives with its commit and not with its rollback")
    void publishInTransaction() throws Exception {
        try (JMSContext subscriber = connections.createContext()) {
            JMSConsumer consumer = subscriber.createSharedDurableConsumer(subscriber.createTopic("news"), "s");
            container.transactions.begin();
            publish("rolled back");
            container.transactions.rollback();
            container.transactions.begin();
            publish("committed");
            assertNull(consumer.receiveNoWait(), "not before the commit");
            container.transactions.commit();

            assertEquals("committed", consumer.receiveBody(String.class, WAIT_MS));
            assertNull(consumer.receiveNoWait());
        }
    }

    @Test
    @DisplayName("M-83, M-97: what is received from a subscription in a transaction comes again after its rollback")
    void receiveInTransaction() throws Exception {
        try (JMSContext context = connections.createContext()) {
            context.createSharedDurableConsumer(context.createTopic("news"), "s")
                    .close();
        }
        publish("one");
        container.transactions.begin();
        try (JMSContext context = connections.createContext()) {
            JMSConsumer consumer = context.createSharedDurableConsumer(context.createTopic("news"), "s");
            assertEquals("one", consumer.receiveBody(String.class, WAIT_MS));
        }
        container.transactions.rollback();

        container.transactions.begin();
        try (JMSContext context = connections.createContext()) {
            Message again = context.createSharedDurableConsumer(context.createTopic("news"), "s")
                    .receive(WAIT_MS);
            assertEquals("one", again.getBody(String.class));
            assertTrue(again.getJMSRedelivered());
        }
        container.transactions.commit();
    }

    @Test
    @DisplayName(
            "M-45, M-82, M-85: a durable subscription of the client id that the connection factory is configured with")
    void durable() throws Exception {
        TopicConnectionFactory factory = topics("shop");
        try (TopicConnection connection = factory.createTopicConnection()) {
            TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            Topic topic = session.createTopic("news");
            TopicSubscriber subscriber = session.createDurableSubscriber(topic, "d", "colour = 'green'", false);
            assertEquals(topic, subscriber.getTopic());
            assertEquals("colour = 'green'", subscriber.getMessageSelector());
        }
        try (TopicConnection connection = factory.createTopicConnection()) {
            TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            Topic topic = session.createTopic("news");
            TopicPublisher publisher = session.createPublisher(topic);
            for (String colour : new String[] {"red", "green"}) {
                Message message = session.createTextMessage(colour);
                message.setStringProperty("colour", colour);
                publisher.publish(message);
            }
            connection.start();
            TopicSubscriber subscriber = session.createDurableSubscriber(topic, "d", "colour = 'green'", false);
            assertEquals("green", subscriber.receive(WAIT_MS).getBody(String.class));
            assertNull(subscriber.receiveNoWait());
            subscriber.close();
            session.unsubscribe("d");
            assertThrows(InvalidDestinationException.class, () -> session.unsubscribe("d"));
        }
    }

    @Test
    @DisplayName(
            "M-80, M-81, M-82: each kind of subscription through a context; a durable one of one consumer needs a client id")
    void kinds() {
        try (JMSContext context = connections.createContext()) {
            Topic topic = context.createTopic("news");
            JMSConsumer plain = context.createConsumer(topic);
            JMSConsumer selective = context.createConsumer(topic, "colour = 'green'");
            publish("one");
            assertEquals("one", plain.receiveBody(String.class, WAIT_MS));
            assertNull(selective.receiveNoWait());

            assertThrows(IllegalStateRuntimeException.class, () -> context.createDurableConsumer(topic, "d"));
        }
        try (JMSContext context = connections.createContext()) {
            JMSConsumer shared = context.createSharedConsumer(context.createTopic("news"), "s");
            publish("two");
            assertEquals("two", shared.receiveBody(String.class, WAIT_MS));
        }
    }
}
