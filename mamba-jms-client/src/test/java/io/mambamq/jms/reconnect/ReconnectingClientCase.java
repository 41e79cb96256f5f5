// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.reconnect;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.jms.Async;
import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.fake.FakeBroker;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.Connected;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.FrameType;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.frame.SessionOpen;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A client of a broker that a test speaks for, frame by frame, and whose connection it cuts. */
abstract class ReconnectingClientCase {
    final MambaQueue queue = new MambaQueue("orders");
    final BlockingQueue<JMSException> reported = new LinkedBlockingQueue<>();
    FakeBroker broker;
    Connection connection;
    Connect firstConnect;

    @BeforeEach
    void start() throws Exception {
        broker = new FakeBroker();
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    /** From then on the broker remembers the client, and the test sees how the client introduces itself. */
    final void connect(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("reconnectInitialDelayMs=1");
        all.add("reconnectMaxDelayMs=5");
        connection = broker.reconnectingFactory(all.toArray(String[]::new)).createConnection();
        connection.setExceptionListener(reported::add);
        connection.start();
        firstConnect = broker.expectConnect();
        broker.greetWith(greeting(7, true));
    }

    static Connected greeting(long brokerHigh, boolean known) {
        return new Connected(brokerHigh, 9, 0, 1 << 20, 0, known, "fake");
    }

    final CompletableFuture<Void> send(Session session) throws JMSException {
        MessageProducer producer = session.createProducer(queue);
        return Async.run(() -> producer.send(session.createTextMessage("hello")));
    }

    /** Cuts the connection, and answers the opening of one session in the next life. */
    final void cutAndReopen(long highestSequence, Sent... durable) throws Exception {
        broker.leaveAlone(FrameType.SESSION_OPEN);
        cut();
        SessionOpen open = broker.expect(SessionOpen.class);
        broker.send(durable);
        broker.send(new Done(open.session(), open.request(), highestSequence), new SendCredit(open.session(), 1 << 20));
    }

    final void cut() throws Exception {
        broker.sever();
        broker.expect(Close.class);
    }

    static JMSException failureOf(CompletableFuture<?> call) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> call.get(10, TimeUnit.SECONDS));
        return assertInstanceOf(JMSException.class, failure.getCause());
    }
}
