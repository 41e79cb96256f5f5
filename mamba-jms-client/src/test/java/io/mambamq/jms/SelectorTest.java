// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Message selectors of queue consumers, with a real server (JMS 3.1 §3.8). */
@Timeout(60)
class SelectorTest {
    private static final long WAIT_MS = 5_000;

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final Queue queue = EmbeddedBroker.newQueue();
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = BROKER.connections().createConnection();
        connection.start();
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    private void send(String text, String colour, int size) throws JMSException {
        try (Session session = connection.createSession()) {
            send(session, session.createProducer(queue), text, colour, size);
        }
    }

    private static void send(Session session, MessageProducer producer, String text, String colour, int size)
            throws JMSException {
        TextMessage message = session.createTextMessage(text);
        message.setStringProperty("colour", colour);
        message.setIntProperty("size", size);
        message.setJMSType(colour + "Type");
        message.setJMSCorrelationID("c-" + text);
        producer.send(message);
    }

    private static @Nullable String textOf(@Nullable Message message) throws JMSException {
        return message == null ? null : ((TextMessage) message).getText();
    }

    @Test
    @DisplayName("M-38: a selective consumer gets what matches, the rest stays for others")
    void selects() throws Exception {
        send("one", "green", 1);
        send("two", "red", 2);
        send("three", "green", 3);
        Session session = connection.createSession();

        MessageConsumer green = session.createConsumer(queue, "colour = 'green' AND size > 1");
        assertEquals("three", textOf(green.receive(WAIT_MS)));
        assertNull(green.receiveNoWait());
        green.close();

        MessageConsumer all = session.createConsumer(queue);
        assertEquals("one", textOf(all.receive(WAIT_MS)));
        assertEquals("two", textOf(all.receive(WAIT_MS)));
        assertNull(all.receiveNoWait());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JMSType = 'greenType'",
                "JMSCorrelationID LIKE 'c-%'",
                "JMSDeliveryMode = 'PERSISTENT'",
                "JMSPriority = 4",
                "JMSTimestamp > 0",
                "JMSMessageID LIKE 'ID:%'",
                "JMSXDeliveryCount = 1",
                "JMSXGroupID IS NULL"
            })
    @DisplayName("M-34: header fields as the client wrote them")
    void headers(String selector) throws Exception {
        send("one", "green", 1);

        MessageConsumer consumer = connection.createSession().createConsumer(queue, selector);

        assertEquals("one", textOf(consumer.receive(WAIT_MS)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    @DisplayName("M-31: null and empty are no selector")
    void none(@Nullable String selector) throws Exception {
        send("one", "green", 1);
        QueueReceiver receiver = (QueueReceiver) connection.createSession().createConsumer(queue, selector);

        assertNull(receiver.getMessageSelector());
        assertEquals("one", textOf(receiver.receive(WAIT_MS)));
    }

    @Test
    @DisplayName("M-31: a malformed selector is refused when it is presented, with its position; the session goes on")
    void malformed() throws Exception {
        Session session = connection.createSession();

        InvalidSelectorException e =
                assertThrows(InvalidSelectorException.class, () -> session.createConsumer(queue, "colour = = 1"));

        assertTrue(String.valueOf(e.getMessage()).contains("position 10"), e.getMessage());
        send("one", "green", 1);
        assertNotNull(session.createConsumer(queue, "colour = 'green'").receive(WAIT_MS));
    }

    @Test
    @DisplayName("M-31 M-91: the simplified API throws the unchecked twin, and selects the same")
    void simplified() throws Exception {
        send("one", "red", 1);
        send("two", "green", 1);
        try (JMSContext context = BROKER.connections().createContext()) {
            assertThrows(InvalidSelectorRuntimeException.class, () -> context.createConsumer(queue, "colour LIKE 5"));
            var consumer = context.createConsumer(queue, "colour = 'green'");
            assertEquals("colour = 'green'", consumer.getMessageSelector());
            assertEquals("two", consumer.receiveBody(String.class, WAIT_MS));
        }
    }

    @Test
    @DisplayName("A QueueReceiver with a selector")
    void receiver() throws Exception {
        send("one", "red", 1);
        send("two", "green", 1);
        try (QueueConnection queues = BROKER.connections().createQueueConnection()) {
            queues.start();
            QueueSession session = queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
            QueueReceiver receiver = session.createReceiver(queue, "colour = 'green'");

            assertEquals("colour = 'green'", receiver.getMessageSelector());
            assertEquals("two", textOf(receiver.receive(WAIT_MS)));
        }
    }

    @Test
    @DisplayName("A needle behind many others is found, by receiveNoWait too, and so is one that comes later")
    void deepQueue() throws Exception {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        for (int i = 0; i < 3000; i++) {
            send(session, producer, "hay", "brown", i);
        }
        send(session, producer, "needle", "silver", 1);
        session.commit();
        MessageConsumer consumer = connection.createSession().createConsumer(queue, "colour = 'silver'");

        assertEquals("needle", textOf(consumer.receiveNoWait()));
        assertNull(consumer.receiveNoWait());
        send("another", "silver", 2);
        assertEquals("another", textOf(consumer.receive(WAIT_MS)));
    }

    @Test
    @DisplayName("M-20: what is rolled back comes again to the selective consumer, in its order")
    void rollback() throws Exception {
        send("one", "green", 1);
        send("two", "red", 1);
        send("three", "green", 1);
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue, "colour = 'green'");
        assertEquals("one", textOf(consumer.receive(WAIT_MS)));
        assertEquals("three", textOf(consumer.receive(WAIT_MS)));

        session.rollback();

        Message again = consumer.receive(WAIT_MS);
        assertEquals("one", textOf(again));
        assertTrue(again.getJMSRedelivered());
        assertEquals("three", textOf(consumer.receive(WAIT_MS)));
        session.commit();
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @DisplayName("Two listeners with selectors share a queue, each with its own messages")
    void listeners() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        for (String colour : new String[] {"green", "red"}) {
            connection
                    .createSession()
                    .createConsumer(queue, "colour = '" + colour + "'")
                    .setMessageListener(message -> {
                        try {
                            seen.add(colour + " " + message.getStringProperty("colour"));
                        } catch (JMSException e) {
                            seen.add(String.valueOf(e));
                        }
                    });
        }
        for (int i = 0; i < 20; i++) {
            send("text", i % 2 == 0 ? "green" : "red", i);
        }

        int green = 0;
        for (int i = 0; i < 20; i++) {
            String next = seen.poll(10, TimeUnit.SECONDS);
            assertTrue("green green".equals(next) || "red red".equals(next), next);
            green += "green green".equals(next) ? 1 : 0;
        }
        assertEquals(10, green);
    }
}
