// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.reconnect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.Async;
import io.mambamq.jms.fake.FakeBroker;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.ConsumerAttach;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Failed;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameType;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.protocol.frame.SessionRestart;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.frame.TransactionBegin;
import io.mambamq.protocol.frame.TransactionCommit;
import io.mambamq.protocol.frame.TransactionOutcome;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client says when its connection was lost, frame by frame. */
@Timeout(30)
class ReconnectFramesTest extends ReconnectingClientCase {
    // ---- who connects again

    @Test
    @DisplayName(
            "M-54: a client repairs its connection before it reports a problem, as the same client and with its secret")
    void sameClient() throws Exception {
        connect();
        Session session = connection.createSession();

        cut();
        session.createConsumer(queue);

        Connect again = broker.lastConnect();
        assertTrue(firstConnect.hasSecret());
        assertEquals(firstConnect, again);
        assertTrue(reported.isEmpty(), "a cut that was repaired was reported");
    }

    @Test
    void aClientThatDoesNotConnectAgainHasNoSecretAndNoLedger() throws Exception {
        broker.leaveAlone(FrameType.SESSION_OPEN);
        connection = broker.factory().createConnection();
        CompletableFuture<Session> opening = Async.call(connection::createSession);

        SessionOpen open = broker.expect(SessionOpen.class);
        broker.send(new Done(open.session(), open.request(), 0));

        opening.get(10, TimeUnit.SECONDS);
        assertTrue(!broker.lastConnect().hasSecret());
        assertEquals(0, open.ledger());
    }

    @Test
    @DisplayName(
            "M-54: a broker that refuses the client when it comes back ends the connection, and the listener is told once")
    void refused() throws Exception {
        connect();
        Session session = connection.createSession();
        broker.greetWith(new Close(ErrorCode.AUTHENTICATION_FAILED, "who are you?"));

        broker.sever();

        JMSException report = reported.poll(10, TimeUnit.SECONDS);
        assertEquals("CONNECTION_LOST", report.getErrorCode());
        assertTrue(report.getMessage().contains("who are you?"), report.getMessage());
        assertThrows(JMSException.class, () -> session.createConsumer(queue));
        connection.close();
        assertTrue(reported.isEmpty());
    }

    @Test
    @DisplayName("M-54: a connection that is not made anew in time is lost, and all that waits fails")
    void givenUp() throws Exception {
        connect("reconnectTimeoutMs=200");
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(queue);
        CompletableFuture<Message> received = Async.call(consumer::receive);
        broker.expect(Credit.class);

        broker.close();

        JMSException report = reported.poll(10, TimeUnit.SECONDS);
        assertEquals("CONNECTION_LOST", report.getErrorCode());
        assertTrue(report.getMessage().contains("within 200 ms"), report.getMessage());
        assertEquals("CONNECTION_LOST", failureOf(received).getErrorCode());
    }

    @Test
    void aBrokerWithOtherDataIsNotTakenForTheSame() throws Exception {
        connect("reconnectTimeoutMs=200");
        broker.greetWith(greeting(8, false));

        broker.sever();

        JMSException report = reported.poll(10, TimeUnit.SECONDS);
        assertTrue(report.getMessage().contains("a broker with other data answers"), report.getMessage());
    }

    @Test
    void aCallWaitsForTheConnectionNoLongerThanItsDeadline() throws Exception {
        connect("callTimeoutMs=100");
        Session session = connection.createSession();
        broker.greetWith(new Close(ErrorCode.SHUTTING_DOWN, "not yet"));

        broker.sever();
        broker.expectConnect();

        JMSException sent = failureOf(send(session));
        assertEquals("CONNECTION_CUT", sent.getErrorCode());
        assertTrue(sent.getMessage().contains("nothing was sent"), sent.getMessage());
        JMSException attached = assertThrows(JMSException.class, () -> session.createConsumer(queue));
        assertTrue(attached.getMessage().contains("it did not happen"), attached.getMessage());
        assertEquals(
                "CONNECTION_CUT",
                failureOf(Async.call(connection::createSession)).getErrorCode());
        JMSException browsed = assertThrows(
                JMSException.class, () -> session.createBrowser(queue).getEnumeration());
        assertEquals("CONNECTION_CUT", browsed.getErrorCode());
    }

    @Test
    @DisplayName("M-55: a connection that is cut closes at once")
    void closing() throws Exception {
        connect();
        Session session = connection.createSession();
        session.createConsumer(queue);
        broker.greetWith(new Close(ErrorCode.SHUTTING_DOWN, "not yet"));
        broker.sever();

        Async.run(session::close).get(10, TimeUnit.SECONDS);
        Async.run(connection::close).get(10, TimeUnit.SECONDS);

        assertTrue(reported.isEmpty());
    }

    // ---- consumers and acknowledgements

    @Test
    @DisplayName("M-66: consumers attach again with credit anew; what the connection took with it is not acknowledged")
    void attachedAgain() throws Exception {
        broker.leaveAlone(FrameType.CONSUMER_ATTACH);
        connect("prefetch=2", "acknowledge=sync");
        Session session = connection.createSession();
        CompletableFuture<MessageConsumer> creating = Async.call(() -> session.createConsumer(queue, "x = 1"));
        ConsumerAttach first = broker.expect(ConsumerAttach.class);
        broker.send(new Done(first.session(), first.request(), 0));
        MessageConsumer consumer = creating.get(10, TimeUnit.SECONDS);
        CompletableFuture<Message> receiving = Async.call(consumer::receive);
        broker.expect(Credit.class);
        broker.send(FakeBroker.deliver(1, 1, 1, "seen"));
        assertEquals(1, first(broker.expect(Settle.class)));
        broker.send(FakeBroker.deliver(1, 1, 2, "not seen"));

        // When the acknowledgement is not answered
        cut();

        // Then the application has its message, and the broker may give it again
        assertEquals("seen", ((TextMessage) receiving.get(10, TimeUnit.SECONDS)).getText());
        ConsumerAttach again = broker.expect(ConsumerAttach.class);
        assertEquals(first.consumer(), again.consumer());
        assertEquals(first.selector(), again.selector());
        broker.send(new Done(again.session(), again.request(), 0));
        CompletableFuture<Message> next = Async.call(consumer::receive);
        assertEquals(2, broker.expect(Credit.class).messages());
        broker.send(FakeBroker.deliver(1, 1, 1, "again"));
        Settle settle = broker.expect(Settle.class);
        assertEquals(1, first(settle));
        broker.send(new Done(settle.session(), settle.request(), 0));
        assertEquals("again", ((TextMessage) next.get(10, TimeUnit.SECONDS)).getText());
    }

    private static long first(Settle settle) {
        List<Long> firsts = new ArrayList<>();
        settle.ranges().forEach((first, last) -> firsts.add(first));
        return firsts.get(0);
    }

    @Test
    @DisplayName("M-64: acknowledge says that messages from before the cut come again, and keeps what came after it")
    void clientAcknowledge() throws Exception {
        connect("prefetch=10");
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        CompletableFuture<Message> receiving = Async.call(consumer::receive);
        broker.expect(Credit.class);
        broker.send(FakeBroker.deliver(1, 1, 1, "before"));
        receiving.get(10, TimeUnit.SECONDS);
        cut();
        CompletableFuture<Message> next = Async.call(consumer::receive);
        broker.expect(Credit.class);
        broker.send(FakeBroker.deliver(1, 1, 1, "after"));
        Message after = next.get(10, TimeUnit.SECONDS);

        JMSException failure = assertThrows(JMSException.class, after::acknowledge);
        assertEquals("CONNECTION_CUT", failure.getErrorCode());
        assertEquals(0, broker.unexpectedCount());
        CompletableFuture<Void> acknowledging = Async.run(after::acknowledge);
        Settle settle = broker.expect(Settle.class);
        assertEquals(SettleOutcome.ACCEPTED, settle.outcome());
        broker.send(new Done(settle.session(), settle.request(), 0));
        acknowledging.get(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName(
            "M-54: a consumer that the broker does not let attach again fails, and the listener is told; the rest goes on")
    void notAttachedAgain() throws Exception {
        connect();
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(queue);
        broker.leaveAlone(FrameType.CONSUMER_ATTACH);

        cut();
        ConsumerAttach again = broker.expect(ConsumerAttach.class);
        broker.send(new Failed(again.session(), again.request(), ErrorCode.SUBSCRIPTION_CONFLICT, "taken meanwhile"));

        assertEquals("taken meanwhile", reported.poll(10, TimeUnit.SECONDS).getMessage());
        assertThrows(JMSException.class, consumer::receive);
        consumer.close();
        connection.createSession().close();
    }

    // ---- transactions

    @Test
    @DisplayName(
            "M-62: a transaction that was open when the connection was lost is rolled back, which its commit tells")
    void openTransaction() throws Exception {
        connect();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createMessage());
        broker.expect(TransactionBegin.class);
        broker.expect(Send.class);

        cutAndReopen(0);
        producer.send(session.createMessage());
        CompletableFuture<Void> committing = Async.run(session::commit);

        // Then nothing of it was sent, but what the session is at starts afresh
        SessionRestart restart = broker.expect(SessionRestart.class);
        broker.send(new Done(restart.session(), restart.request(), 0));
        assertInstanceOf(TransactionRolledBackException.class, failureOf(committing));
        producer.send(session.createMessage());
        broker.expect(TransactionBegin.class);
        broker.expect(Send.class);
    }

    @Test
    @DisplayName("M-62: a commit that the connection was lost under returns if the broker says that it was done")
    void committed() throws Exception {
        Commit commit = cutInCommit();

        broker.send(new Done(commit.asked().session(), commit.asked().request(), 1));

        commit.committing().get(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName(
            "M-62: a commit that the connection was lost under is rolled back if the broker says that it was not done")
    void notCommitted() throws Exception {
        Commit commit = cutInCommit();

        broker.send(new Done(commit.asked().session(), commit.asked().request(), 0));

        SessionRestart restart = broker.expect(SessionRestart.class);
        broker.send(new Done(restart.session(), restart.request(), 0));
        assertInstanceOf(TransactionRolledBackException.class, failureOf(commit.committing()));
    }

    @Test
    @DisplayName(
            "M-62: a commit that the connection was lost under is unknown if the broker does not remember the client")
    void unknownCommit() throws Exception {
        connect();
        broker.greetWith(greeting(7, false));
        Commit commit = cutInCommitConnected();

        broker.send(new Done(commit.asked().session(), commit.asked().request(), 0));

        JMSException failure = failureOf(commit.committing());
        assertEquals("CONNECTION_CUT", failure.getErrorCode());
        assertTrue(failure.getMessage().contains("unknown"), failure.getMessage());
    }

    private record Commit(CompletableFuture<Void> committing, TransactionOutcome asked) {}

    private Commit cutInCommit() throws Exception {
        connect();
        return cutInCommitConnected();
    }

    private Commit cutInCommitConnected() throws Exception {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        session.createProducer(queue).send(session.createMessage());
        CompletableFuture<Void> committing = Async.run(session::commit);
        broker.expect(TransactionBegin.class);
        broker.expect(Send.class);
        TransactionCommit commit = broker.expect(TransactionCommit.class);
        cut();
        TransactionOutcome asked = broker.expect(TransactionOutcome.class);
        assertEquals(commit.id(), asked.id());
        return new Commit(committing, asked);
    }

    // ---- requests

    @Test
    void whatMayHappenTwiceIsAskedAgain() throws Exception {
        broker.leaveAlone(FrameType.CONSUMER_ATTACH);
        connect();
        Session session = connection.createSession();
        CompletableFuture<MessageConsumer> creating = Async.call(() -> session.createConsumer(queue));
        broker.expect(ConsumerAttach.class);

        cut();

        ConsumerAttach again = broker.expect(ConsumerAttach.class);
        broker.send(new Done(again.session(), again.request(), 0));
        creating.get(10, TimeUnit.SECONDS);
        Frame none = broker.unexpectedCount() == 0 ? null : broker.expectAny();
        assertNull(none);
    }

    @Test
    void aSessionIsOpenedThoughTheConnectionIsLostMeanwhile() throws Exception {
        connect();
        broker.leaveAlone(FrameType.SESSION_OPEN);
        CompletableFuture<Session> opening = Async.call(connection::createSession);
        SessionOpen first = broker.expect(SessionOpen.class);

        cut();

        SessionOpen again = broker.expect(SessionOpen.class);
        assertEquals(first.ledger(), again.ledger());
        broker.send(new Done(again.session(), again.request(), 0), new SendCredit(again.session(), 1 << 20));
        Session session = opening.get(10, TimeUnit.SECONDS);
        CompletableFuture<Void> sending = send(session);
        Send frame = broker.expect(Send.class);
        broker.send(new Sent(frame.session(), frame.sequence(), frame.sequence()));
        sending.get(10, TimeUnit.SECONDS);
    }
}
