// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.EmbeddedBroker;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class DeliveryDelayTest {
    private static final long WAIT_MS = 10_000;
    private static final long DELAY_MS = 300;
    private static final long LONG_DELAY_MS = 3_600_000;

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final Queue queue = EmbeddedBroker.newQueue();
    private Connection connection;
    private Session session;
    private MessageProducer producer;

    @BeforeEach
    void connect() throws Exception {
        connection = BROKER.connections().createConnection();
        connection.start();
        session = connection.createSession();
        producer = session.createProducer(queue);
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    @Test
    @DisplayName("M-09: the delivery time is the send time and the delay, and the message does not come before")
    void delayed() throws Exception {
        MessageConsumer consumer = session.createConsumer(queue);
        TextMessage message = session.createTextMessage("later");
        producer.setDeliveryDelay(DELAY_MS);
        assertEquals(DELAY_MS, producer.getDeliveryDelay());

        producer.send(message);

        assertEquals(message.getJMSTimestamp() + DELAY_MS, message.getJMSDeliveryTime());
        Message received = consumer.receive(WAIT_MS);
        assertTrue(System.currentTimeMillis() >= message.getJMSDeliveryTime());
        assertEquals(message.getJMSDeliveryTime(), received.getJMSDeliveryTime());
    }

    @Test
    @DisplayName("M-09: what is sent later without a delay overtakes")
    void overtaken() throws Exception {
        MessageConsumer consumer = session.createConsumer(queue);
        producer.setDeliveryDelay(LONG_DELAY_MS);
        producer.send(session.createTextMessage("later"));
        producer.setDeliveryDelay(0);
        producer.send(session.createTextMessage("now"));

        assertEquals("now", ((TextMessage) consumer.receive(WAIT_MS)).getText());
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @DisplayName("M-09: in a transaction the delay counts from the send, not from the commit")
    void transacted() throws Exception {
        MessageConsumer consumer = session.createConsumer(queue);
        Session transacted = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer delaying = transacted.createProducer(queue);
        delaying.setDeliveryDelay(DELAY_MS);
        Message message = transacted.createMessage();
        delaying.send(message);
        while (System.currentTimeMillis() < message.getJMSDeliveryTime()) {
            Thread.onSpinWait();
        }

        transacted.commit();

        assertEquals(
                message.getJMSTimestamp() + DELAY_MS, consumer.receive(WAIT_MS).getJMSDeliveryTime());
    }

    @Test
    @DisplayName("M-07, M-09: the time to live counts from the send, not from the delivery time")
    void expiry() throws Exception {
        Message message = session.createMessage();
        producer.setDeliveryDelay(DELAY_MS);

        producer.send(message, DeliveryMode.PERSISTENT, 4, 60_000);

        assertEquals(message.getJMSTimestamp() + 60_000, message.getJMSExpiration());
    }

    @Test
    @DisplayName("M-09: a delay that reaches beyond all time is the end of all time")
    void farAway() throws Exception {
        Message message = session.createMessage();
        producer.setDeliveryDelay(Long.MAX_VALUE);

        producer.send(message);

        assertEquals(Long.MAX_VALUE, message.getJMSDeliveryTime());
    }

    @Test
    @DisplayName(
            "M-09: a delayed message to a topic goes to those who subscribed before it was sent, and to nobody else")
    void topic() throws Exception {
        Topic topic = EmbeddedBroker.topic("delayed-news");
        MessageConsumer before = session.createConsumer(topic);
        MessageProducer publisher = session.createProducer(topic);
        publisher.setDeliveryDelay(DELAY_MS);
        Message message = session.createTextMessage("later");

        publisher.send(message);
        MessageConsumer after = session.createConsumer(topic);

        assertEquals(message.getJMSDeliveryTime(), before.receive(WAIT_MS).getJMSDeliveryTime());
        assertTrue(System.currentTimeMillis() >= message.getJMSDeliveryTime());
        assertNull(after.receiveNoWait());
    }

    @Test
    @DisplayName("M-09: JMSProducer delays, too")
    void simplifiedApi() {
        try (JMSContext context = BROKER.connections().createContext()) {
            JMSProducer delaying = context.createProducer().setDeliveryDelay(DELAY_MS);
            assertEquals(DELAY_MS, delaying.getDeliveryDelay());

            TextMessage message = context.createTextMessage("later");
            delaying.send(queue, message);

            assertEquals("later", context.createConsumer(queue).receiveBody(String.class, WAIT_MS));
            assertThrows(JMSRuntimeException.class, () -> delaying.setDeliveryDelay(-1));
        }
    }

    @Test
    @DisplayName("M-70: a negative delay is refused")
    void negative() {
        JMSException refusal = assertThrows(JMSException.class, () -> producer.setDeliveryDelay(-1));

        assertTrue(refusal.getMessage().contains("not -1"), refusal.getMessage());
    }

    @Test
    @DisplayName("M-09: a delay survives a restart of the server")
    void restart() throws Exception {
        producer.setDeliveryDelay(LONG_DELAY_MS);
        producer.send(session.createTextMessage("much later"));
        producer.setDeliveryDelay(DELAY_MS);
        TextMessage message = session.createTextMessage("later");
        producer.send(message);
        connection.close();

        BROKER.restart();

        connection = BROKER.connections().createConnection();
        connection.start();
        session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(queue);
        TextMessage received = (TextMessage) consumer.receive(WAIT_MS);
        assertEquals("later", received.getText());
        assertTrue(System.currentTimeMillis() >= message.getJMSDeliveryTime());
        assertEquals(message.getJMSDeliveryTime(), received.getJMSDeliveryTime());
        assertNull(consumer.receiveNoWait());
    }
}
