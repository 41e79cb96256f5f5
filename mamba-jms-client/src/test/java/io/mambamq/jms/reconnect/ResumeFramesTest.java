// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.reconnect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.Async;
import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.fake.FakeBroker;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.Connected;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.FrameType;
import io.mambamq.protocol.frame.Ping;
import io.mambamq.protocol.frame.Pong;
import io.mambamq.protocol.frame.Received;
import io.mambamq.protocol.frame.Resumption;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.protocol.frame.Settle;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client says when only the transport of its connection was lost, frame by frame. */
@Timeout(30)
class ResumeFramesTest {
    private static final int GRANTED_MS = 60_000;

    private final MambaQueue queue = new MambaQueue("orders");
    private final BlockingQueue<JMSException> reported = new LinkedBlockingQueue<>();
    private FakeBroker broker;
    private Connection connection;
    private Session session;

    @BeforeEach
    void start() throws Exception {
        broker = new FakeBroker().resumeWithin(GRANTED_MS);
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    private MambaConnectionFactory factory(String... options) {
        String[] all = Arrays.copyOf(options, options.length + 3);
        all[options.length] = "resumeTimeoutMs=" + GRANTED_MS;
        all[options.length + 1] = "reconnectInitialDelayMs=1";
        all[options.length + 2] = "reconnectMaxDelayMs=5";
        return broker.reconnectingFactory(all);
    }

    /** Has a session; its number is 1. */
    private void connect(MambaConnectionFactory factory) throws Exception {
        connection = factory.createConnection();
        connection.setExceptionListener(reported::add);
        connection.start();
        session = connection.createSession();
        assertFalse(broker.expectConnect().resumption().resumes());
    }

    private void listen(BlockingQueue<String> received) throws Exception {
        session.createConsumer(queue)
                .setMessageListener(message -> Async.unchecked(() -> received.add(message.getBody(String.class))));
        broker.expect(Credit.class);
    }

    private CompletableFuture<Void> send(String text) throws JMSException {
        MessageProducer producer = session.createProducer(queue);
        TextMessage message = session.createTextMessage(text);
        return Async.run(() -> producer.send(message));
    }

    private void cut() throws Exception {
        broker.sever();
        broker.expect(Close.class);
    }

    /** Returns when the client has asked to go on. */
    private Connect resumed() throws Exception {
        Connect connect = broker.expectConnect();
        assertTrue(connect.resumption().resumes());
        return connect;
    }

    private static Connected greeting(Resumption resumption) {
        return new Connected(7, 9, 0, 1 << 20, 0, true, resumption, "fake");
    }

    private static byte[] bytesOf(Sent frame) {
        ArraySink sink = new ArraySink(64);
        FrameCodec.encode(frame, sink);
        return sink.toByteArray();
    }

    private JMSException lost() throws Exception {
        JMSException report = reported.poll(10, TimeUnit.SECONDS);
        assertEquals("CONNECTION_LOST", report.getErrorCode());
        return report;
    }

    private static JMSException failureOf(CompletableFuture<?> call) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> call.get(10, TimeUnit.SECONDS));
        return assertInstanceOf(JMSException.class, failure.getCause());
    }

    // ---- resumed

    @Test
    void theBrokerIsAskedToKeepTheConnectionOnlyIfTheClientWantsIt() throws Exception {
        broker.reconnectingFactory().createConnection().close();
        assertEquals(Resumption.NONE, broker.expectConnect().resumption());

        factory().withoutReconnect().createConnection().close();

        Connect asking = broker.expectConnect();
        assertEquals(Resumption.within(GRANTED_MS), asking.resumption());
        assertTrue(asking.hasSecret());
    }

    @Test
    void aFactoryAsksWithoutAUrlToo() throws Exception {
        MambaConnectionFactory plain = broker.reconnectingFactory();

        plain.withoutReconnect().withResumeTimeoutMs(1_234).createConnection().close();
        assertEquals(Resumption.within(1_234), broker.expectConnect().resumption());

        factory().withResumeTimeoutMs(0).createConnection().close();
        assertEquals(Resumption.NONE, broker.expectConnect().resumption());
    }

    @Test
    @DisplayName("M-54: a connection that has lost only its transport goes on over another, and nothing of it notices")
    void resumedWithSessionAndConsumer() throws Exception {
        connect(factory());
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        listen(received);
        broker.send(FakeBroker.deliver(1, 1, 1, "before"));
        assertEquals("before", received.poll(10, TimeUnit.SECONDS));
        assertEquals(DeliveryRanges.single(1), broker.expect(Settle.class).ranges());

        cut();
        Connect again = resumed();
        broker.send(FakeBroker.deliver(1, 1, 2, "after"));

        assertEquals("after", received.poll(10, TimeUnit.SECONDS));
        assertEquals(DeliveryRanges.single(2), broker.expect(Settle.class).ranges());
        assertTrue(again.hasSecret());
        assertEquals(
                broker.sentBytes() - bytesOfDelivery("after"),
                again.resumption().receivedBytes());
        assertEquals(0, broker.unexpectedCount(), "something was asked for again");
        assertTrue(reported.isEmpty());
    }

    private static int bytesOfDelivery(String text) {
        ArraySink sink = new ArraySink(256);
        FrameCodec.encode(FakeBroker.deliver(1, 1, 2, text), sink);
        return sink.position();
    }

    @Test
    void aCallWaitsAcrossACutForItsAnswer() throws Exception {
        connect(factory());
        CompletableFuture<Void> sending = send("hello");
        Send sent = broker.expect(Send.class);

        cut();
        resumed();
        broker.send(new Sent(sent.session(), sent.sequence(), sent.sequence()));

        sending.get(10, TimeUnit.SECONDS);
        assertEquals(0, broker.unexpectedCount(), "what the broker has was sent again");
    }

    @Test
    void whatTheBrokerHasNotReceivedIsSentAgainAndThenWhatCameUpMeanwhile() throws Exception {
        connect(factory());
        long before = broker.receivedBytes();
        CompletableFuture<Void> first = send("first");
        Send lost = broker.expect(Send.class);
        broker.greetWith(new Pong());

        cut();
        broker.expectConnect();
        CompletableFuture<Void> second = send("second");
        Async.awaitWaiting(second);
        broker.greetWith(greeting(new Resumption(GRANTED_MS, true, before)));

        assertEquals(lost.sequence(), sendAfterAttempts().sequence());
        assertEquals(2, broker.expect(Send.class).sequence());
        broker.send(new Sent(1, 1, 2));
        first.get(10, TimeUnit.SECONDS);
        second.get(10, TimeUnit.SECONDS);
    }

    /** The next send, behind attempts that failed. */
    private Send sendAfterAttempts() throws Exception {
        Frame next = broker.expectAny();
        while (next instanceof Close) {
            next = broker.expectAny();
        }
        return assertInstanceOf(Send.class, next);
    }

    @Test
    void aFrameOfWhichAPartArrivedDoesNotCountAndComesAgainWhole() throws Exception {
        connect(factory());
        CompletableFuture<Void> sending = send("hello");
        Send sent = broker.expect(Send.class);
        long whole = broker.sentBytes();
        byte[] confirmation = bytesOf(new Sent(sent.session(), sent.sequence(), sent.sequence()));

        broker.sendRaw(Arrays.copyOf(confirmation, confirmation.length - 1));
        cut();
        assertEquals(whole, resumed().resumption().receivedBytes());
        assertFalse(sending.isDone());
        broker.sendRaw(confirmation);

        sending.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aBrokerThatDoesNotAnswerAnAttemptMayAnswerTheNext() throws Exception {
        broker.resumeWithin(2_000);
        connect(factory().withoutReconnect());
        CompletableFuture<Void> sending = send("hello");
        broker.expect(Send.class);
        broker.leaveAlone(FrameType.CONNECT);

        cut();
        assertTrue(broker.expect(Connect.class).resumption().resumes());
        broker.answer(FrameType.CONNECT);
        resumed();
        broker.send(new Sent(1, 1, 1));

        sending.get(10, TimeUnit.SECONDS);
        assertTrue(reported.isEmpty());
    }

    @Test
    void oneCutAfterTheOther() throws Exception {
        connect(factory().withoutReconnect());
        for (int i = 1; i <= 20; i++) {
            CompletableFuture<Void> sending = send("message " + i);
            assertEquals(i, broker.expect(Send.class).sequence());
            cut();
            resumed();
            broker.send(new Sent(1, i, i));
            sending.get(10, TimeUnit.SECONDS);
        }
        assertTrue(reported.isEmpty());
    }

    @Test
    void aTransportThatIsSilentIsReplaced() throws Exception {
        connect(factory("heartbeatMs=50"));

        broker.expect(Received.class);
        broker.expect(Ping.class);
        resumed();

        assertTrue(reported.isEmpty());
    }

    // ---- what has been received

    @Test
    void theBrokerHearsWithWhatIsSaidNextWhenMuchWasReceived() throws Exception {
        connect(factory());
        listen(new LinkedBlockingQueue<>());

        broker.send(FakeBroker.deliver(1, 1, 1, "x".repeat(65 << 10)));

        assertEquals(broker.sentBytes(), broker.expect(Received.class).bytes());
        broker.expect(Settle.class);
    }

    @Test
    void theBrokerHearsWithASignOfLifeIfThereIsNews() throws Exception {
        connect(factory());

        broker.send(new Ping());
        assertEquals(broker.sentBytes(), broker.expect(Received.class).bytes());
        broker.expect(Pong.class);
    }

    @Test
    void whatTheBrokerHasReceivedIsNotRetained() throws Exception {
        connect(factory());
        long before = broker.receivedBytes();
        CompletableFuture<Void> sending = send("hello");
        broker.expect(Send.class);

        broker.send(new Received(broker.receivedBytes()), new Sent(1, 1, 1));
        sending.get(10, TimeUnit.SECONDS);
        broker.greetWith(greeting(new Resumption(GRANTED_MS, true, before)));
        broker.leaveAlone(FrameType.SESSION_OPEN);
        broker.sever();

        broker.expect(Close.class);
        assertEquals(new Close(null, ""), broker.expect(Close.class), "left in order");
    }

    @Test
    void aBrokerCannotHaveReceivedMoreThanWasSent() throws Exception {
        connect(factory());

        broker.send(new Received(broker.receivedBytes() + 1));

        assertEquals(ErrorCode.PROTOCOL_ERROR, broker.expect(Close.class).code());
        lost();
    }

    @Test
    void aBrokerCannotComeBackWithMoreThanWasSent() throws Exception {
        connect(factory());
        broker.greetWith(greeting(new Resumption(GRANTED_MS, true, broker.receivedBytes() + 1)));

        cut();

        assertEquals(ErrorCode.PROTOCOL_ERROR, broker.expect(Close.class).code());
        assertTrue(lost().getMessage().contains("broke the protocol"));
    }

    @Test
    void nothingIsSaidOfWhatWasReceivedWhereNothingIsResumed() throws Exception {
        broker.resumeWithin(0);
        connect(factory());

        broker.send(new Ping());
        broker.expect(Pong.class);
        broker.send(new Received(0));

        assertEquals(ErrorCode.PROTOCOL_ERROR, broker.expect(Close.class).code());
        lost();
    }

    // ---- not resumed

    @Test
    void aConnectionThatIsNotResumedIsTheNextLifeIfTheClientConnectsAgain() throws Exception {
        connect(factory());
        CompletableFuture<Void> sending = send("hello");
        Send sent = broker.expect(Send.class);
        broker.leaveAlone(FrameType.SESSION_OPEN);
        broker.greetWith(greeting(Resumption.within(GRANTED_MS)));

        cut();
        resumed();

        SessionOpen open = broker.expect(SessionOpen.class);
        broker.send(new Sent(1, sent.sequence(), sent.sequence()), new Done(1, open.request(), sent.sequence()));
        sending.get(10, TimeUnit.SECONDS);
        assertTrue(reported.isEmpty());
    }

    @Test
    @DisplayName(
            "M-54: a connection that is not resumed is lost if the client does not connect again, and the broker is told")
    void notResumedAndNotReconnected() throws Exception {
        connect(factory().withoutReconnect());
        CompletableFuture<Void> sending = send("hello");
        broker.expect(Send.class);
        broker.greetWith(greeting(Resumption.within(GRANTED_MS)));

        cut();

        assertEquals(new Close(null, ""), broker.expect(Close.class), "left in order");
        assertEquals("CONNECTION_LOST", failureOf(sending).getErrorCode());
        assertTrue(lost().getMessage().contains("has not kept it"));
    }

    @Test
    void whereNobodyListensThereIsNothingToWaitFor() throws Exception {
        connect(factory().withoutReconnect());

        broker.close();

        assertTrue(lost().getMessage().contains("nobody is left"));
    }

    @Test
    void aBrokerThatSaysGoodbyeIsNotAskedToGoOn() throws Exception {
        connect(factory().withoutReconnect());
        Connect only = broker.lastConnect();

        broker.send(new Close(ErrorCode.SHUTTING_DOWN, "good night"));

        assertTrue(lost().getMessage().contains("good night"));
        assertEquals(only, broker.lastConnect());
    }

    @Test
    void aBrokerThatDoesNotKnowTheUserAnyMoreIsNotAskedTwice() throws Exception {
        connect(factory().withoutReconnect());
        broker.greetWith(new Close(ErrorCode.AUTHENTICATION_FAILED, "who are you?"));

        cut();

        assertTrue(lost().getMessage().contains("who are you?"));
    }

    @Test
    void whenTheTimeIsOverTheConnectionIsLost() throws Exception {
        broker.resumeWithin(100);
        connect(factory().withoutReconnect());
        broker.greetWith(new Pong());

        cut();

        assertTrue(lost().getMessage().contains("could not be resumed within 100 ms"));
    }

    // ---- closing

    @Test
    @DisplayName("M-55: a connection without a transport closes at once, and is not resumed any more")
    void closedWhileDetached() throws Exception {
        connect(factory());
        listen(new LinkedBlockingQueue<>());
        broker.greetWith(new Pong());
        cut();
        broker.expectConnect();

        Async.run(connection::close).get(10, TimeUnit.SECONDS);

        assertThrows(JMSException.class, connection::createSession);
        assertTrue(reported.isEmpty());
    }
}
