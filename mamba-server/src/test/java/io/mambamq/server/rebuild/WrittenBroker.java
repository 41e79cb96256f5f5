// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.rebuild;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.CommandCodec;
import io.mambamq.core.command.Commit;
import io.mambamq.core.command.DeclareDestination;
import io.mambamq.core.command.DeleteDestination;
import io.mambamq.core.command.Prepare;
import io.mambamq.core.command.Publish;
import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.SequenceRanges;
import io.mambamq.core.command.Settle;
import io.mambamq.core.command.SettleReason;
import io.mambamq.core.command.Stage;
import io.mambamq.core.command.Subscribe;
import io.mambamq.core.command.SubscriptionIds;
import io.mambamq.core.durable.DurableState;
import io.mambamq.core.durable.StateSnapshot;
import io.mambamq.core.queue.QueueIndex;
import io.mambamq.core.queue.Subscription;
import io.mambamq.journal.Checkpoint;
import io.mambamq.journal.CheckpointListener;
import io.mambamq.journal.Completion;
import io.mambamq.journal.Journal;
import io.mambamq.journal.JournalConfig;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.ReclaimConfig;
import io.mambamq.journal.RecordBatch;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.message.BodyKind;
import io.mambamq.protocol.message.DestinationKind;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.LargeBody;
import io.mambamq.protocol.message.MessageEncoder;
import io.mambamq.protocol.message.SubscriptionName;
import io.mambamq.protocol.transaction.TransactionId;
import io.mambamq.server.client.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * A journal filled as a broker does, with small files, so that there are many segments, checkpoints and page files; and the
 * account of what a start must find in it. Most messages are consumed soon, some stay for ever.
 */
public final class WrittenBroker {
    public static final TransactionId.Xa IN_DOUBT = new TransactionId.Xa(1, new byte[] {5}, new byte[] {6});

    private static final int QUEUES = 3;
    private static final int TOPIC = QUEUES + 1;
    /** Durable ones, behind the topic. */
    private static final int SUBSCRIPTIONS = 2;
    /** One that is not durable, behind them. */
    private static final int TRANSIENT = TOPIC + SUBSCRIPTIONS + 1;

    /** A temporary queue, of which nothing is to be found, and one that was deleted. */
    private static final int TEMPORARY = TRANSIENT + 1;

    /** Of a message in the second queue. */
    private static final int BODY = TEMPORARY + 2;

    private static final String LARGE = "large";

    private static final int STEPS = 700;
    private static final int BATCH_BYTES = 8 << 10;

    /** Texts of the messages in each queue, by sequence. */
    private final Map<String, TreeMap<Long, String>> queues = new TreeMap<>();

    private final Random random;
    private final Journal journal;
    private final DurableState state = new DurableState();
    private final ArraySink sink = new ArraySink(1024);
    private int counter;
    private int checkpoints;
    private long lastPosition;

    private WrittenBroker(long seed, Path directory) throws JournalException {
        random = new Random(seed);
        JournalConfig config = JournalConfig.builder(directory)
                .blockBytes(512)
                .segmentBytes(16 << 10)
                .stagingBytes(4 << 10)
                .recordBytesMax(BATCH_BYTES / 2)
                .batchBytesMax(BATCH_BYTES)
                .reclaim(new ReclaimConfig(192 << 10, 16 << 10, 60_000, 0, 4 << 10))
                .build();
        journal = Journal.open(config, (position, userType, stream, body) -> {});
    }

    public static WrittenBroker write(long seed, Path directory) throws Exception {
        WrittenBroker broker = new WrittenBroker(seed, directory);
        try (broker.journal) {
            broker.run();
        }
        return broker;
    }

    int checkpoints() {
        return checkpoints;
    }

    /** The texts of a queue in their order. */
    List<String> texts(String queue) {
        return new ArrayList<>(queues.getOrDefault(queue, new TreeMap<>()).values());
    }

    List<String> queueNames() {
        return new ArrayList<>(queues.keySet());
    }

    private void run() throws Exception {
        for (int id = 1; id <= QUEUES; id++) {
            append(new DeclareDestination(id, DestinationName.queue(name(id))), 0);
            queues.put(name(id), new TreeMap<>());
        }
        append(new DeclareDestination(TOPIC, DestinationName.topic("topic")), 0);
        for (int id = TOPIC + 1; id < TRANSIENT; id++) {
            append(new Subscribe(id, subscription(new SubscriptionName(name(id), true, id % 2 == 0))), 0);
            queues.put(name(id), new TreeMap<>());
        }
        append(new Subscribe(TRANSIENT, subscription(null)), 0);
        long locked = send(1);
        temporaries();
        large();
        append(new Stage(IN_DOUBT, 2, message(2, "staged in doubt")), 2);
        append(new Prepare(IN_DOUBT, 1_700_000_000_000L, List.of(new QueueSettles(1, SequenceRanges.of(locked)))), 0);
        for (int step = 0; step < STEPS; step++) {
            step(1 + random.nextInt(QUEUES), locked);
            publishOrConsume();
            if (journal.isCheckpointDue()) {
                checkpoint();
            }
        }
    }

    private void temporaries() throws Exception {
        for (int id = TEMPORARY; id <= TEMPORARY + 1; id++) {
            DestinationName name = new DestinationName(DestinationKind.TEMPORARY_QUEUE, "t" + id);
            append(new DeclareDestination(id, name), 0);
            append(new Send(id, Messages.text(Messages.headers("any").destination(name), "reply")), id);
            append(
                    new Stage(
                            IN_DOUBT, id, Messages.text(Messages.headers("any").destination(name), "reply in doubt")),
                    id);
        }
        append(new DeleteDestination(TEMPORARY + 1), 0);
    }

    private void large() throws Exception {
        DestinationName name = new DestinationName(DestinationKind.TEMPORARY_QUEUE, LARGE);
        append(new DeclareDestination(BODY, name), 0);
        queues.put(LARGE, new TreeMap<>());
        long length = 0;
        for (long chunk = 1; chunk <= 3; chunk++) {
            String text = "chunk" + chunk;
            append(new Send(BODY, Messages.text(Messages.headers("any").destination(name), text)), BODY);
            queues.get(LARGE).put(chunk, text);
            length += text.length();
        }
        ArraySink message = new ArraySink(128);
        MessageEncoder.encode(
                Messages.headers(name(2)), Map.of(), BodyKind.TEXT, new LargeBody(LARGE, length), message);
        append(new Send(2, EncodedMessage.of(message.toByteArray(), 0, message.position())), 2);
        entered(2, LARGE);
    }

    /** Of a message, or the name of its body if that is elsewhere. */
    static String textOf(EncodedMessage message) {
        return message.isBodyLarge() ? message.largeBody().name() : Messages.textOf(message);
    }

    private void step(int queueId, long locked) throws Exception {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> send(queueId);
            case 3 -> transaction(queueId);
            default -> {
                consume(queueId, locked);
            }
        }
    }

    private void consume(int queueId, long locked) throws Exception {
        TreeMap<Long, String> queue = queues.get(name(queueId));
        Long sequence = queue.ceilingKey(queue.isEmpty() ? 0 : queue.lastKey() - random.nextInt(6));
        if (sequence != null && !(queueId == 1 && sequence == locked) && random.nextInt(30) > 0) {
            append(new Settle(queueId, SettleReason.CONSUMED, SequenceRanges.of(sequence)), 0);
            if (queue.remove(sequence).equals(LARGE)) {
                queues.get(LARGE).clear();
            }
        }
    }

    private void publishOrConsume() throws Exception {
        if (random.nextInt(3) > 0) {
            consume(TOPIC + 1 + random.nextInt(SUBSCRIPTIONS), 0);
            return;
        }
        int[] ids = IntStream.rangeClosed(TOPIC + 1, TRANSIENT)
                .filter(id -> random.nextInt(3) > 0)
                .toArray();
        if (ids.length > 0) {
            String text = "p" + counter++ + "-" + "x".repeat(random.nextInt(300));
            append(new Publish(TOPIC, SubscriptionIds.of(ids), publication(text)), TOPIC);
            for (int id : ids) {
                if (id != TRANSIENT) {
                    entered(id, text);
                }
            }
        }
    }

    private static Subscription subscription(SubscriptionName name) {
        return new Subscription(TOPIC, "client", name, null, false);
    }

    private long send(int queueId) throws Exception {
        String text = "m" + counter++ + "-" + "x".repeat(random.nextInt(400));
        append(new Send(queueId, message(queueId, text)), queueId);
        return entered(queueId, text);
    }

    private void transaction(int queueId) throws Exception {
        TransactionId id = new TransactionId.Local(1, 2, counter);
        String text = "t" + counter++;
        append(new Stage(id, queueId, message(queueId, text)), queueId);
        append(new Commit(id, List.of()), 0);
        entered(queueId, text);
    }

    private long entered(int queueId, String text) {
        QueueIndex queue = state.catalog().queue(queueId);
        long sequence = queue.nextSequence() - 1;
        queues.get(name(queueId)).put(sequence, text);
        return sequence;
    }

    private void append(Command command, int stream) throws Exception {
        sink.clear();
        CommandCodec.encode(command, sink);
        RecordBatch batch = journal.newBatch(1024);
        batch.add(1, stream, sink.array(), 0, sink.position());
        CompletableFuture<Long> position = new CompletableFuture<>();
        journal.append(batch, Runnable::run, new Completion() {
            @Override
            public void durable(RecordBatch durable) {
                position.complete(durable.position(0));
            }

            @Override
            public void failed(RecordBatch refused, JournalException cause) {
                position.completeExceptionally(cause);
            }
        });
        takeCheckpointsUntil(position);
        state.apply(position.get(), command);
        lastPosition = position.get();
    }

    /** An append may wait for what only a checkpoint frees. */
    private void takeCheckpointsUntil(CompletableFuture<Long> position) throws Exception {
        while (!position.isDone()) {
            if (journal.isCheckpointDue()) {
                checkpoint();
            }
            Thread.onSpinWait();
        }
    }

    private void checkpoint() throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Checkpoint checkpoint = journal.beginCheckpoint(lastPosition, Runnable::run, new CheckpointListener() {
            @Override
            public void onRoom() {}

            @Override
            public void onCommitted() {
                done.complete(null);
            }

            @Override
            public void onGivenUp(JournalException cause) {
                done.completeExceptionally(cause);
            }
        });
        StateSnapshot snapshot = state.beginSnapshot(checkpoint::live);
        boolean more = true;
        while (more) {
            while (!checkpoint.hasRoom()) {
                Thread.onSpinWait();
            }
            sink.clear();
            more = snapshot.writeNext(sink, 512);
            checkpoint.write(sink.toByteArray());
        }
        checkpoint.commit();
        done.get();
        checkpoints++;
    }

    private static EncodedMessage message(int queueId, String text) {
        return Messages.text(name(queueId), text);
    }

    private static EncodedMessage publication(String text) {
        return Messages.text(Messages.headers("any").destination(DestinationName.topic("topic")), text);
    }

    private static String name(int queueId) {
        return (queueId > TOPIC ? "subscription-" : "queue-") + queueId;
    }
}
