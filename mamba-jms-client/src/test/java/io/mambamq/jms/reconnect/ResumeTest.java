// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.reconnect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.Async;
import io.mambamq.jms.EmbeddedBroker;
import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.jms.xa.TestXid;
import io.mambamq.testkit.network.TcpRelay;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A network that breaks at random bytes, in either direction and in handshakes too, between a real broker and a client whose connection
 * is resumed. It is not made anew: whatever could not be resumed would show as a failure.
 */
@Timeout(120)
class ResumeTest {
    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private static final String RESUMED =
            "reconnect=false&resumeTimeoutMs=60000&reconnectInitialDelayMs=1&reconnectMaxDelayMs=5";
    private static final long RECEIVE_MS = 20_000;
    private static final int CUTS_MIN = 200;

    private final Queue queue = EmbeddedBroker.newQueue();
    private final Queue answers = EmbeddedBroker.newQueue();
    private final BlockingQueue<JMSException> reported = new LinkedBlockingQueue<>();
    private TcpRelay network;
    private XAConnection connection;

    @BeforeEach
    void connect() throws Exception {
        network = TcpRelay.to(BROKER.server().port());
        connection = connect("");
    }

    private XAConnection connect(String options) throws JMSException {
        XAConnection made = new MambaConnectionFactory(network.url() + '?' + RESUMED + options).createXAConnection();
        made.setExceptionListener(reported::add);
        made.start();
        return made;
    }

    /** The network breaks no more, and the connection has a transport when this returns. */
    private void heal() throws JMSException {
        network.heal();
        connection.createSession().close();
    }

    @AfterEach
    void close() throws Exception {
        network.heal();
        connection.close();
        network.close();
        assertEquals(List.of(), List.copyOf(reported), "a cut was noticed");
    }

    private void fill(int count) throws JMSException {
        try (Connection whole = BROKER.factory().createConnection();
                Session session = whole.createSession()) {
            MessageProducer producer = session.createProducer(queue);
            for (String text : texts(count)) {
                producer.send(session.createTextMessage(text));
            }
        }
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "m" + i).toList();
    }

    /** All that is left there. */
    private static List<String> taken(Queue from) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (Connection whole = BROKER.factory().createConnection();
                Session session = whole.createSession();
                MessageConsumer consumer = session.createConsumer(from)) {
            whole.start();
            for (Message next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
                assertFalse(next.getJMSRedelivered());
                texts.add(next.getBody(String.class));
            }
        }
        return texts;
    }

    private static String receive(MessageConsumer consumer) throws JMSException {
        Message message = consumer.receive(RECEIVE_MS);
        assertNotNull(message, "nothing came");
        assertFalse(message.getJMSRedelivered(), "delivered again");
        return message.getBody(String.class);
    }

    private void assertManyCuts() {
        assertTrue(network.cuts() >= CUTS_MIN, () -> network.cuts() + " cuts");
    }

    // ---- hundreds of cuts

    @Test
    @DisplayName(
            "M-47, M-54, M-63: a listener goes on over a network that breaks all the time, and gets every message once and in order")
    void listener() throws Exception {
        int count = 800;
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        connection
                .createSession()
                .createConsumer(queue)
                .setMessageListener(message -> Async.unchecked(() -> {
                    assertFalse(message.getJMSRedelivered(), "delivered again");
                    received.add(message.getBody(String.class));
                }));

        network.cutAtRandom(1, 1_800);
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue);
        for (String text : texts(count)) {
            producer.send(session.createTextMessage(text));
        }

        for (String text : texts(count)) {
            assertEquals(text, received.poll(RECEIVE_MS, TimeUnit.MILLISECONDS));
        }
        assertManyCuts();
        heal();
        connection.close();
        assertEquals(List.of(), taken(queue));
    }

    @Test
    @DisplayName("M-54, M-62: transactions go on over a network that breaks all the time")
    void transacted() throws Exception {
        int count = 500;
        fill(count);
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(answers);

        network.cutAtRandom(2, 1_500);
        for (String text : texts(count)) {
            assertEquals(text, receive(consumer));
            producer.send(session.createTextMessage(text));
            session.commit();
        }

        assertManyCuts();
        heal();
        connection.close();
        assertEquals(List.of(), taken(queue));
        assertEquals(texts(count), taken(answers));
    }

    @Test
    @DisplayName("M-54: branches of a transaction manager go on over a network that breaks all the time")
    void branches() throws Exception {
        int count = 400;
        fill(count);
        XASession session = connection.createXASession();
        MessageConsumer consumer = session.createConsumer(queue);

        network.cutAtRandom(3, 1_300);
        for (String text : texts(count)) {
            assertEquals(text, answerOne(session, consumer));
        }

        assertManyCuts();
        heal();
        connection.close();
        assertEquals(List.of(), taken(queue));
        assertEquals(texts(count), taken(answers));
    }

    /** In a branch that is prepared and committed. */
    private String answerOne(XASession session, MessageConsumer consumer) throws Exception {
        XAResource resource = session.getXAResource();
        Xid xid = TestXid.next();
        resource.start(xid, XAResource.TMNOFLAGS);
        String text = receive(consumer);
        try (MessageProducer producer = session.createProducer(answers)) {
            producer.send(session.createTextMessage(text));
        }
        resource.end(xid, XAResource.TMSUCCESS);
        assertEquals(XAResource.XA_OK, resource.prepare(xid));
        resource.commit(xid, false);
        return text;
    }

    @Test
    @DisplayName("M-54: twenty branches at once on one connection go on over a network that breaks all the time")
    void manyBranchesAtOnce() throws Exception {
        int workers = 20;
        int eachCount = 50;
        fill(workers * eachCount);
        List<CompletableFuture<Void>> working = new ArrayList<>();

        network.cutAtRandom(7, 4_000);
        for (int i = 0; i < workers; i++) {
            working.add(Async.run(() -> answer(eachCount)));
        }
        for (CompletableFuture<Void> each : working) {
            each.get(60, TimeUnit.SECONDS);
        }

        assertManyCuts();
        heal();
        connection.close();
        assertEquals(List.of(), taken(queue));
        assertEquals(
                texts(workers * eachCount).stream().sorted().toList(),
                taken(answers).stream().sorted().toList());
    }

    private void answer(int count) throws Exception {
        XASession session = connection.createXASession();
        MessageConsumer consumer = session.createConsumer(queue);
        for (int i = 0; i < count; i++) {
            answerOne(session, consumer);
        }
        session.close();
    }

    @Test
    @DisplayName(
            "M-54, M-64: what a client acknowledges by itself is acknowledged once, over a network that breaks all the time")
    void clientAcknowledge() throws Exception {
        int count = 1_500;
        fill(count);
        Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);

        network.cutAtRandom(4, 1_000);
        int received = 0;
        for (String text : texts(count)) {
            Message message = consumer.receive(RECEIVE_MS);
            assertNotNull(message, "nothing came");
            assertFalse(message.getJMSRedelivered(), "delivered again");
            assertEquals(text, message.getBody(String.class));
            received++;
            if (received % 5 == 0) {
                message.acknowledge();
            }
        }

        assertManyCuts();
        heal();
        connection.close();
        assertEquals(List.of(), taken(queue));
    }

    @Test
    @DisplayName("M-54: a large message gets through a network that breaks all the time, in both directions")
    void largeMessages() throws Exception {
        byte[] body = new byte[2_000_000];
        new Random(5).nextBytes(body);
        connection.close();
        connection = connect("&largeMessageBytes=20000");
        try (Session session = connection.createSession()) {
            MessageConsumer consumer = session.createConsumer(queue);
            // A chunk is a frame of 256 KiB, and has to get through at some time.
            network.cutAtRandom(5, 400_000);
            for (int i = 0; i < 10; i++) {
                BytesMessage sent = session.createBytesMessage();
                sent.writeBytes(body);
                session.createProducer(queue).send(sent);

                Message received = consumer.receive(RECEIVE_MS);

                assertFalse(received.getJMSRedelivered(), "delivered again");
                assertArrayEquals(body, received.getBody(byte[].class));
            }
            assertManyCuts();
            network.heal();
        }
    }

    @Test
    @DisplayName("M-47, M-63: sends arrive once each and in order, whether a connection is resumed or made anew")
    void resumedOrMadeAnew() throws Exception {
        int count = 2_000;
        BlockingQueue<String> completed = new LinkedBlockingQueue<>();
        connection.close();
        // The first attempt alone comes within the time, and may be cut itself.
        try (Connection either = new MambaConnectionFactory(
                                network.url() + "?resumeTimeoutMs=1&reconnectInitialDelayMs=1&reconnectMaxDelayMs=5")
                        .createConnection();
                Session session = either.createSession()) {
            MessageProducer producer = session.createProducer(queue);
            network.cutAtRandom(6, 6_000);
            for (String text : texts(count)) {
                producer.send(session.createTextMessage(text), new Recording(completed));
            }
            while (completed.size() < count) {
                Thread.onSpinWait();
            }
            network.heal();
        }

        assertEquals(texts(count), List.copyOf(completed));
        assertEquals(texts(count), taken(queue));
    }

    // ---- a network that says nothing

    @Test
    @DisplayName("M-54: a connection is resumed also if the broker still takes its old transport for alive")
    void halfOpen() throws Exception {
        fill(1);
        connection.close();
        connection = connect("&heartbeatMs=100");
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        assertEquals("m0", receive(consumer));

        network.freeze();
        session.createProducer(answers).send(session.createTextMessage("answer"));
        session.commit();

        assertEquals(List.of("answer"), taken(answers));
        connection.close();
        assertEquals(List.of(), taken(queue));
    }
}
