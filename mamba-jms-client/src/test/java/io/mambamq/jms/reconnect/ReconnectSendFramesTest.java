// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.reconnect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.Async;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.FrameType;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.frame.SessionOpen;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which sends a client repeats when its connection was lost, frame by frame. */
@Timeout(30)
class ReconnectSendFramesTest extends ReconnectingClientCase {
    @Test
    @DisplayName(
            "M-47, M-76: a persistent send that the broker does not have is sent again, and returns when it is confirmed")
    void sentAgain() throws Exception {
        connect();
        Session session = connection.createSession();
        CompletableFuture<Void> sending = send(session);
        Send first = broker.expect(Send.class);

        cutAndReopen(0);

        Send again = broker.expect(Send.class);
        assertEquals(first.message().messageId(), again.message().messageId());
        assertTrue(again.confirm());
        broker.send(new Sent(again.session(), again.sequence(), again.sequence()));
        sending.get(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("M-47: a persistent send that the broker has is not sent again")
    void notSentAgain() throws Exception {
        connect();
        Session session = connection.createSession();
        CompletableFuture<Void> sending = send(session);
        Send first = broker.expect(Send.class);

        cutAndReopen(1, new Sent(first.session(), 1, 1));

        sending.get(10, TimeUnit.SECONDS);
        assertEquals(0, broker.unexpectedCount());
    }

    @Test
    @DisplayName("M-63, M-72: asynchronous sends are sent again in their order, without those that the broker has")
    void orderOfRepetition() throws Exception {
        connect();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue);
        BlockingQueue<String> completed = new LinkedBlockingQueue<>();
        for (int i = 1; i <= 4; i++) {
            producer.send(session.createTextMessage("m" + i), new Recording(completed));
            broker.expect(Send.class);
        }

        // When the broker has the second, and perhaps refused the first
        cutAndReopen(2, new Sent(1, 2, 2));

        // Then the others come again under higher numbers
        List<Long> sequences = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Send again = broker.expect(Send.class);
            sequences.add(again.sequence());
            broker.send(new Sent(again.session(), again.sequence(), again.sequence()));
        }
        assertTrue(sequences.get(0) > 2 && sequences.get(0) < sequences.get(1) && sequences.get(1) < sequences.get(2));
        for (int i = 1; i <= 4; i++) {
            assertEquals("m" + i, completed.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    @DisplayName("M-63: what is new is sent behind what is sent again")
    void newBehindOld() throws Exception {
        connect();
        Session session = connection.createSession();
        CompletableFuture<Void> old = send(session);
        Send first = broker.expect(Send.class);
        broker.leaveAlone(FrameType.SESSION_OPEN);
        cut();
        SessionOpen open = broker.expect(SessionOpen.class);
        CompletableFuture<Void> young = send(session);
        Async.awaitWaiting(young);
        assertEquals(0, broker.unexpectedCount());

        broker.send(new Done(open.session(), open.request(), 0), new SendCredit(open.session(), 1 << 20));

        Send again = broker.expect(Send.class);
        assertEquals(first.message().messageId(), again.message().messageId());
        Send next = broker.expect(Send.class);
        broker.send(new Sent(open.session(), again.sequence(), next.sequence()));
        old.get(10, TimeUnit.SECONDS);
        young.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whatIsSentAgainWaitsForCreditToo() throws Exception {
        connect();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue);
        BlockingQueue<String> completed = new LinkedBlockingQueue<>();
        producer.send(session.createTextMessage("m1"), new Recording(completed));
        producer.send(session.createTextMessage("m2"), new Recording(completed));
        broker.expect(Send.class);
        broker.expect(Send.class);
        broker.leaveAlone(FrameType.SESSION_OPEN);
        cut();
        SessionOpen open = broker.expect(SessionOpen.class);

        broker.send(new Done(open.session(), open.request(), 0), new SendCredit(open.session(), 1));

        // The first overdraws the credit of one byte, the second has to wait.
        Send first = broker.expect(Send.class);
        assertEquals(0, broker.unexpectedCount());
        broker.send(new SendCredit(open.session(), first.message().sizeBytes()));
        Send second = broker.expect(Send.class);
        broker.send(new Sent(open.session(), first.sequence(), second.sequence()));
        assertEquals("m1", completed.poll(10, TimeUnit.SECONDS));
        assertEquals("m2", completed.poll(10, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("M-47: what a broker that has forgotten the client did with a send is unknown; it is not sent again")
    void forgotten() throws Exception {
        connect();
        Session session = connection.createSession();
        CompletableFuture<Void> sending = send(session);
        broker.expect(Send.class);
        broker.greetWith(greeting(7, false));

        cut();

        JMSException failure = failureOf(sending);
        assertEquals("CONNECTION_CUT", failure.getErrorCode());
        assertTrue(failure.getMessage().contains("unknown"), failure.getMessage());
        CompletableFuture<Void> next = send(session);
        Send frame = broker.expect(Send.class);
        broker.send(new Sent(frame.session(), frame.sequence(), frame.sequence()));
        next.get(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("M-47: a non-persistent message is never sent again")
    void atMostOnce() throws Exception {
        connect();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        BlockingQueue<String> completed = new LinkedBlockingQueue<>();
        producer.send(session.createTextMessage("m1"), new Recording(completed));
        broker.expect(Send.class);

        cutAndReopen(0);

        assertEquals("CONNECTION_CUT", completed.poll(10, TimeUnit.SECONDS));
        assertEquals(0, broker.unexpectedCount());
    }

    @Test
    void aSendWhoseWaitWasGivenUpIsNotSentAgain() throws Exception {
        connect("callTimeoutMs=300");
        Session session = connection.createSession();
        CompletableFuture<Void> sending = send(session);
        broker.expect(Send.class);
        assertEquals("NO_ANSWER", failureOf(sending).getErrorCode());

        cutAndReopen(0);

        CompletableFuture<Void> next = send(session);
        Send frame = broker.expect(Send.class);
        broker.send(new Sent(frame.session(), frame.sequence(), frame.sequence()));
        next.get(10, TimeUnit.SECONDS);
    }
}
