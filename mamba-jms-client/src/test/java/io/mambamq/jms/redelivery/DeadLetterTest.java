// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.redelivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.protocol.redelivery.RedeliveryPolicy;
import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@DisplayName("A message that always fails")
class DeadLetterTest {
    private static final long WAIT_MS = 60_000;
    private static final int ATTEMPTS_MAX = 4;
    private static final RedeliveryPolicy POLICY = new RedeliveryPolicy(ATTEMPTS_MAX, 500, 2, 60_000);

    @TempDir
    Path directory;

    private MambaServer server;
    private Connection connection;
    private Session sending;
    private Queue orders;

    @BeforeEach
    void start() throws Exception {
        server = MambaServer.start(ServerConfig.builder(directory)
                .listen("127.0.0.1", 0)
                .redeliveryPolicy(POLICY)
                .deadLetterQueue("failed")
                .build());
        connect();
    }

    private void connect() throws JMSException {
        connection = new MambaConnectionFactory(server.url()).createConnection();
        connection.start();
        sending = connection.createSession();
        orders = sending.createQueue("orders");
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        server.close();
    }

    private Message send(String text) throws JMSException {
        TextMessage message = sending.createTextMessage(text);
        sending.createProducer(orders).send(message);
        return message;
    }

    private Message deadLetter() throws JMSException {
        Session session = connection.createSession();
        return session.createConsumer(session.createQueue("failed")).receive(WAIT_MS);
    }

    /** As {@code text/count}; rolls back what says "bad", commits the rest. */
    private static String next(Session session, MessageConsumer consumer) throws JMSException {
        Message message = consumer.receive(WAIT_MS);
        assertNotNull(message, "nothing came");
        String text = message.getBody(String.class);
        if (text.equals("bad")) {
            session.rollback();
        } else {
            session.commit();
        }
        return text + "/" + message.getIntProperty("JMSXDeliveryCount");
    }

    @Test
    @DisplayName(
            "M-62, M-17: comes again ever later while those behind it pass, and goes to the dead-letter queue as it was")
    void becomesDeadLetter() throws Exception {
        TextMessage bad = sending.createTextMessage("bad");
        bad.setJMSCorrelationID("order 5");
        bad.setJMSType("order");
        bad.setJMSReplyTo(orders);
        bad.setStringProperty("colour", "red");
        MessageProducer producer = sending.createProducer(orders);
        producer.setPriority(6);
        producer.setTimeToLive(3_600_000);
        producer.send(bad);
        send("one");
        send("two");

        List<String> seen = new ArrayList<>();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(orders);
        for (int i = 0; i < ATTEMPTS_MAX + 2; i++) {
            seen.add(next(session, consumer));
        }

        assertEquals(List.of("bad/1", "bad/2", "one/1", "two/1", "bad/3", "bad/4"), seen);
        Message letter = deadLetter();
        assertEquals("bad", letter.getBody(String.class));
        assertEquals(bad.getJMSMessageID(), letter.getJMSMessageID());
        assertEquals(bad.getJMSTimestamp(), letter.getJMSTimestamp());
        assertEquals(orders, letter.getJMSDestination());
        assertEquals(orders, letter.getJMSReplyTo());
        assertEquals("order 5", letter.getJMSCorrelationID());
        assertEquals("order", letter.getJMSType());
        assertEquals(6, letter.getJMSPriority());
        assertEquals("red", letter.getStringProperty("colour"));
        assertEquals(1, letter.getIntProperty("JMSXDeliveryCount"), "it is new in its queue");
        assertFalse(letter.getJMSRedelivered());
        assertEquals(0, letter.getJMSExpiration());
        assertEquals(bad.getJMSExpiration(), letter.getLongProperty("JMS_MAMBA_OriginalExpiration"));
        assertEquals("orders", letter.getStringProperty("JMS_MAMBA_OriginalDestination"));
        assertEquals(ATTEMPTS_MAX, letter.getIntProperty("JMS_MAMBA_DeliveryAttempts"));
        assertTrue(letter.getLongProperty("JMS_MAMBA_DeadLetterTime") >= letter.getJMSTimestamp());
        assertTrue(letter.getStringProperty("JMS_MAMBA_DeadLetterReason").contains("at most 4"));
    }

    @Test
    @DisplayName("M-65: recover brings everything back in order the first time, and counts")
    void recover() throws Exception {
        send("one");
        send("two");
        send("three");
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(orders);
        for (int i = 0; i < 3; i++) {
            consumer.receive(WAIT_MS);
        }

        session.recover();

        for (String text : List.of("one", "two", "three")) {
            Message message = consumer.receive(WAIT_MS);
            assertEquals(text, message.getBody(String.class));
            assertEquals(2, message.getIntProperty("JMSXDeliveryCount"));
            message.acknowledge();
        }
    }

    @Test
    @DisplayName("that a listener throws for leaves its durable subscription, and is still in the others")
    void leavesSubscription() throws Exception {
        Topic prices = sending.createTopic("prices");
        Session session = connection.createSession();
        MessageConsumer failing = session.createSharedDurableConsumer(prices, "audit");
        connection.createSession().createSharedDurableConsumer(prices, "other").close();
        failing.setMessageListener(message -> {
            throw new IllegalStateException("a bug of the application");
        });

        sending.createProducer(prices).send(sending.createTextMessage("bad"));

        Message letter = deadLetter();
        assertEquals(prices, letter.getJMSDestination());
        assertEquals("prices", letter.getStringProperty("JMS_MAMBA_OriginalDestination"));
        assertEquals("audit", letter.getStringProperty("JMS_MAMBA_OriginalSubscription"));
        Message kept = connection
                .createSession()
                .createSharedDurableConsumer(prices, "other")
                .receive(WAIT_MS);
        assertEquals("bad", kept.getBody(String.class));
        assertFalse(kept.propertyExists("JMS_MAMBA_DeadLetterReason"));
    }

    @Test
    @DisplayName("has its failures counted over a restart of the broker, and its letter kept")
    void outlivesRestart() throws Exception {
        send("bad");
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(orders);
        assertEquals("bad/1", next(session, consumer));
        assertEquals("bad/2", next(session, consumer));
        restart();
        session = connection.createSession(Session.SESSION_TRANSACTED);
        consumer = session.createConsumer(orders);
        // Two failures, and one delivery that may have been under way.
        assertEquals("bad/4", next(session, consumer));
        assertEquals("bad/5", next(session, consumer));

        assertEquals("bad", ((TextMessage) browsed()).getText());
        restart();

        assertEquals(ATTEMPTS_MAX, deadLetter().getIntProperty("JMS_MAMBA_DeliveryAttempts"));
        assertNull(connection.createSession().createConsumer(orders).receiveNoWait());
    }

    private void restart() throws Exception {
        connection.close();
        server.close();
        start();
    }

    /** The dead letter, which stays where it is. */
    private Message browsed() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Message letter = session.createConsumer(session.createQueue("failed")).receive(WAIT_MS);
        session.rollback();
        session.close();
        return letter;
    }
}
