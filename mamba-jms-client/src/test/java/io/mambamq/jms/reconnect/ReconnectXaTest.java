// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.reconnect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.jms.EmbeddedBroker;
import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.jms.xa.TestXid;
import io.mambamq.testkit.network.TcpRelay;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** What a transaction manager learns when the network breaks under a branch. */
@Timeout(60)
class ReconnectXaTest {
    private static final long WAIT_MS = 10_000;

    private static final long AWAIT_MS = 10_000;

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final Queue queue = EmbeddedBroker.newQueue();
    private final Queue answers = EmbeddedBroker.newQueue();
    private final Xid xid = TestXid.next();
    private TcpRelay network;
    private XAConnection connection;
    private XASession session;
    private XAResource resource;

    @BeforeEach
    void connect() throws Exception {
        network = TcpRelay.to(BROKER.server().port());
        connection = new MambaConnectionFactory(network.url() + "?reconnectInitialDelayMs=1&reconnectMaxDelayMs=10")
                .createXAConnection();
        connection.start();
        session = connection.createXASession();
        resource = session.getXAResource();
        try (JMSContext context = BROKER.factory().createContext()) {
            context.createProducer().send(queue, "hello");
        }
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        network.close();
    }

    /** The session has its next life when this returns. */
    private void cut() throws Exception {
        network.cut();
        connection.createSession().close();
    }

    private void startAndWork() throws Exception {
        resource.start(xid, XAResource.TMNOFLAGS);
        work();
    }

    private void work() throws Exception {
        try (MessageConsumer consumer = session.createConsumer(queue)) {
            assertEquals("hello", consumer.receive(WAIT_MS).getBody(String.class));
        }
        session.createProducer(answers).send(session.createTextMessage("answer"));
    }

    /** What others find there now; null for nothing. */
    private static String take(Queue from) {
        try (JMSContext context = BROKER.factory().createContext();
                JMSConsumer consumer = context.createConsumer(from)) {
            return consumer.receiveBodyNoWait(String.class);
        }
    }

    /** What failed twice waits a little before it comes again. */
    private static String await(Queue from) {
        try (JMSContext context = BROKER.factory().createContext();
                JMSConsumer consumer = context.createConsumer(from)) {
            return consumer.receiveBody(String.class, AWAIT_MS);
        }
    }

    private static void assertXaError(int errorCode, Executable call) {
        assertEquals(errorCode, assertThrows(XAException.class, call).errorCode);
    }

    @Test
    @DisplayName(
            "M-92: a branch that is active when the connection is lost is rolled back; the session goes on with another")
    void active() throws Exception {
        startAndWork();

        cut();

        assertXaError(XAException.XA_RBCOMMFAIL, () -> resource.end(xid, XAResource.TMSUCCESS));
        Xid next = TestXid.next();
        resource.start(next, XAResource.TMNOFLAGS);
        work();
        resource.end(next, XAResource.TMSUCCESS);
        resource.commit(next, true);
        assertEquals("answer", take(answers));
        assertNull(take(answers));
        assertNull(take(queue));
    }

    @Test
    @DisplayName("M-92: what is done in a branch after the connection was lost belongs to what is rolled back")
    void doomed() throws Exception {
        resource.start(xid, XAResource.TMNOFLAGS);
        cut();
        work();
        assertNull(take(queue), "nobody else gets it before the branch has ended");

        assertXaError(XAException.XA_RBCOMMFAIL, () -> resource.end(xid, XAResource.TMSUCCESS));

        assertNull(take(answers));
        assertEquals("hello", take(queue));
        connection.createSession().close();
    }

    @Test
    @DisplayName(
            "M-92: a branch that was ended and not prepared is rolled back, which prepare and one-phase commit tell")
    void ended() throws Exception {
        startAndWork();
        resource.end(xid, XAResource.TMSUCCESS);
        cut();
        assertXaError(XAException.XA_RBCOMMFAIL, () -> resource.prepare(xid));

        startAndWork();
        resource.end(xid, XAResource.TMSUCCESS);
        cut();
        assertXaError(XAException.XA_RBCOMMFAIL, () -> resource.commit(xid, true));

        assertNull(take(answers));
        assertEquals("hello", await(queue));
    }

    @Test
    @DisplayName("M-92: a prepared branch outlives the connection and is committed over the next")
    void prepared() throws Exception {
        startAndWork();
        resource.end(xid, XAResource.TMSUCCESS);
        assertEquals(XAResource.XA_OK, resource.prepare(xid));

        cut();
        resource.commit(xid, false);

        assertEquals("answer", take(answers));
        assertNull(take(queue));
    }

    @Test
    @DisplayName(
            "M-92: while the connection is cut a resource manager fails, and the transaction manager may ask later")
    void duringTheCut() throws Exception {
        startAndWork();
        resource.end(xid, XAResource.TMSUCCESS);
        assertEquals(XAResource.XA_OK, resource.prepare(xid));

        network.vanish();

        assertXaError(XAException.XAER_RMFAIL, () -> {
            while (true) {
                resource.recover(XAResource.TMSTARTRSCAN);
            }
        });
        assertXaError(XAException.XAER_RMFAIL, () -> resource.commit(xid, false));
        assertXaError(XAException.XAER_RMFAIL, () -> resource.start(TestXid.next(), XAResource.TMNOFLAGS));
        try (XAConnection other = BROKER.factory().createXAConnection()) {
            other.createXASession().getXAResource().commit(xid, false);
        }
        assertEquals("answer", take(answers));
    }
}
