// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static io.mambamq.server.agent.TestAgent.assertClosed;
import static io.mambamq.server.agent.TestAgent.consume;
import static io.mambamq.server.agent.TestAgent.deliveries;
import static io.mambamq.server.agent.TestAgent.send;
import static io.mambamq.server.agent.TestAgent.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Connected;
import io.mambamq.protocol.frame.ConsumerAttach;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Ping;
import io.mambamq.protocol.frame.Pong;
import io.mambamq.protocol.frame.Preface;
import io.mambamq.protocol.frame.Resumption;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.SubscriptionName;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.RecordingTransport;
import io.mambamq.server.client.ResumableClient;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A detached connection ends")
class DetachedConnectionTest {
    private final TestAgent broker = new TestAgent();

    @Test
    @DisplayName("M-67: when the time is over; its messages then go to another consumer, as redelivered")
    void timeIsOver() {
        ResumableClient client = broker.consumer("q");
        RecordingTransport producer = broker.plainSession();
        producer.says(send(1, 0, "a"));
        broker.run();
        client.cut();
        broker.tick(0);
        producer.says(consume("q"));
        broker.tick(29_999);
        assertEquals(List.of(), deliveries(producer.heard()));

        broker.tick(1);
        broker.tick(2);

        List<Deliver> deliveries = deliveries(producer.heard());
        assertEquals(List.of("a"), texts(List.copyOf(deliveries)));
        assertEquals(2, deliveries.get(0).deliveryCount());
        Connected again = client.comeBack();
        assertFalse(again.resumption().resumes());
        assertTrue(again.known());
    }

    @Test
    @DisplayName("when more was to be said than is retained; its messages then go to another consumer")
    void overflow() {
        ResumableClient client = broker.consumer("q");
        RecordingTransport producer = broker.plainSession();
        client.cut();
        for (int i = 1; i <= 8; i++) {
            producer.says(new Send(1, i, 0, false, Messages.ofSize("q", 1 << 20)));
            broker.run();
        }
        producer.says(consume("q"));
        broker.run();

        assertEquals(8, deliveries(producer.heard()).size());
        assertFalse(client.comeBack().resumption().resumes());
    }

    @Test
    @DisplayName("not as long as what is missing has arrived")
    void forgottenButReceived() {
        ResumableClient client = broker.consumer("q");
        RecordingTransport producer = broker.plainSession();
        for (int i = 1; i <= 9; i++) {
            producer.says(new Send(1, i, 0, false, Messages.ofSize("q", 1 << 20)));
            broker.run();
        }
        client.hear();
        client.cut();

        assertTrue(client.comeBack().resumption().resumes());
    }

    @Test
    @DisplayName("when the client comes back and needs what is not retained any more")
    void needsTheForgotten() {
        ResumableClient client = broker.consumer("q");
        RecordingTransport producer = broker.plainSession();
        for (int i = 1; i <= 9; i++) {
            producer.says(new Send(1, i, 0, false, Messages.ofSize("q", 1 << 20)));
            broker.run();
        }
        client.cut();

        assertFalse(client.comeBack().resumption().resumes());

        client.says(new SessionOpen(1, 1, 0));
        client.says(consume("q"));
        broker.run();
        client.hear();
        assertEquals(9, deliveries(client.heard()).size(), "it is a new connection, and the older one has ended");
    }

    @Test
    @DisplayName("when its client connects without going on")
    void replaced() {
        ResumableClient client = broker.consumer("q");
        RecordingTransport producer = broker.plainSession();
        producer.says(send(1, 0, "a"));
        broker.run();
        client.cut();

        assertFalse(client.connect(30_000).resumption().resumes());

        producer.says(consume("q"));
        broker.run();
        assertEquals(List.of("a"), texts(producer.heard()));
    }

    @Test
    @DisplayName("M-51: when another client wants its client id, which then has it at once")
    void yieldsClientId() {
        ResumableClient ghost = broker.resumable();
        ghost.clientId = "billing";
        ghost.connect(30_000);
        ResumableClient restarted = broker.resumable();
        restarted.clientId = "billing";
        RecordingTransport early = broker.transport();
        early.says(Preface.bytes());
        early.says(restarted.connectFrame(Resumption.NONE));
        broker.run();
        assertClosed(early, ErrorCode.INVALID_CLIENT_ID);
        early.isGone();

        ghost.cut();
        restarted.connect(30_000);

        RecordingTransport late = broker.transport();
        late.says(Preface.bytes());
        late.says(ghost.connectFrame(new Resumption(1, true, 0)));
        broker.run();
        assertClosed(late, ErrorCode.INVALID_CLIENT_ID);
        restarted.says(new Ping());
        broker.run();
        restarted.hear();
        assertTrue(restarted.heard().contains(new Pong()), "it is not disturbed");
    }

    @Test
    @DisplayName("M-51: when another client wants its client id, which then has its durable subscription as well")
    void yieldsSubscription() {
        ConsumerAttach subscribe = new ConsumerAttach(
                1, 2, 1, DestinationName.topic("t"), null, false, new SubscriptionName("s", true, false));
        ResumableClient ghost = broker.resumable();
        ghost.clientId = "billing";
        ghost.connect(30_000);
        ghost.says(new SessionOpen(1, 1, 0), subscribe);
        broker.run();
        ghost.cut();

        ResumableClient restarted = broker.resumable();
        restarted.clientId = "billing";
        restarted.connect(30_000);
        restarted.says(new SessionOpen(1, 1, 0), subscribe);
        broker.run();
        restarted.hear();

        assertTrue(restarted.heard().contains(new Done(1, 2, 0)));
    }

    @Test
    @DisplayName("when the server shuts down, which does not wait for the client")
    void shutDown() {
        ResumableClient client = broker.consumer("q");
        client.cut();

        broker.agent.shutDown();
        broker.run();

        assertTrue(broker.quiet);
    }

    @Test
    @DisplayName("It counts as a connection, and leaves a door open for its client")
    void fullHouse() {
        ResumableClient client = broker.session();
        client.cut();
        for (int i = 1; i < TestAgent.CONNECTIONS_MAX; i++) {
            assertNotNull(broker.plainSession());
        }

        RecordingTransport stranger = broker.transport();
        assertNull(broker.transport(), "one at a time");
        stranger.connect();
        broker.run();
        assertClosed(stranger, ErrorCode.RESOURCE_LIMIT);
        stranger.isGone();

        assertTrue(client.comeBack().resumption().resumes());
    }
}
