// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.reconnect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.Async;
import io.mambamq.jms.EmbeddedBroker;
import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.testkit.network.TcpRelay;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TransactionRolledBackException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A network that breaks between a client and a real broker. */
@Timeout(60)
class ReconnectTest {
    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private static final String QUICKLY = "reconnectInitialDelayMs=1&reconnectMaxDelayMs=10";
    private static final long RECEIVE_MS = 10_000;

    private final Queue queue = EmbeddedBroker.newQueue();
    private final BlockingQueue<JMSException> reported = new LinkedBlockingQueue<>();
    private TcpRelay network;
    private Connection connection;
    /** Of somebody else, whose network is whole. */
    private Connection witness;

    @BeforeEach
    void connect() throws Exception {
        network = TcpRelay.to(BROKER.server().port());
        connection = connect(QUICKLY);
        witness = BROKER.factory().createConnection();
        witness.start();
    }

    private Connection connect(String options) throws JMSException {
        Connection made = new MambaConnectionFactory(network.url() + '?' + options).createConnection();
        made.setExceptionListener(reported::add);
        made.start();
        return made;
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        witness.close();
        network.close();
        assertEquals(List.of(), List.copyOf(reported), "a cut that was repaired was reported");
    }

    private void send(String... texts) throws JMSException {
        try (Session session = witness.createSession()) {
            MessageProducer producer = session.createProducer(queue);
            for (String text : texts) {
                producer.send(session.createTextMessage(text));
            }
        }
    }

    private List<String> shown() throws JMSException {
        return shown(queue);
    }

    private List<String> shown(Queue browsed) throws JMSException {
        try (Session session = witness.createSession()) {
            return textsOf(session.createBrowser(browsed).getEnumeration());
        }
    }

    @SuppressWarnings("JdkObsolete") // QueueBrowser has it so
    private static List<String> textsOf(Enumeration<?> messages) {
        return Collections.list(messages).stream()
                .map(message -> textOf((Message) message))
                .toList();
    }

    private void awaitShown(int count) {
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> shown().size() == count);
    }

    private static String textOf(Message message) {
        try {
            assertNotNull(message, "nothing came");
            return ((TextMessage) message).getText();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    private static String receive(MessageConsumer consumer) throws JMSException {
        return textOf(consumer.receive(RECEIVE_MS));
    }

    private static boolean redelivered(Message message) throws JMSException {
        assertNotNull(message, "nothing came");
        return message.getJMSRedelivered();
    }

    // ---- sends

    @Test
    @DisplayName("M-47: a message whose confirmation was lost with the connection is there once")
    void lostConfirmation() throws Exception {
        // Given a send that the broker has and whose confirmation is lost
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue);
        network.loseAnswers();
        CompletableFuture<Void> sending = Async.run(() -> producer.send(session.createTextMessage("once")));
        awaitShown(1);
        assertFalse(sending.isDone());

        // When the connection is lost
        network.cut();

        // Then the send returns, and the message was not doubled
        sending.get(10, TimeUnit.SECONDS);
        assertEquals(List.of("once"), shown());
    }

    @Test
    @DisplayName(
            "M-47, M-63, M-72: asynchronous sends over a network that breaks all the time arrive once each and in order")
    void asynchronousSends() throws Exception {
        int count = 500;
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue);
        BlockingQueue<String> completed = new LinkedBlockingQueue<>();
        List<String> all = IntStream.range(0, count).mapToObj(i -> "m" + i).toList();

        // Somewhere in a frame, of either side.
        network.cutEvery(9_973);
        for (int i = 0; i < count; i++) {
            producer.send(session.createTextMessage("m" + i), new Recording(completed));
        }
        session.close();

        assertEquals(all, List.copyOf(completed));
        assertEquals(all, shown());
        assertTrue(network.cuts() >= 5, () -> network.cuts() + " cuts");
    }

    @Test
    @DisplayName("M-47: the network breaks under each of many sends, and each message is there once")
    void everySend() throws Exception {
        int count = 60;
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue);

        for (int i = 0; i < count; i++) {
            network.cutAfter(i * 3L);
            producer.send(session.createTextMessage("m" + i));
        }

        assertEquals(IntStream.range(0, count).mapToObj(i -> "m" + i).toList(), shown());
        assertTrue(network.cuts() >= count / 2, () -> network.cuts() + " cuts");
    }

    @Test
    @DisplayName("M-47: a large message is sent once more, body and all, if the network breaks on the way")
    void largeMessage() throws Exception {
        byte[] body = new byte[2_000_000];
        Arrays.fill(body, (byte) 7);
        try (Connection large = connect(QUICKLY + "&largeMessageBytes=300000")) {
            Session session = large.createSession();
            MessageProducer producer = session.createProducer(queue);
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(body);
            for (long bytes : List.of(1_000L, 700_000L, 1_999_000L, 2_001_000L)) {
                network.cutAfter(bytes);
                producer.send(message);
            }
            assertTrue(network.cuts() >= 3, () -> network.cuts() + " cuts");
        }

        MessageConsumer consumer = witness.createSession().createConsumer(queue);
        for (int i = 0; i < 4; i++) {
            assertArrayEquals(body, consumer.receive(RECEIVE_MS).getBody(byte[].class));
        }
        assertNull(consumer.receiveNoWait());
    }

    // ---- consumers

    @Test
    @DisplayName(
            "M-64, M-66: a receiver goes on after the cut; what it had seen and not acknowledged comes again, redelivered")
    void clientAcknowledge() throws Exception {
        send("a", "b");
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        Message seen = consumer.receive(RECEIVE_MS);

        network.cut();
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> Async.failureOf(seen::acknowledge) instanceof JMSException cut
                        && "CONNECTION_CUT".equals(cut.getErrorCode()));

        Message again = consumer.receive(RECEIVE_MS);
        assertEquals("a", textOf(again));
        assertTrue(redelivered(again));
        assertEquals("b", receive(consumer));
        again.acknowledge();
        assertEquals(List.of(), shown());
    }

    @Test
    @DisplayName("M-66: a listener hears every message through cuts, a second time only redelivered")
    void listener() throws Exception {
        int count = 200;
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        BlockingQueue<String> unmarked = new LinkedBlockingQueue<>();
        Session session = connection.createSession();
        session.createConsumer(queue)
                .setMessageListener(message -> Async.unchecked(() -> {
                    if (heard.contains(textOf(message)) && !message.getJMSRedelivered()) {
                        unmarked.add(textOf(message));
                    }
                    heard.add(textOf(message));
                }));

        for (int i = 0; i < count; i++) {
            send("m" + i);
            if (i % 40 == 20) {
                network.cut();
            }
        }

        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> heard.stream().distinct().count() == count);
        assertEquals(List.of(), List.copyOf(unmarked));
        awaitShown(0);
    }

    @Test
    @DisplayName("M-83: receive with and without a time limit outlives the cut")
    void blockedReceive() throws Exception {
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        CompletableFuture<Message> receiving = Async.call(consumer::receive);
        Async.awaitWaiting(receiving);

        network.cut();
        send("after");

        assertEquals("after", textOf(receiving.get(10, TimeUnit.SECONDS)));
        assertNull(consumer.receiveNoWait());
        network.cut();
        assertNull(consumer.receive(1));
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @DisplayName("M-40: an unshared durable subscription, its client id and its only consumer come back")
    void durableSubscription() throws Exception {
        try (Connection named = connect(QUICKLY + "&clientId=phoenix")) {
            Session session = named.createSession();
            Topic topic = session.createTopic("reconnect-topic");
            MessageConsumer consumer = session.createDurableConsumer(topic, "ashes");

            network.cut();
            session.createProducer(topic).send(session.createTextMessage("risen"));

            assertEquals("risen", receive(consumer));
            consumer.close();
            session.unsubscribe("ashes");
        }
    }

    @Test
    @SuppressWarnings("JdkObsolete") // QueueBrowser has it so
    void aBrowserSaysThatItsViewIsGone() throws Exception {
        send(IntStream.range(0, 100).mapToObj(i -> "m" + i).toArray(String[]::new));
        QueueBrowser browser = connection.createSession().createBrowser(queue);
        Enumeration<?> messages = browser.getEnumeration();
        for (int i = 0; i < 64; i++) {
            messages.nextElement();
        }

        network.cut();

        JMSRuntimeException gone = assertThrows(JMSRuntimeException.class, messages::hasMoreElements);
        assertEquals("CONNECTION_CUT", gone.getErrorCode());
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> textsOf(browser.getEnumeration()).size() == 100);
    }

    @Test
    @DisplayName("M-32: a temporary queue is there again under its name, and its consumer with it")
    void temporaryQueue() throws Exception {
        Session session = connection.createSession();
        TemporaryQueue replies = session.createTemporaryQueue();
        MessageConsumer consumer = session.createConsumer(replies);

        network.cut();
        session.createProducer(queue).send(session.createTextMessage("a round trip"));
        try (Session other = witness.createSession()) {
            other.createProducer(replies).send(other.createTextMessage("reply"));
        }

        assertEquals("reply", receive(consumer));
        consumer.close();
        replies.delete();
        assertThrows(JMSException.class, () -> session.createProducer(replies).send(session.createMessage()));
    }

    // ---- transactions

    @Test
    @DisplayName("M-62: a transaction that the connection was lost under is rolled back, all of it")
    void rolledBack() throws Exception {
        send("in");
        Queue out = EmbeddedBroker.newQueue();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(out);
        assertEquals("in", receive(consumer));
        producer.send(session.createTextMessage("out"));

        network.cut();
        connection.createSession().createConsumer(EmbeddedBroker.newQueue()).close();

        assertThrows(TransactionRolledBackException.class, session::commit);
        Message again = consumer.receive(RECEIVE_MS);
        assertTrue(redelivered(again));
        producer.send(session.createTextMessage("out"));
        session.commit();
        assertEquals(List.of("out"), shown(out));
        assertEquals(List.of(), shown());
    }

    @Test
    @DisplayName(
            "M-62: what is received in a transaction after it was lost comes again with its rollback, not with the consumer's end")
    void receivedInALostTransaction() throws Exception {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        session.createProducer(EmbeddedBroker.newQueue()).send(session.createTextMessage("lost"));
        network.cut();
        connection.createSession().close();
        send("in");
        MessageConsumer consumer = session.createConsumer(queue);
        assertEquals("in", receive(consumer));

        consumer.close();

        MessageConsumer other = connection.createSession().createConsumer(queue);
        assertNull(other.receiveNoWait());
        assertThrows(TransactionRolledBackException.class, session::commit);
        assertEquals("in", receive(other));
    }

    @Test
    @DisplayName("M-62: a commit whose answer was lost with the connection has happened, and says so")
    void lostCommitAnswer() throws Exception {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        session.createProducer(queue).send(session.createTextMessage("once"));
        network.loseAnswers();
        CompletableFuture<Void> committing = Async.run(session::commit);
        awaitShown(1);

        network.cut();

        committing.get(10, TimeUnit.SECONDS);
        assertEquals(List.of("once"), shown());
    }

    @Test
    @DisplayName(
            "M-47, M-62: messages that are moved in transactions over a network that breaks all the time arrive once each")
    void movedInTransactions() throws Exception {
        int count = 60;
        send(IntStream.range(0, count).mapToObj(i -> "m" + i).toArray(String[]::new));
        Queue out = EmbeddedBroker.newQueue();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(out);
        int moved = 0;
        int round = 0;
        while (moved < count) {
            network.cutAfter(50 + 37L * (round++ % 40));
            moved += move(session, consumer, producer);
        }

        // Not in order: what failed twice waits, and others pass it.
        assertEquals(
                IntStream.range(0, count).mapToObj(i -> "m" + i).sorted().toList(),
                shown(out).stream().sorted().toList());
        assertEquals(List.of(), shown());
        assertTrue(network.cuts() > 10, () -> network.cuts() + " cuts");
    }

    private static int move(Session session, MessageConsumer consumer, MessageProducer producer) throws JMSException {
        Message message = consumer.receive(1_000);
        if (message == null) {
            return 0;
        }
        producer.send(session.createTextMessage(textOf(message)));
        try {
            session.commit();
            return 1;
        } catch (TransactionRolledBackException nothingHappened) {
            return 0;
        }
    }

    // ---- the broker goes

    @Test
    void anotherWayToTheSameBrokerIsTaken() throws Exception {
        try (TcpRelay first = TcpRelay.to(BROKER.server().port());
                Connection twoWays = new MambaConnectionFactory(
                                first.url() + ',' + network.url().substring("mamba://".length()) + '?' + QUICKLY)
                        .createConnection()) {
            Session session = twoWays.createSession();
            first.loseAnswers();
            CompletableFuture<Void> sending =
                    Async.run(() -> session.createProducer(queue).send(session.createTextMessage("once")));
            awaitShown(1);

            first.vanish();

            sending.get(10, TimeUnit.SECONDS);
            assertEquals(List.of("once"), shown());
        }
    }

    @Test
    @DisplayName("M-54: a broker that is away makes calls wait, and fail with the reason after their time")
    void brokerAway() throws Exception {
        try (TcpRelay nowhere = TcpRelay.to(BROKER.server().port());
                Connection impatient = new MambaConnectionFactory(nowhere.url() + "?callTimeoutMs=200&" + QUICKLY)
                        .createConnection()) {
            Session session = impatient.createSession();
            MessageProducer producer = session.createProducer(queue);

            nowhere.vanish();

            CompletableFuture<Void> sending = Async.run(() -> {
                while (true) {
                    producer.send(session.createTextMessage("lost"));
                }
            });
            ExecutionException failure =
                    assertThrows(ExecutionException.class, () -> sending.get(10, TimeUnit.SECONDS));
            JMSException told = assertInstanceOf(JMSException.class, failure.getCause());
            assertEquals("CONNECTION_CUT", told.getErrorCode());
            assertTrue(told.getMessage().contains("within 200 ms"), told.getMessage());
        }
    }
}
