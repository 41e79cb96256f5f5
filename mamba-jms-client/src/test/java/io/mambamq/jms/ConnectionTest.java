// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class ConnectionTest {
    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final Queue queue = EmbeddedBroker.newQueue();
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = BROKER.connections().createConnection();
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    private void send(String text) throws Exception {
        Session session = connection.createSession();
        session.createProducer(queue).send(session.createTextMessage(text));
        session.close();
    }

    @Test
    @DisplayName("M-51: a client id is set before anything else, once")
    void clientId() throws Exception {
        assertNull(connection.getClientID());
        assertThrows(InvalidClientIDException.class, () -> connection.setClientID(""));

        connection.setClientID("billing");

        assertEquals("billing", connection.getClientID());
        assertThrows(IllegalStateException.class, () -> connection.setClientID("other"));
        send("still works");
    }

    @Test
    @DisplayName("M-51: a client id comes too late once the connection is used")
    void clientIdTooLate() throws Exception {
        connection.createSession();

        assertThrows(IllegalStateException.class, () -> connection.setClientID("billing"));
    }

    @Test
    @DisplayName("M-51: a configured client id cannot be changed")
    void clientIdConfigured() throws Exception {
        try (Connection configured = BROKER.factory("clientId=billing").createConnection()) {
            assertEquals("billing", configured.getClientID());
            assertThrows(IllegalStateException.class, () -> configured.setClientID("other"));
        }
    }

    @Test
    @DisplayName("M-51: a client id is usable by one connection at a time, and free again when that is closed")
    void clientIdInUse() throws Exception {
        connection.setClientID("billing");
        try (Connection second = BROKER.connections().createConnection()) {
            InvalidClientIDException refused =
                    assertThrows(InvalidClientIDException.class, () -> second.setClientID("billing"));
            assertTrue(refused.getMessage().contains("\"billing\""), refused.getMessage());
            assertNull(second.getClientID());
            second.createSession().close();
        }
        send("the first is not disturbed");
        connection.close();

        try (Connection third = BROKER.connections().createConnection()) {
            third.setClientID("billing");
            assertEquals("billing", third.getClientID());
        }
    }

    @Test
    @DisplayName("M-51: a configured client id that is in use is refused where the connection is made")
    void configuredClientIdInUse() throws Exception {
        MambaConnectionFactory factory = BROKER.factory("clientId=reports");
        for (int round = 0; round < 20; round++) {
            try (Connection first = factory.createConnection()) {
                assertThrows(InvalidClientIDException.class, factory::createConnection);
                assertThrows(InvalidClientIDRuntimeException.class, factory::createContext);
                assertEquals("reports", first.getClientID());
            }
        }
    }

    @Test
    @DisplayName("M-52: a new connection sends and does not deliver until it is started")
    void startsStopped() throws Exception {
        send("hello");
        MessageConsumer consumer = connection.createSession().createConsumer(queue);

        assertNull(consumer.receiveNoWait());
        assertNull(consumer.receive(50));
        connection.start();

        assertNotNull(consumer.receive(5_000));
    }

    @Test
    @DisplayName("M-52: a receive that waits while the connection is started gets what comes")
    void startedWhileReceiving() throws Exception {
        send("hello");
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        CompletableFuture<Message> received = Async.call(() -> consumer.receive(10_000));

        connection.start();

        assertNotNull(received.get(10, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("M-53: stop returns when the running listener has, which can send meanwhile")
    void stopWaitsForListener() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayReturn = new CountDownLatch(1);
        Queue answers = EmbeddedBroker.newQueue();
        send("one");
        send("two");
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(answers);
        session.createConsumer(queue)
                .setMessageListener(message -> Async.unchecked(() -> {
                    running.countDown();
                    mayReturn.await();
                    producer.send(session.createMessage());
                }));
        connection.start();
        running.await();

        CompletableFuture<Void> stopped = Async.run(connection::stop);
        Async.awaitWaiting(stopped);
        assertFalse(stopped.isDone());
        mayReturn.countDown();
        stopped.get(10, TimeUnit.SECONDS);

        try (Connection other = BROKER.connections().createConnection()) {
            other.start();
            MessageConsumer consumer = other.createSession().createConsumer(answers);
            assertNotNull(consumer.receive(5_000));
            assertNull(consumer.receiveNoWait(), "the second message was delivered to a stopped connection");
        }
    }

    @Test
    @DisplayName("M-53: start and stop may be repeated")
    void startStopIdempotent() throws Exception {
        connection.start();
        connection.start();
        connection.stop();
        connection.stop();
        send("hello");
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        assertNull(consumer.receive(20));
        connection.start();
        assertNotNull(consumer.receive(5_000));
    }

    @Test
    @DisplayName("M-53, M-55: a listener cannot stop or close its own connection or session")
    void notFromOwnListener() throws Exception {
        CompletableFuture<Void> refusals = new CompletableFuture<>();
        send("hello");
        Session session = connection.createSession();
        session.createConsumer(queue)
                .setMessageListener(message -> Async.completing(refusals, () -> {
                    assertThrows(IllegalStateException.class, connection::stop);
                    assertThrows(IllegalStateException.class, connection::close);
                    assertThrows(IllegalStateException.class, session::close);
                }));
        connection.start();

        refusals.get(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("M-55: after close every call but close throws IllegalStateException")
    void everythingIsClosed() throws Exception {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        connection.close();
        connection.close();
        session.close();
        producer.close();
        consumer.close();

        assertThrows(IllegalStateException.class, connection::start);
        assertThrows(IllegalStateException.class, connection::stop);
        assertThrows(IllegalStateException.class, connection::createSession);
        assertThrows(IllegalStateException.class, connection::getClientID);
        assertThrows(IllegalStateException.class, connection::getMetaData);
        assertThrows(IllegalStateException.class, () -> connection.setExceptionListener(null));
        assertThrows(IllegalStateException.class, session::createMessage);
        assertThrows(IllegalStateException.class, session::getTransacted);
        assertThrows(IllegalStateException.class, session::recover);
        assertThrows(IllegalStateException.class, () -> session.createConsumer(queue));
        assertThrows(IllegalStateException.class, () -> producer.send(null));
        assertThrows(IllegalStateException.class, producer::getPriority);
        assertThrows(IllegalStateException.class, consumer::receive);
        assertThrows(IllegalStateException.class, consumer::receiveNoWait);
        assertThrows(IllegalStateException.class, consumer::getMessageListener);
    }

    @Test
    @DisplayName("M-55: a received message outlives the connection, its acknowledge does not")
    void messageOutlives() throws Exception {
        send("hello");
        connection.start();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        TextMessage message = (TextMessage) session.createConsumer(queue).receive(5_000);

        connection.close();

        assertEquals("hello", message.getText());
        assertThrows(IllegalStateException.class, message::acknowledge);
    }

    @Test
    @DisplayName("M-55, M-86: close ends a receive, which returns null")
    void closeEndsReceive() throws Exception {
        connection.start();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        CompletableFuture<Message> received = Async.call(consumer::receive);
        Async.awaitWaiting(received);

        connection.close();

        assertNull(received.get(10, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("M-55: close waits for the running listener, which can use the session, and rolls back")
    void closeRollsBack() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayReturn = new CountDownLatch(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        send("hello");
        Session session = connection.createSession(true, 0);
        session.createConsumer(queue)
                .setMessageListener(message -> Async.unchecked(() -> {
                    running.countDown();
                    mayReturn.await();
                    failure.set(
                            Async.failureOf(() -> session.createProducer(queue).send(session.createMessage())));
                }));
        connection.start();
        running.await();

        CompletableFuture<Void> closed = Async.run(connection::close);
        Async.awaitWaiting(closed);
        assertFalse(closed.isDone());
        mayReturn.countDown();
        closed.get(10, TimeUnit.SECONDS);

        assertNull(failure.get());
        try (JMSContext other = BROKER.connections().createContext()) {
            JMSConsumer consumer = other.createConsumer(queue);
            assertTrue(consumer.receive(5_000).getJMSRedelivered());
            assertNull(consumer.receiveNoWait());
        }
    }

    @Test
    @DisplayName("M-56: contexts share a connection, which the last one closes")
    void sharedConnection() {
        JMSContext first = BROKER.connections().createContext();
        JMSContext second = first.createContext(JMSContext.SESSION_TRANSACTED);
        first.close();
        first.close();

        assertThrows(IllegalStateRuntimeException.class, () -> first.createTextMessage());
        assertDoesNotThrow(() -> second.createProducer().send(queue, "hello"));
        second.commit();
        JMSContext third = second.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        second.close();

        assertEquals("hello", third.createConsumer(queue).receiveBody(String.class, 5_000));
        third.close();
    }

    @Test
    @DisplayName("M-52: a context starts its connection with its first consumer, unless told not to")
    void autoStart() {
        try (JMSContext context = BROKER.connections().createContext()) {
            context.setAutoStart(false);
            assertFalse(context.getAutoStart());
            context.createProducer().send(queue, "hello");
            JMSConsumer consumer = context.createConsumer(queue);
            assertNull(consumer.receive(50));

            context.start();

            assertNotNull(consumer.receive(5_000));
        }
    }

    @Test
    @DisplayName("M-16: the metadata names specification, provider and the JMSX properties that are supported")
    void metaData() throws Exception {
        ConnectionMetaData metaData = connection.getMetaData();

        assertEquals("3.1", metaData.getJMSVersion());
        assertEquals(3, metaData.getJMSMajorVersion());
        assertEquals(1, metaData.getJMSMinorVersion());
        assertEquals("Mamba", metaData.getJMSProviderName());
        assertTrue(
                metaData.getProviderVersion()
                        .startsWith(metaData.getProviderMajorVersion() + "." + metaData.getProviderMinorVersion()),
                metaData.getProviderVersion());
        assertEquals(List.of("JMSXGroupID", "JMSXGroupSeq", "JMSXDeliveryCount"), Collections.list((Enumeration<?>)
                metaData.getJMSXPropertyNames()));
    }

    @Test
    @DisplayName("M-51: a client id is neither null nor empty")
    void invalidClientId() throws Exception {
        assertThrows(InvalidClientIDException.class, () -> connection.setClientID(null));
        assertThrows(InvalidClientIDException.class, () -> connection.setClientID(""));
        assertThrows(InvalidClientIDException.class, () -> connection.setClientID("a\nb"));
        assertThrows(InvalidClientIDException.class, () -> connection.setClientID("x".repeat(256)));

        connection.setClientID("x".repeat(255));

        assertEquals("x".repeat(255), connection.getClientID());
    }

    @Test
    @DisplayName("M-53: on a stopped connection the time of a receive passes, and the message stays")
    void receiveWhileStopped() throws Exception {
        send("hello");
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        connection.start();
        connection.stop();

        assertNull(consumer.receive(20));
        assertNull(consumer.receiveNoWait());

        connection.start();
        assertEquals("hello", consumer.receive(5_000).getBody(String.class));
    }
}
