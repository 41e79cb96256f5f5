// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.xa;

import static javax.transaction.xa.XAResource.TMENDRSCAN;
import static javax.transaction.xa.XAResource.TMFAIL;
import static javax.transaction.xa.XAResource.TMJOIN;
import static javax.transaction.xa.XAResource.TMNOFLAGS;
import static javax.transaction.xa.XAResource.TMRESUME;
import static javax.transaction.xa.XAResource.TMSTARTRSCAN;
import static javax.transaction.xa.XAResource.TMSUCCESS;
import static javax.transaction.xa.XAResource.TMSUSPEND;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.EmbeddedBroker;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.TransactionInProgressRuntimeException;
import jakarta.jms.XAConnection;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XASession;
import java.util.Arrays;
import java.util.List;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class XaTest {
    private static final long WAIT_MS = 5_000;

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final Queue queue = EmbeddedBroker.newQueue();
    private final Queue answers = EmbeddedBroker.newQueue();
    private final Xid xid = TestXid.next();
    private XAConnection connection;
    private XASession session;
    private XAResource resource;

    @BeforeEach
    void connect() throws Exception {
        connection = BROKER.connections().createXAConnection();
        connection.start();
        session = connection.createXASession();
        resource = session.getXAResource();
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    private void send(String text) {
        try (JMSContext context = BROKER.connections().createContext()) {
            context.createProducer().send(queue, text);
        }
    }

    /** What others find there now; null for nothing. */
    private static String take(Queue from) throws JMSException {
        try (JMSContext context = BROKER.connections().createContext();
                JMSConsumer consumer = context.createConsumer(from)) {
            Message message = consumer.receiveNoWait();
            return message == null
                    ? null
                    : ((TextMessage) message).getText() + message.getIntProperty("JMSXDeliveryCount");
        }
    }

    /** Receives one message and answers it, in the session's branch if one is started. */
    private void work(XASession where) throws JMSException {
        try (MessageConsumer consumer = where.createConsumer(queue)) {
            assertEquals("hello", ((TextMessage) consumer.receive(WAIT_MS)).getText());
        }
        where.createProducer(answers).send(where.createTextMessage("answer"));
    }

    private static void assertXaError(int errorCode, Executable call) {
        assertEquals(errorCode, assertThrows(XAException.class, call).errorCode);
    }

    // ---- outcomes

    @Test
    @DisplayName("M-92: two phases consume and send as one")
    void twoPhases() throws Exception {
        send("hello");
        resource.start(xid, TMNOFLAGS);
        work(session);
        resource.end(xid, TMSUCCESS);
        assertEquals(XAResource.XA_OK, resource.prepare(xid));
        assertNull(take(answers), "sent before the commit");

        resource.commit(xid, false);

        assertEquals("answer1", take(answers));
        assertNull(take(queue));
        assertXaError(XAException.XAER_NOTA, () -> resource.commit(xid, false));
    }

    @Test
    @DisplayName("M-92, C-13: one phase without prepare")
    void onePhase() throws Exception {
        send("hello");
        resource.start(xid, TMNOFLAGS);
        work(session);
        resource.end(xid, TMSUCCESS);

        resource.commit(xid, true);

        assertEquals("answer1", take(answers));
        assertNull(take(queue));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("M-92: rollback before and after prepare")
    void rollback(boolean prepared) throws Exception {
        send("hello");
        resource.start(xid, TMNOFLAGS);
        work(session);
        resource.end(xid, TMSUCCESS);
        if (prepared) {
            resource.prepare(xid);
        }

        resource.rollback(xid);

        assertNull(take(answers));
        assertEquals("hello2", take(queue));
    }

    @Test
    @DisplayName("C-13: a branch in which nothing was done is read-only and over")
    void readOnly() throws Exception {
        resource.start(xid, TMNOFLAGS);
        resource.end(xid, TMSUCCESS);

        assertEquals(XAResource.XA_RDONLY, resource.prepare(xid));
        assertXaError(XAException.XAER_NOTA, () -> resource.commit(xid, false));
    }

    @Test
    @DisplayName("C-13: a branch that was ended with TMFAIL only rolls back")
    void failed() throws Exception {
        send("hello");
        resource.start(xid, TMNOFLAGS);
        work(session);
        resource.end(xid, TMFAIL);

        assertXaError(XAException.XA_RBROLLBACK, () -> resource.prepare(xid));

        assertNull(take(answers));
        assertEquals("hello2", take(queue));
    }

    // ---- association

    @Test
    @DisplayName("M-92: a branch is suspended, other work is done outside, and it is resumed")
    void suspendAndResume() throws Exception {
        send("hello");
        resource.start(xid, TMNOFLAGS);
        work(session);
        resource.end(xid, TMSUSPEND);
        session.createProducer(queue).send(session.createTextMessage("outside"));
        assertEquals("outside1", take(queue));
        resource.start(xid, TMRESUME);
        session.createProducer(answers).send(session.createTextMessage("more"));
        resource.end(xid, TMSUCCESS);
        resource.commit(xid, true);

        assertEquals("answer1", take(answers));
        assertEquals("more1", take(answers));
    }

    @Test
    @DisplayName("M-92: a suspended branch may be ended without being resumed")
    void endSuspended() throws Exception {
        resource.start(xid, TMNOFLAGS);
        session.createProducer(answers).send(session.createTextMessage("answer"));
        resource.end(xid, TMSUSPEND);
        resource.end(xid, TMSUCCESS);
        resource.commit(xid, true);

        assertEquals("answer1", take(answers));
    }

    @Test
    @DisplayName("M-92: another connection joins a branch, and the first one prepares it")
    void join() throws Exception {
        send("hello");
        try (XAConnection other = BROKER.connections().createXAConnection()) {
            XASession joining = other.createXASession();
            XAResource joiningResource = joining.getXAResource();
            assertTrue(resource.isSameRM(joiningResource));
            resource.start(xid, TMNOFLAGS);
            work(session);
            joiningResource.start(xid, TMJOIN);
            for (int i = 0; i < 100; i++) {
                joining.createProducer(answers).send(joining.createTextMessage("joined" + i + "#"));
            }
            joiningResource.end(xid, TMSUCCESS);
            resource.end(xid, TMSUCCESS);
            resource.prepare(xid);
        }

        resource.commit(xid, false);

        assertEquals("answer1", take(answers));
        for (int i = 0; i < 100; i++) {
            assertEquals("joined" + i + "#1", take(answers));
        }
    }

    @Test
    @DisplayName(
            "C-13: a rollback does not wait for the end of a session that joined, which can do nothing more in the branch")
    void rollbackWhileJoined() throws Exception {
        send("hello");
        try (XAConnection other = BROKER.factory().createXAConnection()) {
            XASession joining = other.createXASession();
            XAResource joiningResource = joining.getXAResource();
            resource.start(xid, TMNOFLAGS);
            work(session);
            joiningResource.start(xid, TMJOIN);
            joining.createProducer(answers).send(joining.createTextMessage("joined"));
            resource.end(xid, TMSUCCESS);

            resource.rollback(xid);

            joining.createProducer(answers).send(joining.createTextMessage("too late"));
            joiningResource.end(xid, TMSUCCESS);
            assertNull(take(answers));
            assertEquals("hello2", take(queue));
        }
    }

    @Test
    @DisplayName("M-92: wrong calls are told apart")
    void wrongCalls() throws Exception {
        Xid unknown = TestXid.next();
        assertXaError(XAException.XAER_NOTA, () -> resource.start(unknown, TMJOIN));
        assertXaError(XAException.XAER_NOTA, () -> resource.start(unknown, TMRESUME));
        assertXaError(XAException.XAER_NOTA, () -> resource.prepare(unknown));
        assertXaError(XAException.XAER_NOTA, () -> resource.rollback(unknown));
        assertXaError(XAException.XAER_NOTA, () -> resource.forget(unknown));
        assertXaError(XAException.XAER_PROTO, () -> resource.end(unknown, TMSUCCESS));
        assertXaError(XAException.XAER_INVAL, () -> resource.start(xid, TMSUCCESS));
        assertXaError(XAException.XAER_INVAL, () -> resource.end(xid, TMNOFLAGS));
        assertXaError(XAException.XAER_INVAL, () -> resource.recover(TMJOIN));
        assertXaError(XAException.XAER_INVAL, () -> resource.start(null, TMNOFLAGS));
        assertXaError(XAException.XAER_INVAL, () -> resource.start(new TestXid(new byte[65]), TMNOFLAGS));

        resource.start(xid, TMNOFLAGS);
        assertXaError(XAException.XAER_PROTO, () -> resource.start(unknown, TMNOFLAGS));
        assertXaError(XAException.XAER_PROTO, () -> resource.end(unknown, TMSUCCESS));
        try (XAConnection other = BROKER.connections().createXAConnection()) {
            XAResource second = other.createXASession().getXAResource();
            assertXaError(XAException.XAER_DUPID, () -> second.start(xid, TMNOFLAGS));
        }
        resource.end(xid, TMSUCCESS);
        assertXaError(XAException.XAER_PROTO, () -> resource.commit(xid, false));
        resource.rollback(xid);
    }

    @Test
    @DisplayName("C-13: a sequence of calls that is illegal is XAER_PROTO, and the branch is as it was")
    void illegalSequences() throws Exception {
        resource.start(xid, TMNOFLAGS);
        session.createProducer(answers).send(session.createTextMessage("answer"));
        assertXaError(XAException.XAER_PROTO, () -> resource.prepare(xid));
        assertXaError(XAException.XAER_PROTO, () -> resource.commit(xid, true));
        assertXaError(XAException.XAER_PROTO, () -> resource.rollback(xid));
        resource.end(xid, TMSUCCESS);
        assertXaError(XAException.XAER_PROTO, () -> resource.end(xid, TMSUCCESS));
        assertXaError(XAException.XAER_PROTO, () -> resource.forget(xid));
        resource.prepare(xid);
        assertXaError(XAException.XAER_PROTO, () -> resource.prepare(xid));
        assertXaError(XAException.XAER_PROTO, () -> resource.commit(xid, true));
        assertXaError(XAException.XAER_PROTO, () -> resource.forget(xid));
        assertXaError(XAException.XAER_DUPID, () -> resource.start(xid, TMNOFLAGS));
        assertXaError(XAException.XAER_PROTO, () -> resource.start(xid, TMJOIN));

        resource.commit(xid, false);

        assertEquals("answer1", take(answers));
    }

    // ---- outside of a branch

    @Test
    @DisplayName("M-97: outside of a branch an XA session sends and acknowledges at once")
    void outside() throws Exception {
        send("hello");
        work(session);

        assertEquals("answer1", take(answers));
        session.close();
        assertNull(take(queue));
    }

    @Test
    @DisplayName("M-62: commit, rollback and recover are the transaction manager's")
    void notTheApplications() throws Exception {
        assertTrue(session.getTransacted());
        assertThrows(TransactionInProgressException.class, session::commit);
        assertThrows(TransactionInProgressException.class, session::rollback);
        assertThrows(IllegalStateException.class, session::recover);
        assertEquals(Session.SESSION_TRANSACTED, session.getAcknowledgeMode());
        assertSame(resource, session.getXAResource());
        assertSame(session, session.getSession());
    }

    @Test
    @DisplayName("M-92: the simplified API has XA too")
    void context() throws Exception {
        try (XAJMSContext context = BROKER.connections().createXAContext()) {
            XAResource contextResource = context.getXAResource();
            assertSame(contextResource, context.getXAResource());
            assertThrows(TransactionInProgressRuntimeException.class, context::commit);
            contextResource.start(xid, TMNOFLAGS);
            context.createProducer().send(answers, "answer");
            contextResource.end(xid, TMSUCCESS);
            assertNull(take(answers));
            contextResource.commit(xid, true);
        }
        assertEquals("answer1", take(answers));
    }

    // ---- when things end

    @Test
    @DisplayName("C-13: the outcome of a branch does not need the session that worked in it")
    void sessionClosed() throws Exception {
        send("hello");
        resource.start(xid, TMNOFLAGS);
        work(session);
        resource.end(xid, TMSUCCESS);
        session.close();

        resource.prepare(xid);
        resource.commit(xid, false);

        assertEquals("answer1", take(answers));
        assertNull(take(queue));
    }

    @Test
    @DisplayName("C-13: a session that is closed in a branch rolls it back")
    void sessionClosedWithin() throws Exception {
        send("hello");
        resource.start(xid, TMNOFLAGS);
        work(session);
        session.close();

        assertNull(take(answers));
        assertEquals("hello2", take(queue));
    }

    @Test
    @DisplayName("C-13: a prepared branch is found by recover on another connection, bits unchanged, and decided there")
    void recovered() throws Exception {
        send("hello");
        resource.start(xid, TMNOFLAGS);
        work(session);
        resource.end(xid, TMSUCCESS);
        resource.prepare(xid);
        connection.close();

        try (XAConnection other = BROKER.connections().createXAConnection()) {
            XAResource recovering = other.createXASession().getXAResource();
            List<Xid> found = Arrays.stream(recovering.recover(TMSTARTRSCAN | TMENDRSCAN))
                    .filter(each -> Arrays.equals(each.getGlobalTransactionId(), xid.getGlobalTransactionId()))
                    .toList();
            assertEquals(1, found.size());
            assertEquals(xid.getFormatId(), found.get(0).getFormatId());
            assertArrayEquals(xid.getBranchQualifier(), found.get(0).getBranchQualifier());
            assertEquals(0, recovering.recover(TMNOFLAGS).length);

            recovering.commit(found.get(0), false);
        }

        assertEquals("answer1", take(answers));
        assertNull(take(queue));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -2})
    @DisplayName("C-13: an xid keeps all its bits, whatever they are")
    void everyBit(int formatId) throws Exception {
        byte[] global = new byte[64];
        byte[] branch = new byte[64];
        for (int i = 0; i < 64; i++) {
            global[i] = (byte) (4 * i + formatId);
            branch[i] = (byte) (255 - 4 * i);
        }
        Xid long64 = new TestXid(formatId, global, branch);
        resource.start(long64, TMNOFLAGS);
        session.createProducer(answers).send(session.createTextMessage("answer"));
        resource.end(long64, TMSUCCESS);
        resource.prepare(long64);

        Xid found = Arrays.stream(resource.recover(TMSTARTRSCAN | TMENDRSCAN))
                .filter(each -> each.getGlobalTransactionId().length == 64)
                .findFirst()
                .orElseThrow();

        assertEquals(formatId, found.getFormatId());
        assertArrayEquals(global, found.getGlobalTransactionId());
        assertArrayEquals(branch, found.getBranchQualifier());
        resource.commit(found, false);
        assertEquals("answer1", take(answers));
    }

    @Test
    @DisplayName("C-13: after the connection is gone it is XAER_RMFAIL, never a decision")
    void connectionClosed() throws Exception {
        resource.start(xid, TMNOFLAGS);
        connection.close();

        assertXaError(XAException.XAER_RMFAIL, () -> resource.end(xid, TMSUCCESS));
        assertXaError(XAException.XAER_RMFAIL, () -> resource.prepare(xid));
        assertXaError(XAException.XAER_RMFAIL, () -> resource.commit(xid, false));
        assertXaError(XAException.XAER_RMFAIL, () -> resource.rollback(xid));
        assertXaError(XAException.XAER_RMFAIL, () -> resource.recover(TMSTARTRSCAN));
        assertXaError(XAException.XAER_RMFAIL, () -> resource.start(xid, TMNOFLAGS));
    }

    @Test
    void timeoutsAreTheTransactionManagers() throws Exception {
        assertFalse(resource.setTransactionTimeout(5));
        assertTrue(resource.setTransactionTimeout(0));
        assertEquals(0, resource.getTransactionTimeout());
        assertXaError(XAException.XAER_INVAL, () -> resource.setTransactionTimeout(-1));
    }
}
