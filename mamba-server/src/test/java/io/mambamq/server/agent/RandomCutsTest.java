// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static io.mambamq.server.agent.TestAgent.deliveries;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.ConsumerAttach;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.FrameType;
import io.mambamq.protocol.frame.Received;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.frame.TransactionBegin;
import io.mambamq.protocol.frame.TransactionCommit;
import io.mambamq.protocol.frame.TransactionRollback;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.transaction.TransactionId;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.RecordingTransport;
import io.mambamq.server.client.ResumableClient;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A busy connection, cut at random bytes in both directions. Its client consumes, sends and does transactions by a script that
 * its seed and the deliveries make; with and without cuts it has to hear the same.
 *
 * <p>Something is always on its way to the disk while the client speaks. So what it says makes one batch of the log, however
 * often it is cut, and the answers do not depend on how many duty cycles that took.
 */
class RandomCutsTest {
    private static final int ROUNDS = 150;
    private static final int TEXT_CHARS_MAX = 20_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    @DisplayName("Whoever is cut at random bytes hears and does exactly what it would have without")
    void cutAtRandom(long seed) {
        Run uncut = new Run(seed, new Random(seed), false);
        uncut.go();

        Run cut = new Run(seed, new Random(seed + 1_000), true);
        cut.go();

        assertTrue(cut.cuts > ROUNDS, () -> "only " + cut.cuts + " cuts");
        assertEquals(0, uncut.cuts);
        assertEquals(uncut.heard, cut.heard);
        assertEquals(uncut.forwarded, cut.forwarded);
        assertEquals(uncut.left, cut.left);
        assertEquals(List.of(), cut.left.stream().filter(cut.settled::contains).toList());
        assertEquals(ROUNDS * Run.SENT_PER_ROUND, cut.left.size() + cut.settled.size());
        assertEquals(
                cut.sent.stream().sorted().toList(),
                cut.forwarded.stream().sorted().toList());
    }

    /** What a frame is, for comparison. */
    private record Heard(FrameType type, ByteBuffer bytes) {
        static Heard of(Frame frame) {
            ArraySink sink = new ArraySink(64);
            FrameCodec.encode(frame, sink);
            return new Heard(frame.type(), ByteBuffer.wrap(sink.toByteArray()));
        }
    }

    private static final class Run {
        private static final int SENT_PER_ROUND = 2;

        private final TestAgent broker = new TestAgent();
        private final RecordingTransport producer = broker.plainSession();
        private final ResumableClient client = new ResumableClient(broker::transport, broker.loop::run);
        private final Random script;
        private final Random network;
        private final boolean cutting;

        // the client's
        private long sequence;
        private int request = 10;
        private List<Deliver> toSettle = List.of();

        // what came of it
        private final List<Heard> heard = new ArrayList<>();
        private final List<String> sent = new ArrayList<>();
        private final List<String> settled = new ArrayList<>();
        private List<String> forwarded = List.of();
        private List<String> left = List.of();
        private int cuts;

        private Run(long seed, Random network, boolean cutting) {
            this.script = new Random(seed);
            this.network = network;
            this.cutting = cutting;
        }

        void go() {
            client.connect(60_000);
            client.says(
                    new SessionOpen(1, 1, 0),
                    new ConsumerAttach(1, 2, 1, DestinationName.queue("in"), null, false, null),
                    new Credit(1, 1, 3, 1L << 40));
            broker.run();
            for (int round = 0; round < ROUNDS; round++) {
                produce(round);
                speak(round);
                if (cutting && network.nextInt(3) == 0) {
                    client.cut();
                    cuts++;
                    broker.run();
                    comeBack();
                } else {
                    broker.run();
                }
                listen();
            }
            end();
        }

        /** Its batch is on its way until the client has spoken. */
        private void produce(int round) {
            for (int i = 1; i <= SENT_PER_ROUND; i++) {
                String text = "in " + round + '/' + i + ' ' + "x".repeat(script.nextInt(TEXT_CHARS_MAX));
                producer.says(new Send(1, (long) round * SENT_PER_ROUND + i, 0, true, Messages.text("in", text)));
            }
            broker.loop.run();
        }

        private void speak(int round) {
            List<Frame> frames = new ArrayList<>();
            if (script.nextBoolean()) {
                transaction(round, frames);
            } else {
                settle(0, frames);
                send("out " + round, 0, frames);
                sent.add("out " + round);
            }
            frames.add(new Credit(1, 1, toSettle.size(), 1L << 40));
            if (script.nextInt(3) == 0) {
                frames.add(new Received(client.receivedBytes()));
            }
            Frame[] said = frames.toArray(Frame[]::new);
            if (cutting && network.nextBoolean()) {
                client.saysUpTo(network.nextInt(encodedBytes(said) + 1), said);
                cuts++;
                comeBack();
            } else {
                client.says(said);
            }
        }

        private void transaction(int round, List<Frame> frames) {
            TransactionId id = new TransactionId.Local(1, 2, round);
            boolean commit = !toSettle.isEmpty() || script.nextBoolean();
            frames.add(new TransactionBegin(1, ++request, 1, id, false));
            settle(1, frames);
            send("in transaction " + round, 1, frames);
            if (commit) {
                frames.add(new TransactionCommit(1, ++request, id, true));
                sent.add("in transaction " + round);
            } else {
                frames.add(new TransactionRollback(1, ++request, id));
            }
        }

        private void settle(int transaction, List<Frame> frames) {
            for (Deliver delivery : toSettle) {
                frames.add(new Settle(
                        1, ++request, transaction, SettleOutcome.ACCEPTED, DeliveryRanges.single(delivery.delivery())));
                settled.add(Messages.textOf(delivery.message()));
            }
        }

        private void send(String text, int transaction, List<Frame> frames) {
            frames.add(new Send(1, ++sequence, transaction, transaction == 0, Messages.text("out", text)));
        }

        private void listen() {
            while (cutting && network.nextBoolean()) {
                client.hearUpTo(network.nextDouble());
                cuts++;
                comeBack();
            }
            client.hear();
            List<Frame> frames = client.heard();
            toSettle = deliveries(frames);
            // Where RECEIVED stands among the others depends on the duty cycles.
            frames.stream()
                    .filter(frame -> frame.type() != FrameType.RECEIVED)
                    .map(Heard::of)
                    .forEach(heard::add);
        }

        private void comeBack() {
            assertTrue(client.comeBack().resumption().resumes());
        }

        private void end() {
            client.says(new Close(null, ""));
            broker.run();
            client.hear();
            client.cut();
            left = broker.left("in");
            forwarded = broker.left("out");
        }

        private static int encodedBytes(Frame... frames) {
            ArraySink sink = new ArraySink(1 << 10);
            for (Frame frame : frames) {
                FrameCodec.encode(frame, sink);
            }
            return sink.position();
        }
    }
}
