// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static io.mambamq.server.agent.TestAgent.deliveries;
import static io.mambamq.server.agent.TestAgent.send;
import static io.mambamq.server.agent.TestAgent.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.frame.TransactionBegin;
import io.mambamq.protocol.frame.TransactionCommit;
import io.mambamq.protocol.transaction.TransactionId;
import io.mambamq.server.client.RecordingTransport;
import io.mambamq.server.client.ResumableClient;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A connection outlives its transport, and what goes on")
class ResumingTest {
    private static final TransactionId TRANSACTION = new TransactionId.Local(1, 2, 9);

    private final TestAgent broker = new TestAgent();

    @Test
    @DisplayName("a transaction that was cut is committed, and took effect once")
    void transaction() {
        ResumableClient client = broker.session();
        client.says(new TransactionBegin(1, 2, 1, TRANSACTION, false), send(1, 1, "before"));
        broker.run();

        client.cut();
        broker.tick(29_000);
        assertTrue(client.comeBack().resumption().resumes());
        client.says(send(2, 1, "behind"), new TransactionCommit(1, 3, TRANSACTION, true));
        broker.run();
        client.hear();

        assertEquals(
                List.of(new Done(1, 2, 0), new Done(1, 3, 0)),
                client.heard().stream().filter(Done.class::isInstance).toList());
        assertEquals(List.of("before", "behind"), broker.left("q"));
    }

    @Test
    @DisplayName("M-06: a delivery that did not arrive is written again, once, and is no redelivery")
    void delivery() {
        ResumableClient client = broker.consumer("q");
        RecordingTransport producer = broker.plainSession();
        producer.says(send(1, 0, "a"));
        broker.run();

        client.hearUpTo(0);
        client.comeBack();

        List<Deliver> deliveries = deliveries(client.heard());
        assertEquals(1, deliveries.size());
        assertEquals(1, deliveries.get(0).deliveryCount());
        client.says(settle(deliveries.get(0)));
        broker.run();
        client.cut();
        client.comeBack();
        assertEquals(List.of(), deliveries(client.heard()));
        client.says(new Close(null, ""));
        broker.run();
        assertEquals(List.of(), broker.left("q"));
    }

    @Test
    @DisplayName("M-06: what is delivered while there is no transport is there when the client comes back")
    void deliveredMeanwhile() {
        ResumableClient client = broker.consumer("q");
        RecordingTransport producer = broker.plainSession();
        client.cut();

        producer.says(send(1, 0, "a"), send(2, 0, "b"));
        broker.run();
        client.comeBack();

        assertEquals(List.of("a", "b"), texts(client.heard()));
    }

    @Test
    @DisplayName("M-06: a delivery that arrived in part comes again whole, wherever it was cut")
    void cutDelivery() {
        ResumableClient client = broker.consumer("q");
        RecordingTransport producer = broker.plainSession();
        for (int cut = 0; cut <= 100; cut++) {
            producer.says(send(cut + 1, 0, "text " + cut));
            broker.run();

            client.hearUpTo(cut / 100.0);
            client.comeBack();

            assertEquals(List.of("text " + cut), texts(client.heard()));
        }
    }

    @Test
    @DisplayName("a send that arrived in part is sent again whole, wherever it was cut, and stored once")
    void cutSend() {
        ResumableClient client = broker.session();
        int frameBytes = encodedBytes(send(1, 0, "x"));
        for (int cut = 0; cut <= frameBytes; cut++) {
            client.saysUpTo(cut, send(cut + 1, 0, "x"));
            client.comeBack();

            assertTrue(client.heard().contains(new Sent(1, cut + 1, cut + 1)));
        }
        assertEquals(frameBytes + 1, broker.left("q").size());
    }

    @Test
    @DisplayName("a confirmation that did not arrive comes when the client does, and nothing is sent twice")
    void confirmation() {
        ResumableClient client = broker.session();
        client.says(send(1, 0, "a"));
        broker.run();
        client.hearUpTo(0);

        client.comeBack();

        assertTrue(client.heard().contains(new Sent(1, 1, 1)));
        assertEquals(List.of("a"), broker.left("q"));
    }

    @Test
    @DisplayName("what the client said while the network was down it says when it comes back")
    void saidInVain() {
        ResumableClient client = broker.session();
        client.cut();
        client.saysInVain(send(1, 0, "a"));

        client.comeBack();

        assertTrue(client.heard().contains(new Sent(1, 1, 1)));
    }

    @Test
    @DisplayName("it can be cut again and again, also before anything was said")
    void againAndAgain() {
        ResumableClient client = broker.consumer("q");
        RecordingTransport producer = broker.plainSession();
        for (int i = 1; i <= 50; i++) {
            client.cut();
            client.comeBack();
            client.cut();
            broker.tick(29_000);
            producer.says(send(i, 0, "text " + i));
            broker.run();
            assertTrue(client.comeBack().resumption().resumes());
            assertEquals(List.of("text " + i), texts(client.heard()));
        }
    }

    private static Settle settle(Deliver delivery) {
        return new Settle(1, 0, 0, SettleOutcome.ACCEPTED, DeliveryRanges.single(delivery.delivery()));
    }

    private static int encodedBytes(Frame frame) {
        ArraySink sink = new ArraySink(64);
        FrameCodec.encode(frame, sink);
        return sink.position();
    }
}
