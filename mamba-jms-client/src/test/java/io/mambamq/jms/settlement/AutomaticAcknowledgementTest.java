// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.settlement;

import static io.mambamq.jms.fake.FakeBroker.deliver;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.Async;
import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.fake.FakeBroker;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Drain;
import io.mambamq.protocol.frame.Drained;
import io.mambamq.protocol.frame.Failed;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AutomaticAcknowledgementTest {
    private final MambaQueue queue = new MambaQueue("orders");
    private FakeBroker broker;
    private MessageConsumer consumer;

    @BeforeEach
    void start() throws Exception {
        broker = new FakeBroker();
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    private Connection connect(int mode, String... options) throws JMSException {
        Connection connection = broker.factory(options).createConnection();
        connection.start();
        consumer = connection.createSession(mode).createConsumer(queue);
        return connection;
    }

    private static long countOf(Settle settle) {
        assertEquals(SettleOutcome.ACCEPTED, settle.outcome());
        AtomicLong count = new AtomicLong();
        settle.ranges().forEach((first, last) -> count.addAndGet(last - first + 1));
        return count.get();
    }

    @Test
    @DisplayName("M-64, M-66: in AUTO mode the last message that lies ready is acknowledged before receive returns")
    void lastOneAtOnce() throws Exception {
        connect(Session.AUTO_ACKNOWLEDGE);
        CompletableFuture<Message> received = Async.call(consumer::receive);
        broker.expect(Credit.class);
        broker.send(deliver(1, 1, 1, "one"));
        received.get(10, TimeUnit.SECONDS);

        assertEquals(
                new Settle(1, 0, 0, SettleOutcome.ACCEPTED, DeliveryRanges.single(1)), broker.expect(Settle.class));
    }

    @Test
    @DisplayName("M-66: at most 64 acknowledgements of a session are not known to be durable")
    void bounded() throws Exception {
        int count = 200;
        connect(Session.AUTO_ACKNOWLEDGE, "prefetch=" + count);
        AtomicInteger received = new AtomicInteger();
        CompletableFuture<Void> receiving = Async.run(() -> {
            for (int i = 0; i < count; i++) {
                consumer.receive();
                received.incrementAndGet();
            }
        });
        broker.expect(Credit.class);
        broker.send(LongStream.rangeClosed(1, count)
                .mapToObj(i -> deliver(1, 1, i, "message"))
                .toArray(Frame[]::new));

        // Nothing is answered before the client has come to a stop; then one answer at a time lets it go on.
        long durable = 0;
        long written = 0;
        while (durable < count) {
            Async.awaitWaiting(receiving);
            assertTrue(received.get() <= durable + AcceptWindow.UNDER_WAY_MAX, received + " received, " + durable);
            if (!(broker.expectAny() instanceof Settle settle)) {
                continue;
            }
            written += countOf(settle);
            if (settle.request() != 0) {
                durable = written;
                broker.send(new Done(1, settle.request(), 0));
            } else if (written == count) {
                durable = written;
            }
        }
        receiving.get(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("M-66: acknowledge=sync returns a message when its acknowledgement is durable")
    void sync() throws Exception {
        connect(Session.AUTO_ACKNOWLEDGE, "acknowledge=sync");
        CompletableFuture<Message> received = Async.call(consumer::receive);
        broker.expect(Credit.class);
        broker.send(deliver(1, 1, 1, "one"));
        Settle settle = broker.expect(Settle.class);
        Async.awaitWaiting(received);
        assertFalse(received.isDone());

        broker.send(new Done(1, settle.request(), 0));

        received.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aRefusedSynchronousAcknowledgementIsTold() throws Exception {
        connect(Session.AUTO_ACKNOWLEDGE, "acknowledge=sync");
        CompletableFuture<Message> received = Async.call(consumer::receive);
        broker.expect(Credit.class);
        broker.send(deliver(1, 1, 1, "one"));
        Settle settle = broker.expect(Settle.class);

        broker.send(new Failed(1, settle.request(), ErrorCode.INTERNAL_ERROR, "no"));

        ExecutionException failure = assertThrows(ExecutionException.class, () -> received.get(10, TimeUnit.SECONDS));
        assertInstanceOf(JMSException.class, failure.getCause());
    }

    @Test
    @DisplayName("M-64: DUPS_OK acknowledges in batches, at the latest before it waits")
    void dupsOk() throws Exception {
        Connection connection = connect(Session.DUPS_OK_ACKNOWLEDGE);
        CompletableFuture<Message> received = Async.call(consumer::receive);
        broker.expect(Credit.class);
        broker.send(deliver(1, 1, 1, "one"));
        received.get(10, TimeUnit.SECONDS);
        broker.send(deliver(1, 1, 2, "two"), deliver(1, 1, 3, "three"));
        // The answer follows the messages: they lie ready when this returns, and nobody has to wait for one.
        connection.createSession().close();
        consumer.receive();
        consumer.receive();
        assertEquals(0, broker.unexpectedCount());

        CompletableFuture<Message> none = Async.call(consumer::receiveNoWait);

        assertEquals(
                new Settle(1, 0, 0, SettleOutcome.ACCEPTED, DeliveryRanges.range(1, 3)), broker.expect(Settle.class));
        broker.expect(Drain.class);
        broker.send(new Drained(1, 1));
        none.get(10, TimeUnit.SECONDS);
    }
}
