// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.delivery;

import static io.mambamq.jms.fake.FakeBroker.deliver;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.Async;
import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.fake.FakeBroker;
import io.mambamq.protocol.frame.ConsumerDetach;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Drain;
import io.mambamq.protocol.frame.Drained;
import io.mambamq.protocol.frame.FrameType;
import io.mambamq.protocol.frame.SessionRestart;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PrefetchTest {
    private final MambaQueue queue = new MambaQueue("orders");
    private FakeBroker broker;
    private Connection connection;
    private Session session;
    private MessageConsumer consumer;

    @BeforeEach
    void start() throws Exception {
        broker = new FakeBroker();
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    private void connect(int mode, String... options) throws JMSException {
        connection = broker.factory(options).createConnection();
        session = connection.createSession(mode);
        consumer = session.createConsumer(queue);
    }

    private String receive() throws JMSException {
        return ((TextMessage) consumer.receive(10_000)).getText();
    }

    @Test
    @DisplayName("M-52: a stopped connection asks for no messages, which others may have meanwhile")
    void stopped() throws Exception {
        connect(Session.CLIENT_ACKNOWLEDGE, "prefetch=8");

        assertNull(consumer.receiveNoWait());
        assertEquals(0, broker.unexpectedCount());
        connection.start();
        CompletableFuture<String> received = Async.call(this::receive);

        assertEquals(new Credit(1, 1, 8, 1 << 20), broker.expect(Credit.class));
        broker.send(deliver(1, 1, 1, "one"));
        assertEquals("one", received.get(10, TimeUnit.SECONDS));
    }

    @Test
    void creditComesBackByHalfAWindow() throws Exception {
        connect(Session.CLIENT_ACKNOWLEDGE, "prefetch=4");
        connection.start();
        CompletableFuture<String> received = Async.call(this::receive);
        broker.expect(Credit.class);
        for (int i = 1; i <= 4; i++) {
            broker.send(deliver(1, 1, i, "message " + i));
        }
        assertEquals("message 1", received.get(10, TimeUnit.SECONDS));
        assertEquals(0, broker.unexpectedCount());

        assertEquals("message 2", receive());

        Credit returned = broker.expect(Credit.class);
        assertEquals(2, returned.messages());
    }

    @Test
    void bytesCountAsWell() throws Exception {
        int sizeBytes = FakeBroker.message("message 1").sizeBytes();
        connect(Session.CLIENT_ACKNOWLEDGE, "prefetch=100", "prefetchBytes=" + 2 * sizeBytes);
        connection.start();
        CompletableFuture<String> received = Async.call(this::receive);
        assertEquals(2L * sizeBytes, broker.expect(Credit.class).bytes());
        broker.send(deliver(1, 1, 1, "message 1"));
        received.get(10, TimeUnit.SECONDS);

        assertEquals(sizeBytes, broker.expect(Credit.class).bytes());
    }

    @Test
    @DisplayName("M-86: receiveNoWait asks the broker for what there is")
    void drain() throws Exception {
        connect(Session.CLIENT_ACKNOWLEDGE);
        connection.start();
        CompletableFuture<Message> first = Async.call(consumer::receiveNoWait);
        broker.expect(Credit.class);
        broker.expect(Drain.class);
        broker.send(deliver(1, 1, 1, "one"), deliver(1, 1, 2, "two"), new Drained(1, 1));
        assertEquals("one", ((TextMessage) first.get(10, TimeUnit.SECONDS)).getText());
        assertEquals("two", ((TextMessage) consumer.receiveNoWait()).getText());

        // Draining took all credit back: it is given anew.
        CompletableFuture<Message> second = Async.call(consumer::receiveNoWait);
        assertTrue(broker.expect(Credit.class).messages() > 0);
        broker.expect(Drain.class);
        broker.send(new Drained(1, 1));
        assertNull(second.get(10, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("M-65: deliveries that come before the broker has restarted the session are void")
    void voidDeliveries() throws Exception {
        connect(Session.CLIENT_ACKNOWLEDGE);
        connection.start();
        CompletableFuture<String> received = Async.call(this::receive);
        broker.expect(Credit.class);
        broker.send(deliver(1, 1, 1, "one"), deliver(1, 1, 2, "two"));
        received.get(10, TimeUnit.SECONDS);

        CompletableFuture<Void> recovered = Async.run(session::recover);
        assertEquals(
                new Settle(1, 0, 0, SettleOutcome.RETURNED, DeliveryRanges.single(1)), broker.expect(Settle.class));
        SessionRestart restart = broker.expect(SessionRestart.class);
        broker.send(deliver(1, 1, 3, "void"), new Done(1, restart.request(), 0));
        recovered.get(10, TimeUnit.SECONDS);

        CompletableFuture<String> again = Async.call(this::receive);
        assertEquals(256, broker.expect(Credit.class).messages(), "the restart took all credit back");
        broker.send(deliver(1, 1, 4, "one, again"));
        assertEquals("one, again", again.get(10, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("M-89: a closed consumer's unseen messages are released, the others stay the session's to acknowledge")
    void closed() throws Exception {
        broker.leaveAlone(FrameType.CONSUMER_DETACH);
        connect(Session.CLIENT_ACKNOWLEDGE);
        connection.start();
        CompletableFuture<Message> received = Async.call(consumer::receive);
        broker.expect(Credit.class);
        broker.send(deliver(1, 1, 1, "one"), deliver(1, 1, 2, "two"));
        Message one = received.get(10, TimeUnit.SECONDS);

        CompletableFuture<Void> closed = Async.run(consumer::close);
        broker.expect(Drain.class);
        broker.send(deliver(1, 1, 3, "three"), new Drained(1, 1));
        assertEquals(
                new Settle(1, 0, 0, SettleOutcome.RELEASED, DeliveryRanges.range(2, 3)), broker.expect(Settle.class));
        ConsumerDetach detach = broker.expect(ConsumerDetach.class);
        assertTrue(detach.keep());
        broker.send(new Done(1, detach.request(), 0));
        closed.get(10, TimeUnit.SECONDS);

        CompletableFuture<Void> acknowledged = Async.run(one::acknowledge);
        Settle settle = broker.expect(Settle.class);
        assertEquals(new Settle(1, settle.request(), 0, SettleOutcome.ACCEPTED, DeliveryRanges.single(1)), settle);
        broker.send(new Done(1, settle.request(), 0));
        acknowledged.get(10, TimeUnit.SECONDS);
    }
}
