// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static io.mambamq.server.agent.TestAgent.consume;
import static io.mambamq.server.agent.TestAgent.deliveries;
import static io.mambamq.server.agent.TestAgent.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.Connected;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.Ping;
import io.mambamq.protocol.frame.Pong;
import io.mambamq.protocol.frame.Preface;
import io.mambamq.protocol.frame.Received;
import io.mambamq.protocol.frame.Resumption;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.frame.TransactionBegin;
import io.mambamq.protocol.frame.TransactionCommit;
import io.mambamq.protocol.transaction.TransactionId;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.RecordingTransport;
import io.mambamq.server.client.ResumableClient;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A connection outlives its transport")
class ResumingTest {
    private static final TransactionId TRANSACTION = new TransactionId.Local(1, 2, 9);

    private final TestAgent broker = new TestAgent();

    @Nested
    @DisplayName("What goes on")
    class GoesOn {
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
            assertEquals(List.of("before", "behind"), left("q"));
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
            assertEquals(List.of(), left("q"));
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
            assertEquals(frameBytes + 1, left("q").size());
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
            assertEquals(List.of("a"), left("q"));
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
    }

    @Nested
    @DisplayName("The transport")
    class OfTheTransport {
        @Test
        @DisplayName(
                "one that still looks alive is closed when the client comes back, and what it brings then is nothing")
        void halfOpen() {
            ResumableClient client = broker.session();
            RecordingTransport older = client.transport();
            client.saysInVain(send(1, 0, "a"));

            assertTrue(client.comeBack().resumption().resumes());

            assertTrue(older.closed);
            assertFalse(client.transport().closed);
            older.isGone();
            client.says(send(2, 0, "b"));
            broker.run();
            assertEquals(List.of("a", "b"), left("q"));
        }

        @Test
        @DisplayName("one that is silent for three heartbeats is given up, and the connection goes on")
        void silent() {
            ResumableClient client = broker.resumable();
            client.heartbeatMs = 1_000;
            client.connect(30_000);
            RecordingTransport older = client.transport();
            broker.tick(0);
            broker.tick(3_000);
            assertTrue(older.closed);

            assertTrue(client.comeBack().resumption().resumes());

            broker.tick(400);
            assertFalse(client.transport().closed, "its silence begins anew");
        }

        @Test
        @DisplayName("is read or not as the older one was")
        void held() {
            ResumableClient client = broker.session();
            client.cut();
            broker.log.bytesPerProposal = 40L << 20;
            RecordingTransport producer = broker.plainSession();
            producer.says(send(1, 0, "a"));
            broker.loop.run();
            assertFalse(producer.reading);

            RecordingTransport next = broker.transport();
            next.says(Preface.bytes());
            next.says(client.connectFrame(new Resumption(1, true, client.receivedBytes())));
            assertFalse(next.reading);

            broker.run();
            assertTrue(next.reading);
        }

        @Test
        @DisplayName("of a client that has said or heard CLOSE takes the connection with it")
        void afterClose() {
            ResumableClient client = broker.session();
            client.says(new Close(null, ""));
            client.cut();

            assertFalse(client.comeBack().resumption().resumes());
        }

        @Test
        @DisplayName("of a client that broke the protocol takes the connection with it")
        void afterViolation() {
            ResumableClient client = broker.session();
            client.says(new Done(1, 1, 0));
            broker.run();
            assertClosed(client, ErrorCode.PROTOCOL_ERROR);
            client.cut();

            assertFalse(client.comeBack().resumption().resumes());
        }
    }

    @Nested
    @DisplayName("What is agreed")
    class Agreed {
        @Test
        @DisplayName("no more than a minute, and nothing without a wish, without a secret, or within the JVM")
        void granted() {
            assertEquals(Resumption.within(7), connect(broker.resumable(), 7).resumption());
            assertEquals(
                    Resumption.within(60_000),
                    connect(broker.resumable(), 60_001).resumption());
            assertEquals(Resumption.NONE, connect(broker.resumable(), 0).resumption());
            assertEquals(Resumption.NONE, greeting(false, 0).resumption());
            assertEquals(Resumption.NONE, greeting(true, 3).resumption());
        }

        private Connected connect(ResumableClient client, int resumeTimeoutMs) {
            Connected connected = client.connect(resumeTimeoutMs);
            client.says(new Close(null, ""));
            broker.run();
            client.cut();
            return connected;
        }

        private Connected greeting(boolean withinJvm, long secret) {
            RecordingTransport transport = broker.transport();
            transport.withinJvm = withinJvm;
            transport.says(Preface.bytes());
            transport.says(
                    new Connect(8, 8, secret, secret, 0, 1 << 20, 0, Resumption.within(7), null, null, null, "test"));
            broker.run();
            transport.isGone();
            return (Connected) transport.heard().get(0);
        }

        @Test
        @DisplayName("a connection that nothing was granted ends with its transport")
        void nothingGranted() {
            ResumableClient client = broker.resumable();
            client.connect(0);
            client.cut();

            Connected again = client.comeBack();

            assertFalse(again.resumption().resumes());
            assertTrue(again.known());
        }

        @Test
        @DisplayName("the client hears of each 64 KiB that arrived, and along with a sign of life")
        void received() {
            ResumableClient client = broker.session();
            client.says(new Ping());
            broker.run();
            client.hear();
            assertEquals(List.of(new Received(client.saidBytes()), new Pong()), client.heard());

            client.says(new Send(1, 1, 0, false, Messages.ofSize("q", 65 << 10)));
            long said = client.saidBytes();
            client.says(send(2, 0, "a"));
            broker.run();
            client.hear();

            assertEquals(
                    List.of(new Received(said)),
                    client.heard().stream().filter(Received.class::isInstance).toList());
        }
    }

    @Nested
    @DisplayName("It ends")
    class Ends {
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
        @DisplayName("when the server shuts down, which does not wait for the client")
        void shutDown() {
            ResumableClient client = broker.consumer("q");
            client.cut();

            broker.agent.shutDown();
            broker.run();

            assertTrue(broker.quiet);
        }
    }

    @Nested
    @DisplayName("Whoever has no right to it gets nothing")
    class Wrong {
        @Test
        @DisplayName("M-50: neither with another secret nor as another user, and the client may still come back")
        void stranger() {
            ResumableClient client = broker.consumer("q");
            RecordingTransport producer = broker.plainSession();
            client.cut();
            producer.says(send(1, 0, "a"));
            broker.run();

            ResumableClient guess = broker.resumable();
            assertFalse(guess.comeBack(0).resumption().resumes());
            guess.says(new Close(null, ""));
            broker.run();
            guess.cut();
            ResumableClient thief = broker.resumable();
            thief.secret = client.secret;
            thief.user = "thief";
            assertFalse(thief.comeBack(0).resumption().resumes());
            assertEquals(List.of(), thief.heard());

            assertTrue(client.comeBack().resumption().resumes());
            assertEquals(List.of("a"), texts(client.heard()));
        }

        @Test
        @DisplayName("who has received more than was sent is refused, and the connection still waits for its client")
        void receivedTooMuch() {
            ResumableClient client = broker.session();
            client.cut();

            RecordingTransport wrong = broker.transport();
            wrong.says(Preface.bytes());
            wrong.says(client.connectFrame(new Resumption(1, true, client.receivedBytes() + 1)));
            broker.run();

            assertClosed(wrong, ErrorCode.PROTOCOL_ERROR);
            assertTrue(client.comeBack().resumption().resumes());
        }

        @Test
        @DisplayName("who goes on before it knows what has arrived is refused")
        void tooEarly() {
            ResumableClient client = broker.session();
            client.cut();

            RecordingTransport wrong = broker.transport();
            wrong.says(Preface.bytes());
            wrong.says(client.connectFrame(new Resumption(1, true, client.receivedBytes())), new Ping());
            broker.run();

            assertClosed(wrong, ErrorCode.PROTOCOL_ERROR);
            assertTrue(client.comeBack().resumption().resumes());
        }

        @Test
        @DisplayName("RECEIVED of more than was sent ends the connection")
        void acknowledgesTooMuch() {
            ResumableClient client = broker.session();

            client.says(new Received(client.receivedBytes() + 1));
            broker.run();

            assertClosed(client, ErrorCode.PROTOCOL_ERROR);
        }

        @Test
        @DisplayName("RECEIVED of less than before ends the connection")
        void acknowledgesLess() {
            ResumableClient client = broker.session();
            client.says(new Received(client.receivedBytes()), new Received(client.receivedBytes()));
            broker.run();
            assertFalse(client.transport().outputClosed);

            client.says(new Received(client.receivedBytes() - 1));
            broker.run();

            assertClosed(client, ErrorCode.PROTOCOL_ERROR);
        }

        @Test
        @DisplayName("RECEIVED on a connection that ends with its transport ends it")
        void nothingToAcknowledge() {
            RecordingTransport client = broker.plainSession();

            client.says(new Received(0));
            broker.run();

            assertClosed(client, ErrorCode.PROTOCOL_ERROR);
        }
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

    private static Send send(long sequence, int transaction, String text) {
        return new Send(1, sequence, transaction, transaction == 0, Messages.text("q", text));
    }

    private static Settle settle(Deliver delivery) {
        return new Settle(1, 0, 0, SettleOutcome.ACCEPTED, DeliveryRanges.single(delivery.delivery()));
    }

    private static int encodedBytes(Frame frame) {
        ArraySink sink = new ArraySink(64);
        FrameCodec.encode(frame, sink);
        return sink.position();
    }

    /** What a new consumer gets. */
    private List<String> left(String queue) {
        RecordingTransport consumer = broker.plainSession();
        consumer.says(consume(queue));
        broker.run();
        return texts(consumer.heard());
    }

    private static void assertClosed(ResumableClient client, ErrorCode code) {
        client.hear();
        assertClosed(client.heard(), code);
    }

    private static void assertClosed(RecordingTransport client, ErrorCode code) {
        assertClosed(client.heard(), code);
    }

    private static void assertClosed(List<Frame> heard, ErrorCode code) {
        assertFalse(heard.isEmpty(), "it was told nothing");
        Close close = assertInstanceOf(Close.class, heard.get(heard.size() - 1));
        assertEquals(code, close.code(), close.text());
    }
}
