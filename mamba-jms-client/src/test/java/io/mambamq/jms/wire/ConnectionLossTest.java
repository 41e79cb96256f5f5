// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.Async;
import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.fake.FakeBroker;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.Drained;
import io.mambamq.protocol.frame.Ping;
import io.mambamq.protocol.frame.Pong;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SendFailed;
import io.mambamq.protocol.frame.SessionOpen;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConnectionLossTest {
    private final MambaQueue queue = new MambaQueue("orders");
    private final BlockingQueue<JMSException> reported = new LinkedBlockingQueue<>();
    private FakeBroker broker;
    private Connection connection;

    @BeforeEach
    void start() throws Exception {
        broker = new FakeBroker();
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    private void connect(String... options) throws JMSException {
        connection = broker.factory(options).createConnection();
        connection.setExceptionListener(reported::add);
        connection.start();
    }

    private JMSException report() throws InterruptedException {
        JMSException report = reported.poll(10, TimeUnit.SECONDS);
        assertEquals("CONNECTION_LOST", report.getErrorCode());
        return report;
    }

    private static void assertLost(CompletableFuture<?> call) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> call.get(10, TimeUnit.SECONDS));
        assertEquals(
                "CONNECTION_LOST",
                assertInstanceOf(JMSException.class, failure.getCause()).getErrorCode());
    }

    @Test
    @DisplayName("M-54: a lost connection ends everything that waits, and is reported once")
    void everythingThatWaits() throws Exception {
        connect();
        Session sending = connection.createSession();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        CompletableFuture<Message> received = Async.call(consumer::receive);
        broker.expect(Credit.class);
        CompletableFuture<Void> sent =
                Async.run(() -> sending.createProducer(queue).send(sending.createMessage()));
        broker.expect(Send.class);
        Async.awaitWaiting(received);

        broker.sever();

        assertLost(received);
        assertLost(sent);
        report();
        assertThrows(JMSException.class, connection::createSession);
        assertThrows(JMSException.class, consumer::receive);
        connection.close();
        assertTrue(reported.isEmpty(), "reported more than once");
    }

    @Test
    @DisplayName("M-54: an exception listener is called for one problem after the other")
    void oneReportAtATime() throws Exception {
        CountDownLatch mayReturn = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
        connect();
        connection.setExceptionListener(failure -> {
            begun.add(running.incrementAndGet());
            Async.unchecked(mayReturn::await);
            running.decrementAndGet();
        });
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.send(session.createMessage());
        producer.send(session.createMessage());
        int number = broker.expect(Send.class).session();

        broker.send(
                new SendFailed(number, 1, ErrorCode.RESOURCE_LIMIT, "full"),
                new SendFailed(number, 2, ErrorCode.RESOURCE_LIMIT, "full"));
        assertEquals(1, begun.poll(10, TimeUnit.SECONDS));
        mayReturn.countDown();

        assertEquals(1, begun.poll(10, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("M-54: an exception listener may close the connection")
    void closedByListener() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        connect();
        connection.setExceptionListener(failure -> Async.completing(closed, connection::close));

        broker.sever();

        closed.get(10, TimeUnit.SECONDS);
    }

    @Test
    void theBrokersReasonIsTold() throws Exception {
        connect();
        broker.send(new Close(ErrorCode.SHUTTING_DOWN, "back in a minute"));

        assertTrue(report().getMessage().contains("back in a minute"));
    }

    @Test
    void bytesThatAreNoFrameEndTheConnectionAndTheBrokerIsTold() throws Exception {
        connect();
        broker.sendRaw(new byte[] {8, 0, 0, 0, 99, 0, 0, 0, 0, 0, 0, 0});

        assertEquals(ErrorCode.PROTOCOL_ERROR, broker.expect(Close.class).code());
        report();
    }

    @Test
    void aFrameBeyondTheLimitEndsTheConnection() throws Exception {
        connect();
        broker.sendRaw(new byte[] {0, 0, 0, 127});

        assertEquals(ErrorCode.RESOURCE_LIMIT, broker.expect(Close.class).code());
        report();
    }

    @Test
    void aFrameThatOnlyClientsSendEndsTheConnection() throws Exception {
        connect();
        connection.createSession();
        broker.send(new SessionOpen(1, 1, 0));

        assertEquals(ErrorCode.PROTOCOL_ERROR, broker.expect(Close.class).code());
        report();
    }

    @Test
    void aSilentBrokerIsAskedAndThenGivenUp() throws Exception {
        connect("heartbeatMs=100");

        broker.expect(Ping.class);

        assertTrue(report().getMessage().contains("no sign of life for 200 ms"));
    }

    @Test
    void aBrokerThatAnswersKeepsItsConnection() throws Exception {
        connect("heartbeatMs=500");
        for (int i = 0; i < 3; i++) {
            broker.expect(Ping.class);
            broker.send(new Pong());
        }

        connection.createSession().close();
        assertTrue(reported.isEmpty());
    }

    @Test
    void theBrokersQuestionIsAnswered() throws Exception {
        connect();
        broker.send(new Ping());

        broker.expect(Pong.class);
    }

    @Test
    void whatComesForAClosedSessionConcernsNobody() throws Exception {
        connect();
        connection.createSession().close();
        broker.send(new Drained(1, 1), FakeBroker.deliver(1, 1, 1, "late"));

        connection.createSession().close();
    }
}
