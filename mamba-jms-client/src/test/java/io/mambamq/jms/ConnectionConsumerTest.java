// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("M-92: connection consumers")
@Timeout(60)
class ConnectionConsumerTest {
    private static final long WAIT_MS = 10_000;

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final Queue queue = EmbeddedBroker.newQueue();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private Connection connection;
    private Pool pool;

    /** An application server's pool, of one session. */
    private static final class Pool implements ServerSessionPool, ServerSession, AutoCloseable {
        private final ExecutorService worker = Executors.newSingleThreadExecutor();
        private final Session session;

        Pool(Session session, MessageListener listener) throws JMSException {
            this.session = session;
            session.setMessageListener(listener);
            assertSame(listener, session.getMessageListener());
        }

        @Override
        public ServerSession getServerSession() {
            return this;
        }

        @Override
        public Session getSession() {
            return session;
        }

        @Override
        public void start() {
            worker.execute(session);
        }

        @Override
        public void close() {
            worker.shutdownNow();
        }
    }

    @BeforeEach
    void connect() throws JMSException {
        connection = BROKER.connections().createConnection();
        connection.start();
    }

    @AfterEach
    void disconnect() throws JMSException {
        if (pool != null) {
            pool.close();
        }
        connection.close();
    }

    private ConnectionConsumer serve(Session session, MessageListener listener) throws JMSException {
        pool = new Pool(session, listener);
        return connection.createConnectionConsumer(queue, null, pool, 10);
    }

    private void hear(Message message) {
        try {
            heard.add(((TextMessage) message).getText() + message.getIntProperty("JMSXDeliveryCount"));
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    private void send(String... texts) throws JMSException {
        try (Session session = connection.createSession()) {
            MessageProducer producer = session.createProducer(queue);
            for (String text : texts) {
                producer.send(session.createTextMessage(text));
            }
        }
    }

    private void assertHears(String... wanted) throws InterruptedException {
        for (String text : wanted) {
            assertEquals(text, heard.poll(WAIT_MS, TimeUnit.MILLISECONDS));
        }
    }

    /** Nothing is left, whoever looks. */
    private void assertAllConsumed() throws JMSException {
        try (Session session = connection.createSession();
                MessageConsumer consumer = session.createConsumer(queue)) {
            assertNull(consumer.receiveNoWait());
        }
    }

    @Test
    @DisplayName("M-92: loads messages into the sessions of a pool, whose listener gets them in order")
    void automatic() throws Exception {
        ConnectionConsumer consumer = serve(connection.createSession(), this::hear);
        assertSame(pool, consumer.getServerSessionPool());

        send("one", "two", "three");

        assertHears("one1", "two1", "three1");
        consumer.close();
        consumer.close();
        assertAllConsumed();
        assertThrows(IllegalStateException.class, consumer::getServerSessionPool);
    }

    @Test
    @DisplayName("M-92: a listener that throws gets the message again")
    void thrown() throws Exception {
        send("one");
        serve(connection.createSession(), message -> {
            hear(message);
            if (!heard.contains("one2")) {
                throw new java.lang.IllegalStateException("at first");
            }
        });

        assertHears("one1", "one2");
    }

    @Test
    @DisplayName("M-92: in a transacted session the message belongs to the transaction that the listener ends")
    void transacted() throws Exception {
        Queue answers = EmbeddedBroker.newQueue();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        send("one", "two");
        ConnectionConsumer consumer = serve(session, message -> {
            try {
                hear(message);
                session.createProducer(answers).send(session.createTextMessage("answer"));
                if (message.getJMSRedelivered()) {
                    session.commit();
                } else {
                    session.rollback();
                }
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        });

        Set<String> all = new TreeSet<>();
        for (int i = 0; i < 4; i++) {
            all.add(heard.poll(WAIT_MS, TimeUnit.MILLISECONDS));
        }
        assertEquals(Set.of("one1", "one2", "two1", "two2"), all);
        try (Session reader = connection.createSession();
                MessageConsumer receiver = reader.createConsumer(answers)) {
            assertNotNull(receiver.receive(WAIT_MS));
            assertNotNull(receiver.receive(WAIT_MS));
            assertNull(receiver.receiveNoWait());
        }
        consumer.close();
        assertAllConsumed();
    }

    @Test
    @DisplayName("M-92: in a session of CLIENT_ACKNOWLEDGE what is not acknowledged comes again")
    void client() throws Exception {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        send("one");
        ConnectionConsumer consumer = serve(session, message -> {
            try {
                boolean redelivered = message.getJMSRedelivered();
                if (redelivered) {
                    message.acknowledge();
                } else {
                    session.recover();
                }
                hear(message);
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        });

        assertHears("one1", "one2");
        consumer.close();
        assertAllConsumed();
    }

    @Test
    @DisplayName("M-92: a closed session lets others have what it did not acknowledge")
    void sessionClosed() throws Exception {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        send("one");
        ConnectionConsumer consumer = serve(session, this::hear);
        assertHears("one1");

        consumer.close();

        try (Session reader = connection.createSession();
                MessageConsumer receiver = reader.createConsumer(queue)) {
            assertEquals("one", ((TextMessage) receiver.receive(WAIT_MS)).getText());
        }
    }

    @Test
    @DisplayName("M-92: on durable and shared subscriptions of a topic")
    void topics() throws Exception {
        Topic topic = EmbeddedBroker.topic("connection-consumer-news");
        pool = new Pool(connection.createSession(), this::hear);
        ConnectionConsumer plain = connection.createConnectionConsumer(topic, "JMSPriority = 4", pool, 1);
        ConnectionConsumer shared = connection.createSharedConnectionConsumer(topic, "s", null, pool, 1);
        ConnectionConsumer durable = connection.createSharedDurableConnectionConsumer(topic, "d", null, pool, 1);

        try (Session session = connection.createSession()) {
            session.createProducer(topic).send(session.createTextMessage("news"));
        }

        assertHears("news1", "news1", "news1");
        plain.close();
        shared.close();
        durable.close();
        try (Session session = connection.createSession()) {
            session.unsubscribe("d");
        }
    }

    @Test
    @DisplayName("M-92: what it is made of is checked")
    void arguments() throws Exception {
        pool = new Pool(connection.createSession(), this::hear);

        assertThrows(
                InvalidDestinationException.class,
                () -> connection.createConnectionConsumer((Queue) null, null, pool, 1));
        assertThrows(
                InvalidSelectorException.class, () -> connection.createConnectionConsumer(queue, "a = = 1", pool, 1));
        assertThrows(JMSException.class, () -> connection.createConnectionConsumer(queue, null, null, 1));
        assertThrows(JMSException.class, () -> connection.createConnectionConsumer(queue, null, pool, 0));
        connection.close();
        assertThrows(IllegalStateException.class, () -> connection.createConnectionConsumer(queue, null, pool, 1));
    }

    @Test
    @DisplayName("M-92: a pool that fails is told to the exception listener, and the message is not lost")
    void poolFails() throws Exception {
        CompletableFuture<JMSException> told = new CompletableFuture<>();
        connection.setExceptionListener(told::complete);
        ConnectionConsumer consumer = connection.createConnectionConsumer(
                queue,
                null,
                () -> {
                    throw new java.lang.IllegalStateException("no session left");
                },
                1);

        send("one");

        assertTrue(told.get(10, TimeUnit.SECONDS).getMessage().contains("no session left"));
        consumer.close();
        try (Session reader = connection.createSession();
                MessageConsumer receiver = reader.createConsumer(queue)) {
            assertEquals("one", ((TextMessage) receiver.receive(WAIT_MS)).getText());
        }
    }

    @Test
    @DisplayName("M-92: run needs a listener")
    void runWithoutListener() throws Exception {
        Session session = connection.createSession();

        assertNull(session.getMessageListener());
        assertThrows(IllegalStateRuntimeException.class, session::run);
    }
}
