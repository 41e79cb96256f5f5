// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.reconnect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.Async;
import io.mambamq.jms.EmbeddedBroker;
import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.testkit.network.TcpRelay;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class ReconnectConnectionConsumerTest {
    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final Queue queue = EmbeddedBroker.newQueue();
    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    /** One for each message that the test lets into its session. */
    private final Semaphore mayLoad = new Semaphore(1);

    private final BlockingQueue<Session> loaded = new LinkedBlockingQueue<>();
    private TcpRelay network;
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        network = TcpRelay.to(BROKER.server().port());
        connection = new MambaConnectionFactory(network.url() + "?reconnectInitialDelayMs=1&reconnectMaxDelayMs=10")
                .createConnection();
        connection.start();
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        network.close();
    }

    private static void send(Queue queue, String text) {
        try (JMSContext context = BROKER.factory().createContext()) {
            context.createProducer().send(queue, text);
        }
    }

    /** Of one session, which the test runs itself. */
    private ServerSessionPool pool(Session session) {
        ServerSession server = new ServerSession() {
            @Override
            public Session getSession() {
                return session;
            }

            @Override
            public void start() {
                loaded.add(session);
            }
        };
        return () -> {
            Async.unchecked(mayLoad::acquire);
            return server;
        };
    }

    private void runNext() throws InterruptedException {
        mayLoad.release();
        Session session = loaded.poll(10, TimeUnit.SECONDS);
        assertTrue(session != null, "nothing was loaded");
        session.run();
    }

    private Message heard() throws InterruptedException {
        Message message = heard.poll(10, TimeUnit.SECONDS);
        assertTrue(message != null, "nothing was heard");
        return message;
    }

    @Test
    @DisplayName("M-92: a connection consumer goes on after a cut, and what it had loaded is processed once")
    void loadedBeforeTheCut() throws Exception {
        // Given a message that is loaded into a transacted session
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        session.setMessageListener(message -> Async.unchecked(() -> {
            heard.add(message);
            session.commit();
        }));
        ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, pool(session), 1);
        send(queue, "once");
        Session before = loaded.poll(10, TimeUnit.SECONDS);
        assertTrue(before != null, "nothing was loaded");

        // When the connection is lost before the session runs
        network.cut();
        connection.createSession().close();
        before.run();

        // Then it does not process what comes again
        assertTrue(heard.isEmpty(), "processed, and it will come again");
        runNext();
        Message again = heard();
        assertEquals("once", text(again));
        assertTrue(again.getJMSRedelivered());
        send(queue, "next");
        runNext();
        Message next = heard();
        assertEquals("next", text(next));
        assertFalse(next.getJMSRedelivered());
        consumer.close();
    }

    private static String text(Message message) throws JMSException {
        return message.getBody(String.class);
    }
}
