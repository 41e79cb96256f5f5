// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.temporary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.EmbeddedBroker;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class TemporaryDestinationTest {
    private static final long WAIT_MS = 10_000;

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private Connection connection;
    private Session session;
    private Connection otherConnection;
    private Session otherSession;

    @BeforeEach
    void connect() throws Exception {
        connection = BROKER.connections().createConnection();
        connection.start();
        session = connection.createSession();
        otherConnection = BROKER.connections().createConnection();
        otherConnection.start();
        otherSession = otherConnection.createSession();
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
        otherConnection.close();
    }

    @Test
    @DisplayName("M-41: a reply comes to the temporary queue that a request names")
    void requestAndReply() throws Exception {
        Queue requests = EmbeddedBroker.newQueue();
        TemporaryQueue replies = session.createTemporaryQueue();
        Message request = session.createTextMessage("question");
        request.setJMSReplyTo(replies);
        session.createProducer(requests).send(request);

        Message received = otherSession.createConsumer(requests).receive(WAIT_MS);
        Destination replyTo = received.getJMSReplyTo();
        assertEquals(replies, replyTo);
        assertInstanceOf(TemporaryQueue.class, replyTo);
        otherSession.createProducer(replyTo).send(otherSession.createTextMessage("answer"));

        Message answer = session.createConsumer(replies).receive(WAIT_MS);
        assertEquals("answer", ((TextMessage) answer).getText());
        assertEquals(replies, answer.getJMSDestination());
    }

    @Test
    @DisplayName("M-41: names are unique")
    void names() throws Exception {
        TemporaryQueue queue = session.createTemporaryQueue();

        assertNotEquals(queue.getQueueName(), session.createTemporaryQueue().getQueueName());
        assertNotEquals(queue.getQueueName(), session.createTemporaryTopic().getTopicName());
        assertNotEquals(
                queue.getQueueName(), otherSession.createTemporaryQueue().getQueueName());
    }

    @Test
    @DisplayName("M-41: only the sessions of its own connection receive from it")
    void ownership() throws Exception {
        TemporaryQueue queue = session.createTemporaryQueue();
        TemporaryTopic topic = session.createTemporaryTopic();

        assertThrows(InvalidDestinationException.class, () -> otherSession.createConsumer(queue));
        assertThrows(InvalidDestinationException.class, () -> otherSession.createBrowser(queue));
        connection.createSession().createConsumer(queue).close();
        session.createBrowser(queue).close();
        assertTrue(topic.toString().startsWith("temporary-topic"), topic::toString);
    }

    @Test
    @DisplayName("M-41: it outlives the session that created it")
    void outlivesSession() throws Exception {
        TemporaryQueue queue = session.createTemporaryQueue();
        session.close();
        session = connection.createSession();

        otherSession.createProducer(queue).send(otherSession.createTextMessage("still there"));

        assertEquals("still there", text(session.createConsumer(queue).receive(WAIT_MS)));
    }

    @Test
    @DisplayName("M-41: it is not deleted while it has a receiver, and cannot be used when it was")
    void delete() throws Exception {
        TemporaryQueue queue = session.createTemporaryQueue();
        MessageProducer producer = otherSession.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        JMSException refusal = assertThrows(JMSException.class, queue::delete);
        assertEquals("DESTINATION_IN_USE", refusal.getErrorCode());
        producer.send(otherSession.createTextMessage("before"));
        assertEquals("before", text(consumer.receive(WAIT_MS)));
        consumer.close();

        queue.delete();

        assertThrows(InvalidDestinationException.class, () -> producer.send(otherSession.createMessage()));
        assertThrows(InvalidDestinationException.class, () -> session.createConsumer(queue));
        assertThrows(InvalidDestinationException.class, queue::delete);
        MessageProducer own = session.createProducer(queue);
        own.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        assertThrows(InvalidDestinationException.class, () -> own.send(session.createMessage()));
    }

    @Test
    @DisplayName("M-41: everybody publishes to a temporary topic, its own connection subscribes")
    void topic() throws Exception {
        TemporaryTopic topic = session.createTemporaryTopic();
        MessageConsumer one = session.createConsumer(topic);
        MessageConsumer two = session.createConsumer(topic);

        otherSession.createProducer(topic).send(otherSession.createTextMessage("news"));

        assertEquals("news", text(one.receive(WAIT_MS)));
        assertEquals("news", text(two.receive(WAIT_MS)));
        assertThrows(InvalidDestinationException.class, () -> otherSession.createConsumer(topic));
        assertThrows(InvalidDestinationException.class, () -> session.createSharedDurableConsumer(topic, "s"));
    }

    @Test
    @DisplayName("M-41: a temporary topic is not deleted while it has a subscriber, and cannot be used when it was")
    void deleteTopic() throws Exception {
        TemporaryTopic topic = session.createTemporaryTopic();
        MessageProducer producer = otherSession.createProducer(topic);
        MessageConsumer consumer = session.createConsumer(topic);
        assertThrows(JMSException.class, topic::delete);
        consumer.close();

        topic.delete();

        assertThrows(JMSException.class, topic::delete);
        assertThrows(InvalidDestinationException.class, () -> producer.send(otherSession.createMessage()));
        assertThrows(InvalidDestinationException.class, () -> session.createConsumer(topic));
    }

    @Test
    @DisplayName("M-41: who got it from elsewhere cannot delete it")
    void foreignDelete() throws Exception {
        TemporaryQueue queue = session.createTemporaryQueue();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(queue);
        }
        TemporaryQueue copy;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            copy = (TemporaryQueue) in.readObject();
        }

        assertEquals(queue, copy);
        assertThrows(JMSException.class, copy::delete);
        queue.delete();
    }

    @Test
    @DisplayName("M-41: it ends with its connection")
    void connectionEnds() throws Exception {
        TemporaryQueue queue = session.createTemporaryQueue();
        MessageProducer producer = otherSession.createProducer(queue);
        producer.send(otherSession.createMessage());

        connection.close();

        // The broker learns of the end on another connection than the one that asks.
        InvalidDestinationException refusal = null;
        while (refusal == null) {
            try {
                producer.send(otherSession.createMessage());
            } catch (InvalidDestinationException e) {
                refusal = e;
            }
        }
        assertTrue(refusal.getMessage().contains("not any more"), refusal.getMessage());
        assertThrows(JMSException.class, queue::delete);
    }

    @Test
    @DisplayName("M-41: it does not survive a restart of the broker, with whatever it holds")
    void restart() throws Exception {
        TemporaryQueue queue = session.createTemporaryQueue();
        session.createProducer(queue).send(session.createTextMessage("persistent"));

        BROKER.restart();

        disconnect();
        connect();
        assertThrows(
                InvalidDestinationException.class,
                () -> session.createProducer(queue).send(session.createMessage()));
    }

    @Test
    @DisplayName("M-41: what a transaction sent to one that was deleted is gone with its commit")
    void transaction() throws Exception {
        TemporaryQueue queue = session.createTemporaryQueue();
        Queue ordinary = EmbeddedBroker.newQueue();
        Session transacted = otherConnection.createSession(true, Session.SESSION_TRANSACTED);
        transacted.createProducer(queue).send(transacted.createTextMessage("gone"));
        transacted.createProducer(ordinary).send(transacted.createTextMessage("kept"));
        queue.delete();

        transacted.commit();

        assertEquals("kept", text(session.createConsumer(ordinary).receive(WAIT_MS)));
    }

    @Test
    @DisplayName("M-41: JMSContext creates them, too")
    void simplifiedApi() throws Exception {
        try (JMSContext context = BROKER.connections().createContext()) {
            TemporaryQueue queue = context.createTemporaryQueue();
            context.createTemporaryTopic().delete();
            context.createProducer().send(queue, "hello");
            try (jakarta.jms.JMSConsumer consumer = context.createConsumer(queue)) {
                assertEquals("hello", consumer.receiveBody(String.class, WAIT_MS));
            }
            queue.delete();
            assertThrows(
                    InvalidDestinationRuntimeException.class,
                    () -> context.createProducer().send(queue, "too late"));
        }
    }

    @Test
    @DisplayName("M-41: a queue that only looks like a temporary one is another")
    void ordinaryQueueOfThatName() throws Exception {
        TemporaryQueue queue = session.createTemporaryQueue();
        session.createProducer(queue).send(session.createMessage());

        assertNull(otherSession
                .createConsumer(otherSession.createQueue(queue.getQueueName()))
                .receiveNoWait());
    }

    private static String text(Message message) throws JMSException {
        return ((TextMessage) message).getText();
    }
}
