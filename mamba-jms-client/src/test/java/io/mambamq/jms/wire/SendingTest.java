// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.Async;
import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.fake.FakeBroker;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Failed;
import io.mambamq.protocol.frame.FrameType;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.SendFailed;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.frame.SessionRestart;
import io.mambamq.protocol.frame.TransactionBegin;
import io.mambamq.protocol.frame.TransactionCommit;
import io.mambamq.protocol.frame.TransactionRollback;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SendingTest {
    private final MambaQueue queue = new MambaQueue("orders");
    private FakeBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = new FakeBroker();
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    private Session session(int mode, String... options) throws JMSException {
        Connection connection = broker.factory(options).createConnection();
        return connection.createSession(mode);
    }

    private CompletableFuture<Void> send(Session session) throws JMSException {
        MessageProducer producer = session.createProducer(queue);
        return Async.run(() -> producer.send(session.createTextMessage("hello")));
    }

    private static JMSException failureOf(CompletableFuture<Void> call) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> call.get(10, TimeUnit.SECONDS));
        return assertInstanceOf(JMSException.class, failure.getCause());
    }

    @Test
    @DisplayName("M-76: a persistent send returns when the broker has confirmed it, not before")
    void confirmed() throws Exception {
        CompletableFuture<Void> sending = send(session(Session.AUTO_ACKNOWLEDGE));
        Send frame = broker.expect(Send.class);
        assertEquals(1, frame.sequence());
        assertTrue(frame.confirm());
        assertEquals(0, frame.transaction());
        assertTrue(frame.message().isPersistent());
        Async.awaitWaiting(sending);
        assertFalse(sending.isDone());

        broker.send(new Sent(frame.session(), 1, 1));

        sending.get(10, TimeUnit.SECONDS);
    }

    @Test
    void oneConfirmationCoversARange() throws Exception {
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        CompletableFuture<Void> first = send(session);
        Send frame = broker.expect(Send.class);
        CompletableFuture<Void> second = send(session);
        assertEquals(2, broker.expect(Send.class).sequence());

        broker.send(new Sent(frame.session(), 1, 2));

        first.get(10, TimeUnit.SECONDS);
        second.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aRefusalReachesItsSenderOnly() throws Exception {
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        CompletableFuture<Void> first = send(session);
        Send frame = broker.expect(Send.class);
        CompletableFuture<Void> second = send(session);
        broker.expect(Send.class);

        broker.send(
                new SendFailed(frame.session(), 2, ErrorCode.INVALID_DESTINATION, "not that one"),
                new Sent(frame.session(), 1, 1));

        first.get(10, TimeUnit.SECONDS);
        JMSException failure = failureOf(second);
        assertInstanceOf(InvalidDestinationException.class, failure);
        assertEquals("not that one", failure.getMessage());
    }

    @Test
    void aConfirmationThatDoesNotComeIsGivenUp() throws Exception {
        Session session = session(Session.AUTO_ACKNOWLEDGE, "callTimeoutMs=100");
        JMSException failure = failureOf(send(session));
        assertEquals("NO_ANSWER", failure.getErrorCode());
        Send late = broker.expect(Send.class);

        CompletableFuture<Void> next = send(session);
        Send frame = broker.expect(Send.class);
        broker.send(new Sent(late.session(), 1, 1), new Sent(frame.session(), 2, 2));

        next.get(10, TimeUnit.SECONDS);
    }

    @Test
    void anInterruptedSenderThrowsAndTheConnectionLives() throws Exception {
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        CompletableFuture<Void> sending = send(session);
        broker.expect(Send.class);
        Async.threadOf(sending).interrupt();
        assertEquals("INTERRUPTED", failureOf(sending).getErrorCode());

        CompletableFuture<Void> next = send(session);
        Send frame = broker.expect(Send.class);
        broker.send(new Sent(frame.session(), 1, 2));

        next.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aSenderWithoutCreditWaitsForIt() throws Exception {
        broker.grantAtOpen(1);
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        // The first message overdraws the credit of one byte, the second has to wait.
        CompletableFuture<Void> first = send(session);
        Send frame = broker.expect(Send.class);
        broker.send(new Sent(frame.session(), 1, 1));
        first.get(10, TimeUnit.SECONDS);
        CompletableFuture<Void> second = send(session);
        Async.awaitWaiting(second);
        assertEquals(0, broker.unexpectedCount());

        broker.send(new SendCredit(frame.session(), frame.message().sizeBytes()));

        assertEquals(2, broker.expect(Send.class).sequence());
        broker.send(new Sent(frame.session(), 2, 2));
        second.get(10, TimeUnit.SECONDS);
    }

    @Test
    void creditThatDoesNotComeIsGivenUp() throws Exception {
        broker.grantAtOpen(0);
        JMSException failure = failureOf(send(session(Session.AUTO_ACKNOWLEDGE, "callTimeoutMs=50")));

        assertEquals("NO_ANSWER", failure.getErrorCode());
        assertEquals(0, broker.unexpectedCount());
    }

    @Test
    @DisplayName(
            "M-54: the refusal of a non-persistent message, which nobody waits for, reaches the exception listener")
    void unconfirmedRefusal() throws Exception {
        CompletableFuture<JMSException> reported = new CompletableFuture<>();
        Connection connection = broker.factory().createConnection();
        connection.setExceptionListener(reported::complete);
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.send(session.createMessage());
        Send frame = broker.expect(Send.class);
        assertFalse(frame.confirm());

        broker.send(new SendFailed(frame.session(), 1, ErrorCode.RESOURCE_LIMIT, "full"));

        assertInstanceOf(ResourceAllocationException.class, reported.get(10, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("M-62: a transaction begins with its first send and waits for its commit only")
    void transaction() throws Exception {
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createMessage());
        producer.send(session.createMessage());
        CompletableFuture<Void> committing = Async.run(session::commit);

        TransactionBegin begin = broker.expect(TransactionBegin.class);
        assertEquals(0, begin.request());
        assertEquals(begin.transaction(), broker.expect(Send.class).transaction());
        assertFalse(broker.expect(Send.class).confirm());
        TransactionCommit commit = broker.expect(TransactionCommit.class);
        assertEquals(begin.id(), commit.id());
        assertTrue(commit.onePhase());
        Async.awaitWaiting(committing);
        assertFalse(committing.isDone());
        broker.send(new Done(commit.session(), commit.request(), 0));
        committing.get(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("M-62: a commit that became a rollback says so, and the session begins afresh")
    void rolledBackCommit() throws Exception {
        Session session = session(Session.SESSION_TRANSACTED);
        session.createProducer(queue).send(session.createMessage());
        CompletableFuture<Void> committing = Async.run(session::commit);
        broker.expect(TransactionBegin.class);
        broker.expect(Send.class);
        TransactionCommit commit = broker.expect(TransactionCommit.class);

        broker.send(new Failed(commit.session(), commit.request(), ErrorCode.TRANSACTION_ROLLED_BACK, "a send failed"));
        SessionRestart restart = broker.expect(SessionRestart.class);
        broker.send(new Done(restart.session(), restart.request(), 0));

        assertInstanceOf(TransactionRolledBackException.class, failureOf(committing));
    }

    @Test
    @DisplayName("M-62: a rollback goes out before the restart that ends it")
    void rollback() throws Exception {
        broker.leaveAlone(FrameType.SESSION_CLOSE);
        Session session = session(Session.SESSION_TRANSACTED);
        session.createProducer(queue).send(session.createMessage());
        CompletableFuture<Void> rollingBack = Async.run(session::rollback);
        TransactionBegin begin = broker.expect(TransactionBegin.class);
        broker.expect(Send.class);

        assertEquals(begin.id(), broker.expect(TransactionRollback.class).id());
        SessionRestart restart = broker.expect(SessionRestart.class);
        broker.send(new Done(restart.session(), restart.request(), 0));

        rollingBack.get(10, TimeUnit.SECONDS);
    }
}
