// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.Commit;
import io.mambamq.core.command.CompleteHeuristically;
import io.mambamq.core.command.DeclareDestination;
import io.mambamq.core.command.DeleteDestination;
import io.mambamq.core.command.Forget;
import io.mambamq.core.command.Prepare;
import io.mambamq.core.command.Publish;
import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.command.Restarted;
import io.mambamq.core.command.Rollback;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.SequenceRangesBuilder;
import io.mambamq.core.command.Settle;
import io.mambamq.core.command.SettleReason;
import io.mambamq.core.command.Stage;
import io.mambamq.core.command.StagePublish;
import io.mambamq.core.command.Subscribe;
import io.mambamq.core.command.SubscriptionIds;
import io.mambamq.core.command.Unsubscribe;
import io.mambamq.core.durable.LoggedTransaction.State;
import io.mambamq.core.queue.QueueIndex;
import io.mambamq.core.queue.Subscription;
import io.mambamq.core.simulation.Messages;
import io.mambamq.protocol.message.DestinationKind;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageHeaders;
import io.mambamq.protocol.message.SubscriptionName;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Whatever a log could say next, in bursts that make queues of many blocks. Remembers all that it said. */
final class RandomCommands {
    record Logged(long position, Command command) {}

    private static final int QUEUES_MAX = 5;
    private static final int TOPICS_MAX = 2;
    private static final int SUBSCRIPTIONS_MAX = 6;

    private final DurableState state;
    private final Random random;
    private final List<EncodedMessage> messages = new ArrayList<>();
    final List<Logged> log = new ArrayList<>();
    private long position = 100;
    private long lastTransaction;

    RandomCommands(DurableState state, Random random) {
        this.state = state;
        this.random = random;
        for (int i = 0; i < 20; i++) {
            messages.add(message(i));
        }
        declare();
    }

    private EncodedMessage message(int i) {
        MessageHeaders headers = Messages.headers(i)
                .destination(DestinationName.queue("any"))
                .persistent(i % 5 != 0)
                .priority(i < 12 ? 4 : i % 10);
        if (i % 7 == 0) {
            headers.expirationMs(1_700_000_000_000L + random.nextInt());
        }
        if (i % 6 == 5) {
            headers.deliveryTimeMs(i == 5 ? Long.MAX_VALUE : 1_700_000_000_000L + random.nextInt());
        }
        return Messages.encode(headers, random.nextInt(300));
    }

    void next() {
        switch (random.nextInt(60)) {
            case 0 -> declare();
            case 1 -> stage(new TransactionId.Local(1, 2, ++lastTransaction), random.nextInt(300));
            case 2, 3, 4 -> stageMore();
            case 5 -> prepare();
            case 6, 7 -> end();
            case 8 -> heuristics();
            case 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 -> settleSome();
            case 20 -> settleAll();
            case 21 -> restart();
            case 22 -> subscribe();
            case 23 -> endSomething();
            case 34 -> sendLarge();
            case 24, 25, 26, 27, 28, 29, 30, 31, 32, 33 -> publish();
            default -> send();
        }
    }

    private void say(Command command) {
        position += 40 + random.nextInt(400);
        state.apply(position, command);
        log.add(new Logged(position, command));
    }

    private void declare() {
        int id = state.catalog().nextId();
        if (queues().size() < QUEUES_MAX) {
            DestinationKind kind =
                    id > 1 && random.nextInt(4) == 0 ? DestinationKind.TEMPORARY_QUEUE : DestinationKind.QUEUE;
            say(new DeclareDestination(id, new DestinationName(kind, "q" + id)));
        }
        if (topics().size() < TOPICS_MAX) {
            say(new DeclareDestination(state.catalog().nextId(), DestinationName.topic("t" + id)));
        }
    }

    private void subscribe() {
        if (topics().isEmpty() || subscriptions().size() >= SUBSCRIPTIONS_MAX) {
            return;
        }
        int id = state.catalog().nextId();
        SubscriptionName name =
                random.nextInt(3) == 0 ? null : new SubscriptionName("s" + id, random.nextBoolean(), true);
        String selector = random.nextBoolean() ? null : "a = 1";
        say(new Subscribe(
                id,
                new Subscription(pick(topics()).id(), id % 2 == 0 ? null : "c", name, selector, random.nextBoolean())));
    }

    private void endSomething() {
        if (random.nextBoolean()) {
            unsubscribe();
        } else if (random.nextInt(3) == 0) {
            delete();
        }
    }

    /** A topic, or a queue but the first, so that there always is one. */
    private void delete() {
        List<QueueIndex> deletable = new ArrayList<>(topics());
        deletable.addAll(
                some(index -> !index.isTopic() && index.subscription() == null && index.id() > 1 && !isBody(index)));
        if (!deletable.isEmpty()) {
            say(new DeleteDestination(pick(deletable).id()));
        }
    }

    private void unsubscribe() {
        if (!subscriptions().isEmpty() && random.nextInt(3) == 0) {
            say(new Unsubscribe(pick(subscriptions()).id()));
        }
    }

    private void publish() {
        if (!topics().isEmpty()) {
            int topicId = pick(topics()).id();
            for (int i = random.nextInt(120); i >= 0; i--) {
                say(new Publish(topicId, matching(topicId), pick(messages)));
            }
        }
    }

    /** Some of those of the topic, and sometimes one that may have ended. */
    private SubscriptionIds matching(int topicId) {
        IntStream matching = subscriptions().stream()
                .filter(index -> index.subscription().topicId() == topicId && random.nextInt(4) > 0)
                .mapToInt(QueueIndex::id);
        IntStream late = random.nextInt(20) == 0 ? ended() : IntStream.empty();
        return SubscriptionIds.of(IntStream.concat(matching, late).toArray());
    }

    private IntStream ended() {
        return IntStream.range(1, state.catalog().nextId())
                .filter(id -> state.catalog().find(id) == null)
                .limit(1);
    }

    private void restart() {
        if (random.nextInt(5) == 0) {
            say(new Restarted(0));
        }
    }

    private void send() {
        int queueId = pick(queues()).id();
        EncodedMessage message = pick(messages);
        boolean alike = random.nextBoolean();
        for (int i = random.nextInt(120); i >= 0; i--) {
            say(new Send(queueId, alike ? message : pick(messages)));
        }
    }

    /** A message with a large body, in any of the ways in which one is sent, or not at all after its body. */
    private void sendLarge() {
        if (state.bodies().size() >= QUEUES_MAX) {
            return;
        }
        int id = state.catalog().nextId();
        DestinationName body = new DestinationName(DestinationKind.TEMPORARY_QUEUE, "body" + id);
        say(new DeclareDestination(id, body));
        for (int i = random.nextInt(5); i >= 0; i--) {
            say(new Send(id, pick(messages)));
        }
        MessageHeaders headers =
                Messages.headers(id).destination(DestinationName.queue("any")).persistent(random.nextInt(5) > 0);
        EncodedMessage head = Messages.withBody(headers, body);
        TransactionId transaction = new TransactionId.Local(1, 2, ++lastTransaction);
        List<QueueIndex> topics = subscriptions().isEmpty() ? List.of() : topics();
        switch (random.nextInt(topics.isEmpty() ? 3 : 5)) {
            case 0 -> say(new Send(pick(queues()).id(), head));
            case 1 -> say(new Stage(transaction, pick(queues()).id(), head));
            case 3 -> say(new Publish(topics.get(0).id(), matching(topics.get(0).id()), head));
            case 4 ->
                say(new StagePublish(
                        transaction, topics.get(0).id(), matching(topics.get(0).id()), head));
            default -> say(new DeleteDestination(id));
        }
    }

    private void settleSome() {
        QueueIndex queue = queue();
        say(new Settle(
                queue.id(),
                SettleReason.CONSUMED,
                choose(queue, random.nextInt(150)).build()));
    }

    private void settleAll() {
        QueueIndex queue = queue();
        say(new Settle(
                queue.id(),
                SettleReason.CONSUMED,
                choose(queue, Integer.MAX_VALUE).build()));
    }

    /** Messages that are not locked: most of those from the beginning of the queue, or from anywhere. */
    private SequenceRangesBuilder choose(QueueIndex queue, int countMax) {
        SequenceRangesBuilder chosen = new SequenceRangesBuilder();
        boolean all = countMax == Integer.MAX_VALUE;
        long from = all || random.nextBoolean() ? 1 : 1 + random.nextInt((int) queue.nextSequence());
        for (long sequence = queue.nextPresent(from);
                sequence != QueueIndex.NONE && chosen.count() < countMax;
                sequence = queue.nextPresent(sequence + 1)) {
            if (!queue.isLocked(sequence) && (all || random.nextInt(10) > 0)) {
                chosen.add(sequence);
            }
        }
        return chosen;
    }

    private void stage(TransactionId id, int count) {
        for (int i = 0; i <= count; i++) {
            if (random.nextInt(4) == 0 && !subscriptions().isEmpty()) {
                int topicId = pick(topics()).id();
                say(new StagePublish(id, topicId, matching(topicId), pick(messages)));
            } else {
                say(new Stage(id, pick(queues()).id(), pick(messages)));
            }
        }
    }

    private void stageMore() {
        TransactionId id = any(State.STAGING);
        if (id != null) {
            stage(id, random.nextInt(10));
        }
    }

    private void prepare() {
        TransactionId id = any(State.STAGING);
        QueueIndex first = queue();
        QueueIndex second = queue();
        List<QueueSettles> settles = new ArrayList<>();
        settles.add(new QueueSettles(
                first.id(), choose(first, 1 + random.nextInt(2_000)).build()));
        if (first != second) {
            settles.add(new QueueSettles(
                    second.id(), choose(second, 1 + random.nextInt(10)).build()));
        }
        settles.removeIf(ofQueue -> ofQueue.sequences().rangeCount() == 0);
        say(new Prepare(
                id == null ? new TransactionId.Local(1, 3, ++lastTransaction) : id, random.nextInt(1_000), settles));
    }

    private void end() {
        TransactionId id = any(random.nextBoolean() ? State.STAGING : State.PREPARED);
        if (id != null) {
            say(random.nextBoolean() ? new Commit(id, List.of()) : new Rollback(id));
        }
    }

    private void heuristics() {
        TransactionId prepared = any(State.PREPARED);
        TransactionId decided = any(State.HEURISTICALLY_COMMITTED);
        if (decided != null) {
            say(new Forget(decided));
        } else if (prepared != null) {
            say(new CompleteHeuristically(prepared, random.nextInt(1_000), random.nextInt(3) > 0));
        }
    }

    private TransactionId any(State wanted) {
        List<TransactionId> ids = state.transactions().transactions().stream()
                .filter(transaction -> transaction.state() == wanted)
                .map(LoggedTransaction::id)
                .toList();
        return ids.isEmpty() ? null : pick(ids);
    }

    /** What messages are consumed from. */
    private QueueIndex queue() {
        return pick(some(index -> !index.isTopic() && !isBody(index)));
    }

    private boolean isBody(QueueIndex index) {
        return state.bodies().contains(index);
    }

    private List<QueueIndex> queues() {
        return some(index -> !index.isTopic() && index.subscription() == null && !isBody(index));
    }

    private List<QueueIndex> topics() {
        return some(QueueIndex::isTopic);
    }

    private List<QueueIndex> subscriptions() {
        return some(index -> index.subscription() != null);
    }

    private List<QueueIndex> some(Predicate<QueueIndex> predicate) {
        return state.catalog().queues().stream().filter(predicate).toList();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
