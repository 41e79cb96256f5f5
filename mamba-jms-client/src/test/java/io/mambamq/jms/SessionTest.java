// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SessionTest {
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

    private void send(String... texts) throws JMSException {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue);
        for (String text : texts) {
            producer.send(session.createTextMessage(text));
        }
        session.close();
    }

    private static String text(Message message) throws JMSException {
        return message == null ? null : ((TextMessage) message).getText();
    }

    private static void assertFirstDelivery(String text, Message message) throws JMSException {
        assertEquals(text, text(message));
        assertFalse(message.getJMSRedelivered(), text);
        assertEquals(1, message.getIntProperty("JMSXDeliveryCount"));
    }

    private static void assertRedelivered(String text, int count, Message message) throws JMSException {
        assertEquals(text, text(message));
        assertTrue(message.getJMSRedelivered(), text);
        assertEquals(count, message.getIntProperty("JMSXDeliveryCount"));
    }

    /** What a new consumer finds in the queue, consuming it. */
    private List<String> rest() throws JMSException {
        List<String> texts = new ArrayList<>();
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(queue);
        for (Message message = consumer.receiveNoWait(); message != null; message = consumer.receiveNoWait()) {
            texts.add(text(message));
        }
        session.close();
        return texts;
    }

    // ---- acknowledge modes

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    @DisplayName("M-64: AUTO and DUPS_OK consume what was received and leave the rest")
    void automatic(int mode) throws Exception {
        send("one", "two", "three");
        Session session = connection.createSession(mode);
        MessageConsumer consumer = session.createConsumer(queue);

        assertFirstDelivery("one", consumer.receive(WAIT_MS));
        assertFirstDelivery("two", consumer.receive(WAIT_MS));
        session.close();

        assertEquals(List.of("three"), rest());
    }

    @Test
    @DisplayName("M-64: AUTO with acknowledge=sync")
    void synchronous() throws Exception {
        send("one", "two");
        try (Connection patient = BROKER.factory("acknowledge=sync").createConnection()) {
            patient.start();
            MessageConsumer consumer = patient.createSession().createConsumer(queue);
            assertEquals("one", text(consumer.receive(WAIT_MS)));
        }
        assertEquals(List.of("two"), rest());
    }

    @Test
    @DisplayName("M-64: the acknowledge of a message is ignored in AUTO mode")
    void acknowledgeIgnored() throws Exception {
        send("one", "two");
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        consumer.receive(WAIT_MS).acknowledge();
        assertFirstDelivery("two", consumer.receive(WAIT_MS));
    }

    @Test
    @DisplayName("M-64: CLIENT_ACKNOWLEDGE acknowledges all that the session has delivered, by any of its consumers")
    void clientAcknowledge() throws Exception {
        Queue other = EmbeddedBroker.newQueue();
        send("one", "two", "three");
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        session.createProducer(other).send(session.createTextMessage("elsewhere"));
        MessageConsumer consumer = session.createConsumer(queue);
        Message first = consumer.receive(WAIT_MS);
        assertNotNull(session.createConsumer(other).receive(WAIT_MS));
        consumer.receive(WAIT_MS);

        first.acknowledge();
        assertEquals("three", text(consumer.receive(WAIT_MS)));
        session.recover();

        assertRedelivered("three", 2, consumer.receive(WAIT_MS));
        session.close();
        assertRedelivered(
                "three", 3, connection.createSession().createConsumer(queue).receive(WAIT_MS));
    }

    @Test
    @DisplayName("M-67: what was not acknowledged is retained when the session ends, and marked redelivered")
    void retained() throws Exception {
        send("one", "two");
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        session.createConsumer(queue).receive(WAIT_MS);
        session.close();

        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        assertRedelivered("one", 2, consumer.receive(WAIT_MS));
        assertFirstDelivery("two", consumer.receive(WAIT_MS));
    }

    // ---- recover

    @Test
    @DisplayName("M-65: recover begins again with the first unacknowledged message, in the old order")
    void recover() throws Exception {
        send("one", "two", "three", "four");
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.receive(WAIT_MS).acknowledge();
        assertFirstDelivery("two", consumer.receive(WAIT_MS));
        assertFirstDelivery("three", consumer.receive(WAIT_MS));

        session.recover();

        assertRedelivered("two", 2, consumer.receive(WAIT_MS));
        assertRedelivered("three", 2, consumer.receive(WAIT_MS));
        assertFirstDelivery("four", consumer.receive(WAIT_MS));
        session.recover();
        // What has failed before may wait, while the others pass.
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < 3; i++) {
            Message message = consumer.receive(WAIT_MS);
            counts.put(text(message), message.getIntProperty("JMSXDeliveryCount"));
        }
        assertEquals(Map.of("two", 3, "three", 3, "four", 2), counts);
    }

    @Test
    @DisplayName("M-65: recover in a listener delivers the message again and does not acknowledge it")
    void recoverInListener() throws Exception {
        send("one", "two");
        List<String> seen = new ArrayList<>();
        CompletableFuture<Void> all = new CompletableFuture<>();
        Session session = connection.createSession();
        session.createConsumer(queue)
                .setMessageListener(message -> Async.unchecked(() -> {
                    seen.add(text(message) + message.getIntProperty("JMSXDeliveryCount"));
                    if (seen.size() == 1) {
                        session.recover();
                    } else if (seen.size() == 3) {
                        all.complete(null);
                    }
                }));
        all.get(10, TimeUnit.SECONDS);
        session.close();

        assertEquals(List.of("one1", "one2", "two1"), seen);
        assertEquals(List.of(), rest());
    }

    @Test
    @DisplayName("M-62, M-65: what needs another kind of session is refused")
    void wrongKindOfSession() throws Exception {
        Session transacted = connection.createSession(true, Session.AUTO_ACKNOWLEDGE);
        Session automatic = connection.createSession();

        assertThrows(IllegalStateException.class, transacted::recover);
        assertThrows(IllegalStateException.class, automatic::commit);
        assertThrows(IllegalStateException.class, automatic::rollback);
        assertThrows(JMSException.class, () -> connection.createSession(false, 17));
        assertTrue(transacted.getTransacted());
        assertEquals(Session.SESSION_TRANSACTED, transacted.getAcknowledgeMode());
        assertEquals(Session.AUTO_ACKNOWLEDGE, automatic.getAcknowledgeMode());
    }

    // ---- transactions

    @Test
    @DisplayName("M-62: commit sends and consumes, and begins the next transaction")
    void commit() throws Exception {
        Queue answers = EmbeddedBroker.newQueue();
        send("one", "two");
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(answers);
        MessageConsumer answered = connection.createSession().createConsumer(answers);

        assertEquals("one", text(consumer.receive(WAIT_MS)));
        producer.send(session.createTextMessage("answer one"));
        assertNull(answered.receiveNoWait(), "sent before the commit");
        session.commit();

        assertEquals("answer one", text(answered.receive(WAIT_MS)));
        assertEquals("two", text(consumer.receive(WAIT_MS)));
        producer.send(session.createTextMessage("answer two"));
        session.close();

        assertNull(answered.receiveNoWait(), "sent without a commit");
        assertEquals(List.of("two"), rest());
    }

    @Test
    @DisplayName("M-62: rollback takes back what was sent and delivers again what was received, in the old order")
    void rollback() throws Exception {
        send("one", "two", "three");
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.receive(WAIT_MS);
        consumer.receive(WAIT_MS);
        session.createProducer(queue).send(session.createTextMessage("never"));

        session.rollback();

        assertRedelivered("one", 2, consumer.receive(WAIT_MS));
        assertRedelivered("two", 2, consumer.receive(WAIT_MS));
        assertFirstDelivery("three", consumer.receive(WAIT_MS));
        assertNull(consumer.receiveNoWait());
        session.commit();
        assertEquals(List.of(), rest());
    }

    @Test
    @DisplayName("M-62: a large transaction is rolled back and committed as a whole")
    void largeTransaction() throws Exception {
        int count = 500;
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < count; i++) {
            producer.send(session.createTextMessage("message " + i));
        }
        session.commit();
        MessageConsumer consumer = session.createConsumer(queue);
        for (int attempt = 1; attempt <= 2; attempt++) {
            for (int i = 0; i < count; i++) {
                Message message = consumer.receive(WAIT_MS);
                assertEquals("message " + i, text(message));
                assertEquals(attempt, message.getIntProperty("JMSXDeliveryCount"));
            }
            if (attempt == 1) {
                session.rollback();
            }
        }
        session.commit();
        assertEquals(List.of(), rest());
    }

    @Test
    @DisplayName("M-62: a transaction of nothing commits and rolls back")
    void emptyTransaction() throws Exception {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        session.commit();
        session.rollback();
    }

    @Test
    @DisplayName("M-88: a transacted listener that throws goes on, and decides itself")
    void transactedListenerThrows() throws Exception {
        send("one", "two");
        List<String> seen = new ArrayList<>();
        CompletableFuture<Void> all = new CompletableFuture<>();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        session.createConsumer(queue)
                .setMessageListener(message -> Async.unchecked(() -> {
                    seen.add(text(message));
                    if (seen.size() == 1) {
                        throw new java.lang.IllegalStateException("on purpose");
                    }
                    session.commit();
                    all.complete(null);
                }));
        all.get(10, TimeUnit.SECONDS);
        session.close();

        assertEquals(List.of("one", "two"), seen);
        assertEquals(List.of(), rest());
    }

    // ---- order

    @Test
    @DisplayName("M-63: what one session sends to a destination arrives in the order of sending")
    void order() throws Exception {
        Session session = connection.createSession();
        MessageProducer first = session.createProducer(queue);
        MessageProducer second = session.createProducer(queue);
        for (int i = 0; i < 20; i++) {
            (i % 2 == 0 ? first : second).send(session.createTextMessage("" + i));
        }

        assertEquals(IntStream.range(0, 20).mapToObj(Integer::toString).toList(), rest());
    }

    @Test
    @DisplayName("M-60: a session calls its listeners one at a time")
    void oneListenerAtATime() throws Exception {
        Queue other = EmbeddedBroker.newQueue();
        int count = 50;
        Session sender = connection.createSession(Session.SESSION_TRANSACTED);
        for (int i = 0; i < count; i++) {
            sender.createProducer(queue).send(sender.createMessage());
            sender.createProducer(other).send(sender.createMessage());
        }
        sender.commit();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger runningMax = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(2 * count);
        Session session = connection.createSession();
        for (Queue each : List.of(queue, other)) {
            session.createConsumer(each).setMessageListener(message -> {
                runningMax.accumulateAndGet(running.incrementAndGet(), Math::max);
                running.decrementAndGet();
                all.countDown();
            });
        }
        assertTrue(all.await(10, TimeUnit.SECONDS));
        session.close();

        assertEquals(1, runningMax.get());
    }

    @Test
    @DisplayName("M-60: a session with a listener does not receive as well")
    void noReceiveBesideListener() throws Exception {
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(EmbeddedBroker.newQueue());
        session.createConsumer(queue).setMessageListener(message -> {});

        assertThrows(IllegalStateException.class, consumer::receiveNoWait);
    }
}
