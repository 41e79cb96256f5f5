// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueReceiver;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ConsumerTest {
    private static final long WAIT_MS = 5_000;

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final Queue queue = EmbeddedBroker.newQueue();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
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

    private static String labelled(Message message) throws JMSException {
        return ((TextMessage) message).getText() + message.getIntProperty("JMSXDeliveryCount");
    }

    private String nextSeen() throws InterruptedException {
        return seen.poll(10, TimeUnit.SECONDS);
    }

    // ---- receive

    @Test
    @DisplayName("M-86: receive waits for a message")
    void receiveWaits() throws Exception {
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        CompletableFuture<Message> received = Async.call(consumer::receive);
        Async.awaitWaiting(received);
        assertFalse(received.isDone());

        send("hello");

        assertEquals("hello1", labelled(received.get(10, TimeUnit.SECONDS)));
    }

    @Test
    @DisplayName("M-86: receiveNoWait gets what the broker has, and null for nothing")
    void receiveNoWait() throws Exception {
        send("one", "two");
        MessageConsumer consumer = connection.createSession().createConsumer(queue);

        assertEquals("one1", labelled(consumer.receiveNoWait()));
        assertEquals("two1", labelled(consumer.receiveNoWait()));
        assertNull(consumer.receiveNoWait());
        send("three");
        assertEquals("three1", labelled(consumer.receiveNoWait()));
    }

    @Test
    @DisplayName("M-86: receive gives up after its time, and a message that is there is found in the shortest time")
    void receiveTimeout() throws Exception {
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        assertNull(consumer.receive(20));

        send("hello");

        assertEquals("hello1", labelled(consumer.receive(1)));
    }

    @Test
    @DisplayName("M-86: a consumer that is closed meanwhile receives null; nothing it held back is lost")
    void closedWhileReceiving() throws Exception {
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        CompletableFuture<Message> received = Async.call(consumer::receive);
        Async.awaitWaiting(received);

        consumer.close();
        send("hello");

        assertNull(received.get(10, TimeUnit.SECONDS));
        assertEquals(
                "hello1",
                labelled(connection.createSession().createConsumer(queue).receive(WAIT_MS)));
    }

    @Test
    void anInterruptedReceiveThrowsAndTheConnectionLives() throws Exception {
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        CompletableFuture<Boolean> interrupted = Async.call(() -> {
            JMSException failure = assertThrows(JMSException.class, consumer::receive);
            assertEquals("INTERRUPTED", failure.getErrorCode());
            return Thread.currentThread().isInterrupted();
        });
        Async.awaitWaiting(interrupted);

        Async.threadOf(interrupted).interrupt();

        assertTrue(interrupted.get(10, TimeUnit.SECONDS), "the flag has to stay set");
        send("hello");
        assertEquals("hello1", labelled(consumer.receive(WAIT_MS)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void anyPrefetchGetsEverythingInOrder(int prefetch) throws Exception {
        int count = 50;
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        for (int i = 0; i < count; i++) {
            session.createProducer(queue).send(session.createTextMessage(i + "#"));
        }
        session.commit();
        try (Connection other =
                BROKER.factory("prefetch=" + prefetch, "prefetchBytes=300").createConnection()) {
            other.start();
            MessageConsumer consumer = other.createSession().createConsumer(queue);
            for (int i = 0; i < count; i++) {
                assertEquals(i + "#1", labelled(consumer.receive(WAIT_MS)));
            }
            assertNull(consumer.receiveNoWait());
        }
    }

    @Test
    void twoConsumersShareAQueueAndNeitherStarves() throws Exception {
        try (Connection narrow = BROKER.factory("prefetch=1").createConnection()) {
            narrow.start();
            MessageConsumer first = narrow.createSession().createConsumer(queue);
            MessageConsumer second = narrow.createSession().createConsumer(queue);
            send("one", "two", "three", "four");

            assertNotNull(first.receive(WAIT_MS));
            assertNotNull(second.receive(WAIT_MS));
        }
    }

    // ---- receiveBody

    @Test
    @DisplayName("M-87: a body of the wrong type is as if not received in AUTO mode: same message, same count")
    void receiveBodyAgain() throws Exception {
        send("hello", "world");
        try (JMSContext context = BROKER.connections().createContext()) {
            JMSConsumer consumer = context.createConsumer(queue);

            assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Map.class, WAIT_MS));
            assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBodyNoWait(byte[].class));

            assertEquals("hello1", labelled(consumer.receive(WAIT_MS)));
            assertEquals("world", consumer.receiveBody(String.class, WAIT_MS));
        }
    }

    @Test
    @DisplayName("M-87: in a transaction it is received, and comes back by rollback")
    void receiveBodyTransacted() throws Exception {
        send("hello", "world");
        try (JMSContext context = BROKER.connections().createContext(JMSContext.SESSION_TRANSACTED)) {
            JMSConsumer consumer = context.createConsumer(queue);
            assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Map.class, WAIT_MS));
            assertEquals("world", consumer.receiveBody(String.class, WAIT_MS));

            context.rollback();

            assertEquals("hello2", labelled(consumer.receive(WAIT_MS)));
        }
    }

    @Test
    @DisplayName("M-87: a message without a body or a stream has none to receive")
    void noBody() throws Exception {
        Session session = connection.createSession();
        session.createProducer(queue).send(session.createStreamMessage());
        try (JMSContext context = BROKER.connections().createContext()) {
            JMSConsumer consumer = context.createConsumer(queue);
            assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Object.class, WAIT_MS));
            assertNotNull(consumer.receive(WAIT_MS));
            context.createProducer().send(queue, context.createMessage());
            assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Object.class, WAIT_MS));
            assertNotNull(consumer.receive(WAIT_MS));
            assertNull(consumer.receiveBodyNoWait(String.class));
        }
    }

    // ---- listeners

    @Test
    @DisplayName("M-88: in AUTO mode a listener that throws gets the message again, marked, before the next one")
    void listenerThrows() throws Exception {
        send("one", "two");
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        consumer.setMessageListener(message -> Async.unchecked(() -> {
            seen.add(labelled(message) + message.getJMSRedelivered());
            if (message.getIntProperty("JMSXDeliveryCount") < 2
                    && labelled(message).startsWith("one")) {
                throw new IllegalArgumentException("on purpose");
            }
        }));

        assertEquals("one1false", nextSeen());
        assertEquals("one2true", nextSeen());
        assertEquals("two1false", nextSeen());
        connection.close();
        assertTrue(seen.isEmpty());
    }

    @Test
    @DisplayName("M-88: in CLIENT mode it gets the next message")
    void clientListenerThrows() throws Exception {
        send("one", "two");
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        session.createConsumer(queue)
                .setMessageListener(message -> Async.unchecked(() -> {
                    seen.add(labelled(message));
                    if (labelled(message).equals("one1")) {
                        throw new IllegalArgumentException("on purpose");
                    }
                }));

        assertEquals("one1", nextSeen());
        assertEquals("two1", nextSeen());
    }

    @Test
    void aListenerMayBeReplacedAndTakenAway() throws Exception {
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(queue);
        MessageListener first = message -> seen.add("first");
        consumer.setMessageListener(first);
        assertSame(first, consumer.getMessageListener());
        send("one");
        assertEquals("first", nextSeen());
        consumer.setMessageListener(message -> seen.add("second"));
        send("two");
        assertEquals("second", nextSeen());

        consumer.setMessageListener(null);
        send("three");

        assertNull(consumer.getMessageListener());
        assertEquals("three1", labelled(consumer.receive(WAIT_MS)));
    }

    @Test
    void aListenerMaySendAndReceivesWhatComesLater() throws Exception {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue);
        session.createConsumer(queue)
                .setMessageListener(message -> Async.unchecked(() -> {
                    String label = labelled(message);
                    seen.add(label);
                    if (label.length() < 5) {
                        producer.send(session.createTextMessage(label));
                    }
                }));

        send("x");

        for (String expected : List.of("x1", "x11", "x111", "x1111")) {
            assertEquals(expected, nextSeen());
        }
    }

    // ---- closing

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    @DisplayName("M-89: a consumer may be closed by its own listener, which finishes and is acknowledged")
    void closeInOwnListener(int mode) throws Exception {
        send("one", "two");
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Session session = connection.createSession(mode);
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.setMessageListener(message -> Async.completing(closed, consumer::close));
        closed.get(10, TimeUnit.SECONDS);
        session.close();

        MessageConsumer next = connection.createSession().createConsumer(queue);
        assertEquals("two1", labelled(next.receive(WAIT_MS)));
        assertNull(next.receiveNoWait());
    }

    @Test
    @DisplayName("M-89: closing a consumer waits for its running listener")
    void closeWaitsForListener() throws Exception {
        send("one");
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayReturn = new CountDownLatch(1);
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        consumer.setMessageListener(message -> Async.unchecked(() -> {
            running.countDown();
            mayReturn.await();
        }));
        running.await();

        CompletableFuture<Void> closed = Async.run(consumer::close);
        Async.awaitWaiting(closed);
        assertFalse(closed.isDone());
        mayReturn.countDown();

        closed.get(10, TimeUnit.SECONDS);
        assertNull(connection.createSession().createConsumer(queue).receiveNoWait());
    }

    @Test
    @DisplayName(
            "M-89: what a closed consumer delivered stays to be acknowledged; what it had not is for others at once")
    void closeLeavesAcknowledgement() throws Exception {
        send("one", "two", "three");
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        Message one = consumer.receive(WAIT_MS);
        consumer.close();

        MessageConsumer other = connection.createSession().createConsumer(queue);
        assertEquals("two1", labelled(other.receive(WAIT_MS)));
        one.acknowledge();
        session.close();

        assertEquals("three1", labelled(other.receive(WAIT_MS)));
        assertNull(other.receiveNoWait());
    }

    @Test
    @DisplayName("M-89: a transaction outlives the consumer that received in it")
    void closeLeavesTransaction() throws Exception {
        send("one", "two");
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.receive(WAIT_MS);
        consumer.close();
        session.rollback();
        MessageConsumer next = session.createConsumer(queue);
        assertEquals("one2", labelled(next.receive(WAIT_MS)));
        next.close();
        session.commit();

        MessageConsumer other = connection.createSession().createConsumer(queue);
        assertEquals("two1", labelled(other.receive(WAIT_MS)));
        assertNull(other.receiveNoWait());
    }

    @Test
    void aReceiverKnowsItsQueue() throws Exception {
        QueueReceiver receiver = (QueueReceiver) connection.createSession().createConsumer(queue);
        assertEquals(queue, receiver.getQueue());
        assertNull(receiver.getMessageSelector());
    }
}
