// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class ContextTest {
    private static final long WAIT_MS = 5_000;

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final Queue queue = EmbeddedBroker.newQueue();
    private JMSContext context;
    private JMSConsumer consumer;

    @BeforeEach
    void connect() {
        context = BROKER.connections().createContext();
        consumer = context.createConsumer(queue);
    }

    @AfterEach
    void disconnect() {
        context.close();
    }

    @Test
    @DisplayName("M-75: what a producer sets overrides the message, and setters chain")
    void overrides() throws Exception {
        TextMessage message = context.createTextMessage("hello");
        message.setStringProperty("colour", "red");
        message.setStringProperty("size", "large");
        message.setJMSType("theirs");
        message.setJMSCorrelationID("theirs");
        JMSProducer producer = context.createProducer()
                .setProperty("colour", "green")
                .setProperty("count", 3)
                .setJMSCorrelationID("ours")
                .setJMSReplyTo(EmbeddedBroker.queue("answers"))
                .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                .setPriority(8)
                .setTimeToLive(60_000);

        assertSame(producer, producer.send(queue, message));

        Message received = consumer.receive(WAIT_MS);
        assertEquals("green", received.getStringProperty("colour"));
        assertEquals("large", received.getStringProperty("size"));
        assertEquals(3, received.getIntProperty("count"));
        assertEquals("theirs", received.getJMSType());
        assertEquals("ours", received.getJMSCorrelationID());
        assertEquals(EmbeddedBroker.queue("answers"), received.getJMSReplyTo());
        assertEquals(DeliveryMode.NON_PERSISTENT, received.getJMSDeliveryMode());
        assertEquals(8, received.getJMSPriority());
        assertTrue(received.getJMSExpiration() > 0);
    }

    @Test
    @DisplayName("M-75: a producer's properties are read back with the conversions of messages")
    void properties() {
        JMSProducer producer = context.createProducer()
                .setProperty("flag", true)
                .setProperty("byte", (byte) 1)
                .setProperty("short", (short) 2)
                .setProperty("long", 3L)
                .setProperty("float", 1.5f)
                .setProperty("double", 2.5)
                .setProperty("object", (Object) 7);

        assertTrue(producer.getBooleanProperty("flag"));
        assertEquals(1, producer.getIntProperty("byte"));
        assertEquals(1, producer.getByteProperty("byte"));
        assertEquals(2, producer.getShortProperty("short"));
        assertEquals(3, producer.getLongProperty("long"));
        assertEquals(1.5f, producer.getFloatProperty("float"));
        assertEquals(2.5, producer.getDoubleProperty("double"));
        assertEquals("7", producer.getStringProperty("object"));
        assertEquals(7, producer.getObjectProperty("object"));
        assertEquals(Set.of("flag", "byte", "short", "long", "float", "double", "object"), producer.getPropertyNames());
        assertThrows(MessageFormatRuntimeException.class, () -> producer.getIntProperty("flag"));
        assertThrows(MessageFormatRuntimeException.class, () -> producer.setProperty("big", BigDecimal.ONE));
        assertThrows(IllegalArgumentException.class, () -> producer.setProperty("", 1));
        producer.clearProperties();
        assertTrue(producer.getPropertyNames().isEmpty());
    }

    @Test
    @DisplayName("M-75: bodies of all kinds are sent without making a message, null among them")
    void bodies() {
        JMSProducer producer = context.createProducer();
        producer.send(queue, "text")
                .send(queue, Map.of("a", (Object) 1))
                .send(queue, new byte[] {1, 2})
                .send(queue, (Serializable) Integer.valueOf(7));

        assertEquals("text", consumer.receiveBody(String.class, WAIT_MS));
        assertEquals(Map.of("a", 1), consumer.receiveBody(Map.class, WAIT_MS));
        assertArrayEquals(new byte[] {1, 2}, consumer.receiveBody(byte[].class, WAIT_MS));
        assertEquals(7, consumer.receiveBody(Integer.class, WAIT_MS));

        producer.send(queue, (String) null)
                .send(queue, (Map<String, Object>) null)
                .send(queue, (byte[]) null)
                .send(queue, (Serializable) null);
        for (int i = 0; i < 4; i++) {
            Message empty = consumer.receive(WAIT_MS);
            assertNull(Async.failureOf(() -> assertNull(empty.getBody(Object.class))));
        }
    }

    @Test
    @DisplayName("M-75: a received message's properties are read-only for a producer too")
    void readOnlyProperties() {
        context.createProducer().send(queue, "hello");
        Message received = consumer.receive(WAIT_MS);

        context.createProducer().send(queue, received);
        JMSProducer colouring = context.createProducer().setProperty("colour", "green");

        assertThrows(MessageNotWriteableRuntimeException.class, () -> colouring.send(queue, received));
    }

    @Test
    @DisplayName("M-91: failures are the unchecked twins")
    void twins() {
        JMSProducer producer = context.createProducer();
        assertThrows(InvalidDestinationRuntimeException.class, () -> producer.send(null, "hello"));
        assertThrows(InvalidDestinationRuntimeException.class, () -> context.createConsumer(null));
        assertThrows(InvalidDestinationRuntimeException.class, () -> context.createQueue(""));
        assertThrows(MessageFormatRuntimeException.class, () -> producer.send(queue, (Message) null));
        assertThrows(IllegalStateRuntimeException.class, context::commit);
        assertThrows(IllegalStateRuntimeException.class, context::rollback);
        assertThrows(JMSRuntimeException.class, () -> context.createContext(99));
        assertThrows(JMSRuntimeException.class, () -> BROKER.connections().createContext(99));
        assertThrows(JMSRuntimeException.class, () -> producer.setPriority(10));
        context.close();
        assertThrows(IllegalStateRuntimeException.class, () -> producer.send(queue, "hello"));
        assertThrows(IllegalStateRuntimeException.class, () -> consumer.receive());
        assertThrows(IllegalStateRuntimeException.class, context::start);
        assertThrows(IllegalStateRuntimeException.class, context::createProducer);
    }

    @Test
    @DisplayName("M-64: a context acknowledges, recovers, commits and rolls back")
    void acknowledging() {
        context.createProducer().send(queue, "one").send(queue, "two");
        consumer.close();
        try (JMSContext client = context.createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            JMSConsumer receiving = client.createConsumer(queue);
            assertEquals("one", receiving.receiveBody(String.class, WAIT_MS));
            client.acknowledge();
            assertEquals("two", receiving.receiveBody(String.class, WAIT_MS));
            client.recover();
            assertEquals("two", receiving.receiveBody(String.class, WAIT_MS));
        }
        try (JMSContext transacted = context.createContext(JMSContext.SESSION_TRANSACTED)) {
            JMSConsumer receiving = transacted.createConsumer(queue);
            assertEquals("two", receiving.receiveBody(String.class, WAIT_MS));
            transacted.rollback();
            assertEquals("two", receiving.receiveBody(String.class, WAIT_MS));
            transacted.commit();
            assertNull(receiving.receiveNoWait());
        }
    }

    @Test
    @DisplayName("M-51: a context's client id can be set until its session is needed")
    void clientId() {
        try (JMSContext named = BROKER.connections().createContext()) {
            named.setClientID("billing");
            assertEquals("billing", named.getClientID());
            named.createProducer();
            assertThrows(IllegalStateRuntimeException.class, () -> named.setClientID("other"));
            try (JMSContext second = BROKER.connections().createContext()) {
                assertThrows(InvalidClientIDRuntimeException.class, () -> second.setClientID("billing"));
            }
        }
    }
}
