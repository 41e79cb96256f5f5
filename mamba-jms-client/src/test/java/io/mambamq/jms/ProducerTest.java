// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueSender;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class ProducerTest {
    private static final long WAIT_MS = 5_000;

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final Queue queue = EmbeddedBroker.newQueue();
    private Connection connection;
    private Session session;
    private MessageConsumer consumer;

    @BeforeEach
    void connect() throws Exception {
        connection = BROKER.connections().createConnection();
        connection.start();
        session = connection.createSession();
        consumer = session.createConsumer(queue);
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    @Test
    @DisplayName("M-02, M-04: a send sets the header fields, whatever the application put there")
    void headers() throws Exception {
        Message message = session.createMessage();
        message.setJMSDestination(EmbeddedBroker.queue("elsewhere"));
        message.setJMSMessageID("ID:mine");
        message.setJMSPriority(9);
        message.setJMSDeliveryMode(DeliveryMode.NON_PERSISTENT);
        message.setJMSExpiration(1);
        MessageProducer producer = session.createProducer(queue);
        producer.setPriority(2);
        producer.setTimeToLive(60_000);
        long before = System.currentTimeMillis();

        producer.send(message);

        long after = System.currentTimeMillis();
        Message received = consumer.receive(WAIT_MS);
        for (Message each : new Message[] {message, received}) {
            assertEquals(queue, each.getJMSDestination());
            assertNotEquals("ID:mine", each.getJMSMessageID());
            assertEquals(2, each.getJMSPriority());
            assertEquals(DeliveryMode.PERSISTENT, each.getJMSDeliveryMode());
            assertTrue(before <= each.getJMSTimestamp() && each.getJMSTimestamp() <= after);
            assertEquals(each.getJMSTimestamp() + 60_000, each.getJMSExpiration());
        }
        assertEquals(message.getJMSMessageID(), received.getJMSMessageID());
    }

    @Test
    @DisplayName("M-03: ids are unique and begin with ID:, also when the producer could do without")
    void messageIds() throws Exception {
        MessageProducer producer = session.createProducer(queue);
        producer.setDisableMessageID(true);
        assertTrue(producer.getDisableMessageID());
        Message first = session.createMessage();
        Message second = session.createMessage();
        producer.send(first);
        producer.send(second);

        String id = first.getJMSMessageID();
        assertTrue(id == null || (id.startsWith("ID:") && !id.equals(second.getJMSMessageID())), id);
    }

    @Test
    @DisplayName("M-04: a disabled timestamp is 0")
    void disabledTimestamp() throws Exception {
        MessageProducer producer = session.createProducer(queue);
        producer.setDisableMessageTimestamp(true);
        producer.send(session.createMessage());

        assertEquals(0, consumer.receive(WAIT_MS).getJMSTimestamp());
    }

    @Test
    @DisplayName("M-07: an expired message is not delivered")
    void expiry() throws Exception {
        MessageProducer producer = session.createProducer(queue);
        Message message = session.createMessage();
        producer.send(message, DeliveryMode.PERSISTENT, 4, 1);
        while (System.currentTimeMillis() <= message.getJMSExpiration()) {
            Thread.onSpinWait();
        }
        producer.send(session.createTextMessage("fresh"));

        assertEquals("fresh", ((TextMessage) consumer.receive(WAIT_MS)).getText());
    }

    @Test
    @DisplayName("M-08: a higher priority is delivered first")
    void priority() throws Exception {
        Session transacted = connection.createSession(true, 0);
        MessageProducer producer = transacted.createProducer(queue);
        for (int priority = 0; priority <= 9; priority++) {
            producer.send(transacted.createMessage(), DeliveryMode.PERSISTENT, priority, 0);
        }
        transacted.commit();

        for (int priority = 9; priority >= 0; priority--) {
            assertEquals(priority, consumer.receive(WAIT_MS).getJMSPriority());
        }
    }

    @Test
    @DisplayName("M-61: any session sends messages that another one created, also of another connection, or received")
    void messagesOfOtherSessions() throws Exception {
        try (Connection other = BROKER.connections().createConnection();
                Session transacted = other.createSession(Session.SESSION_TRANSACTED)) {
            Message message = transacted.createTextMessage("hello");

            session.createProducer(queue).send(message);
            transacted.createProducer(queue).send(message);
            transacted.commit();
            Message first = consumer.receive(WAIT_MS);
            Message second = consumer.receive(WAIT_MS);
            session.createProducer(queue).send(first);

            assertEquals("hello", first.getBody(String.class));
            assertEquals("hello", second.getBody(String.class));
            assertEquals("hello", consumer.receive(WAIT_MS).getBody(String.class));
        }
    }

    @Test
    @DisplayName("M-19: a message may be changed and sent again")
    void sentAgain() throws Exception {
        MessageProducer producer = session.createProducer(queue);
        TextMessage message = session.createTextMessage("one");
        producer.send(message);
        message.setText("two");
        producer.send(message);

        assertEquals("one", ((TextMessage) consumer.receive(WAIT_MS)).getText());
        TextMessage second = (TextMessage) consumer.receive(WAIT_MS);
        assertEquals("two", second.getText());
        producer.send(second);
        assertEquals("two", ((TextMessage) consumer.receive(WAIT_MS)).getText());
    }

    @Test
    @DisplayName("M-09: without a delay the delivery time is that of the send, also on receipt")
    void deliveryTime() throws Exception {
        Message message = session.createMessage();
        message.setJMSDeliveryTime(1);
        long before = System.currentTimeMillis();

        session.createProducer(queue).send(message);

        long after = System.currentTimeMillis();
        assertTrue(before <= message.getJMSDeliveryTime() && message.getJMSDeliveryTime() <= after);
        assertEquals(message.getJMSDeliveryTime(), consumer.receive(WAIT_MS).getJMSDeliveryTime());
    }

    @Test
    @DisplayName("M-28: another provider's message is sent, and gets its header fields set")
    void foreignMessage() throws Exception {
        Map<String, Object> fields = new HashMap<>();
        TextMessage foreign = (TextMessage) Proxy.newProxyInstance(
                ProducerTest.class.getClassLoader(), new Class<?>[] {TextMessage.class}, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("set")) {
                        fields.put(method.getName().substring(3), arguments[0]);
                        return null;
                    }
                    return switch (method.getName()) {
                        case "getText" -> "from elsewhere";
                        case "getPropertyNames" -> java.util.Collections.emptyEnumeration();
                        default -> null;
                    };
                });

        session.createProducer(queue).send(foreign);

        TextMessage received = (TextMessage) consumer.receive(WAIT_MS);
        assertEquals("from elsewhere", received.getText());
        assertEquals(received.getJMSMessageID(), fields.get("JMSMessageID"));
        assertEquals(queue, fields.get("JMSDestination"));
        assertEquals(received.getJMSTimestamp(), fields.get("JMSTimestamp"));
        assertEquals(received.getJMSDeliveryTime(), fields.get("JMSDeliveryTime"));
    }

    @Test
    @DisplayName("M-70: destinations")
    void destinations() throws Exception {
        MessageProducer open = session.createProducer(null);
        MessageProducer fixed = session.createProducer(queue);
        Message message = session.createMessage();

        assertThrows(UnsupportedOperationException.class, () -> open.send(message));
        assertThrows(UnsupportedOperationException.class, () -> fixed.send(queue, message));
        assertThrows(InvalidDestinationException.class, () -> open.send((Queue) null, message));
        assertThrows(InvalidDestinationException.class, () -> session.createConsumer(null));
        assertThrows(InvalidDestinationException.class, () -> session.createQueue(""));
        assertThrows(MessageFormatException.class, () -> fixed.send(null));
        open.send(queue, message);
        assertNull(open.getDestination());
        assertEquals(queue, ((QueueSender) fixed).getQueue());
    }

    @Test
    @DisplayName("M-70: the arguments of a send override the producer, and are checked")
    void arguments() throws Exception {
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        producer.send(session.createMessage(), DeliveryMode.NON_PERSISTENT, 7, 0);

        Message received = consumer.receive(WAIT_MS);
        assertEquals(DeliveryMode.NON_PERSISTENT, received.getJMSDeliveryMode());
        assertEquals(7, received.getJMSPriority());
        assertEquals(DeliveryMode.PERSISTENT, producer.getDeliveryMode());
        assertThrows(JMSException.class, () -> producer.setPriority(10));
        assertThrows(JMSException.class, () -> producer.setPriority(-1));
        assertThrows(JMSException.class, () -> producer.setDeliveryMode(3));
        assertThrows(JMSException.class, () -> producer.setTimeToLive(-1));
        assertThrows(JMSException.class, () -> producer.send(session.createMessage(), 2, 11, 0));
        assertEquals(4, producer.getPriority());
    }

    @Test
    void aMessageBeyondTheLimitIsRefusedBeforeItIsSent() throws Exception {
        MessageProducer producer = session.createProducer(queue);
        TextMessage large = session.createTextMessage("a body may be large, what is beside it may not");
        large.setStringProperty("large", "x".repeat(17 << 20));

        assertThrows(ResourceAllocationException.class, () -> producer.send(large));

        producer.send(session.createTextMessage("x".repeat(3 << 20)));
        assertEquals(
                3 << 20, ((TextMessage) consumer.receive(WAIT_MS)).getText().length());
        producer.send(session.createTextMessage("small again"));
        assertEquals("small again", ((TextMessage) consumer.receive(WAIT_MS)).getText());
    }

    @Test
    void aClosedProducerIsClosed() throws Exception {
        MessageProducer producer = session.createProducer(queue);
        producer.close();
        producer.close();

        assertThrows(IllegalStateException.class, () -> producer.send(session.createMessage()));
        assertFalse(session.getTransacted());
    }
}
