// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.rebuild;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.Commit;
import io.mambamq.core.command.CompleteHeuristically;
import io.mambamq.core.command.DeclareDestination;
import io.mambamq.core.command.DeleteDestination;
import io.mambamq.core.command.Forget;
import io.mambamq.core.command.Prepare;
import io.mambamq.core.command.Publish;
import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.SequenceRanges;
import io.mambamq.core.command.SequenceRangesBuilder;
import io.mambamq.core.command.Settle;
import io.mambamq.core.command.Stage;
import io.mambamq.core.command.StagePublish;
import io.mambamq.core.command.Subscribe;
import io.mambamq.core.command.SubscriptionIds;
import io.mambamq.core.command.Unsubscribe;
import io.mambamq.core.durable.DurableState;
import io.mambamq.core.durable.LoggedTransaction;
import io.mambamq.core.durable.LoggedTransaction.State;
import io.mambamq.core.queue.QueueIndex;
import io.mambamq.core.queue.Subscription;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.selector.Selector;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Applies a log of which parts may be missing. Up to the first gap the state is exact. From there on:
 *
 * <ul>
 *   <li>messages name their destination, so they find their queue even where its declaration is missing; those of a topic go
 *       to the subscriptions that are known;
 *   <li>a settlement counts if it is of a message from before the gap. Of later messages it is not known which sequence they
 *       had, for some before them may be missing: settlements of them are dropped, so they come back;
 *   <li>what is said of a transaction counts if it fits what is known of it.
 * </ul>
 */
final class TolerantReplay {
    private final DurableState state;
    private boolean exact = true;
    // valid behind a gap
    private final Map<Integer, Integer> idsByLogId = new HashMap<>();
    private final Map<Integer, Long> exactBelow = new HashMap<>();
    private final List<LostMessage> homeless = new ArrayList<>();
    private long settlesDropped;
    private long commandsDropped;

    /** @param state as a checkpoint has it, or empty */
    TolerantReplay(DurableState state) {
        this.state = state;
    }

    DurableState state() {
        return state;
    }

    boolean isExact() {
        return exact;
    }

    /** Settlements of single messages that could not be assigned: so many messages may come back at the most. */
    long settlesDropped() {
        return settlesDropped;
    }

    /** Messages of topics that went to subscriptions of which nothing is known any more. */
    List<LostMessage> homeless() {
        return homeless;
    }

    /** Other commands that did not fit what was known. */
    long commandsDropped() {
        return commandsDropped;
    }

    /** Commands are missing here. */
    void gap() {
        if (exact) {
            exact = false;
            for (QueueIndex queue : state.catalog().queues()) {
                idsByLogId.put(queue.id(), queue.id());
                exactBelow.put(queue.id(), queue.nextSequence());
            }
        }
    }

    /** @throws IllegalStateException where the log contradicts itself without a gap */
    void apply(long position, Command command) {
        if (exact) {
            state.apply(position, command);
            return;
        }
        if (command instanceof DeclareDestination declare) {
            queueId(declare.id(), declare.name());
            return;
        }
        Command fitting = fit(command);
        if (fitting instanceof Publish publish && publish.subscriptions().isEmpty()) {
            loseHome(position, publish.message());
        }
        if (fitting == null) {
            commandsDropped++;
        } else {
            state.apply(position, fitting);
        }
    }

    /** A message of which only the record is known enters the queue that it names. */
    void addMessage(long position, EncodedMessage message) {
        int id = idOf(message.destination());
        if (message.destination().kind().isQueue()) {
            state.apply(position, new Send(id, message));
            return;
        }
        SubscriptionIds matching = matching(id, message);
        if (matching.isEmpty()) {
            loseHome(position, message);
        }
        state.apply(position, new Publish(id, matching, message));
    }

    private void loseHome(long position, EncodedMessage message) {
        if (message.destination().kind().isTemporary()) {
            return;
        }
        homeless.add(new LostMessage(
                message.destination().toString(), 0, position, "none of the subscriptions that it went to is known"));
    }

    /** To whom a message of the topic went if it was sent when these subscriptions were there. */
    private SubscriptionIds matching(int topicId, EncodedMessage message) {
        return SubscriptionIds.of(state.catalog().queues().stream()
                .filter(index -> takes(index.subscription(), topicId, message))
                .mapToInt(QueueIndex::id)
                .toArray());
    }

    private static boolean takes(@Nullable Subscription subscription, int topicId, EncodedMessage message) {
        return subscription != null
                && subscription.topicId() == topicId
                && (subscription.selector() == null
                        || Selector.parse(subscription.selector()).matches(message, 1));
    }

    /** The command with ids and sequences as they are here; null where it does not fit. */
    private @Nullable Command fit(Command command) {
        return switch (command.type()) {
            case SEND -> {
                Send send = (Send) command;
                yield new Send(queueId(send.queueId(), send.message().destination()), send.message());
            }
            case SUBSCRIBE -> subscribe((Subscribe) command);
            case DELETE_DESTINATION -> delete((DeleteDestination) command);
            case UNSUBSCRIBE -> unsubscribe((Unsubscribe) command);
            case PUBLISH -> {
                Publish publish = (Publish) command;
                yield new Publish(
                        queueId(publish.topicId(), publish.message().destination()),
                        known(publish.subscriptions()),
                        publish.message());
            }
            case STAGE_PUBLISH -> stagePublish((StagePublish) command);
            case STAGE -> stage((Stage) command);
            case SETTLE -> settle((Settle) command);
            case PREPARE -> prepare((Prepare) command);
            case COMMIT -> {
                Commit commit = (Commit) command;
                yield new Commit(commit.transaction(), settles(commit.settles()));
            }
            case COMPLETE_HEURISTICALLY ->
                stateOf(((CompleteHeuristically) command).transaction()) == State.PREPARED ? command : null;
            case FORGET -> stateOf(((Forget) command).transaction()) != null ? command : null;
            case DECLARE_DESTINATION, ROLLBACK, RESTARTED -> command;
        };
    }

    /** Null where its topic is not known. */
    private @Nullable Command subscribe(Subscribe command) {
        Integer topicId = idsByLogId.get(command.subscription().topicId());
        if (topicId == null) {
            return null;
        }
        int id = state.catalog().nextId();
        idsByLogId.put(command.id(), id);
        return new Subscribe(id, command.subscription().of(topicId));
    }

    private @Nullable Command unsubscribe(Unsubscribe command) {
        Integer id = idsByLogId.remove(command.id());
        return id == null ? null : new Unsubscribe(id);
    }

    private @Nullable Command delete(DeleteDestination command) {
        Integer id = idsByLogId.remove(command.id());
        return id == null ? null : new DeleteDestination(id);
    }

    private SubscriptionIds known(SubscriptionIds logged) {
        IntStream.Builder known = IntStream.builder();
        logged.forEach(logId -> {
            Integer id = idsByLogId.get(logId);
            if (id != null) {
                known.add(id);
            }
        });
        return SubscriptionIds.of(known.build().toArray());
    }

    private @Nullable Command stagePublish(StagePublish command) {
        State known = stateOf(command.transaction());
        return known == null || known == State.STAGING
                ? new StagePublish(
                        command.transaction(),
                        queueId(command.topicId(), command.message().destination()),
                        known(command.subscriptions()),
                        command.message())
                : null;
    }

    private @Nullable Command stage(Stage command) {
        State known = stateOf(command.transaction());
        return known == null || known == State.STAGING
                ? new Stage(
                        command.transaction(),
                        queueId(command.queueId(), command.message().destination()),
                        command.message())
                : null;
    }

    private @Nullable Command settle(Settle command) {
        Integer queueId = idsByLogId.get(command.queueId());
        SequenceRanges known = exactOnly(queueId, command.sequences());
        return queueId == null || known == null ? null : new Settle(queueId, command.reason(), known);
    }

    private @Nullable Command prepare(Prepare command) {
        State known = stateOf(command.transaction());
        return known == null || known == State.STAGING
                ? new Prepare(command.transaction(), command.preparedAtMs(), settles(command.settles()))
                : null;
    }

    private List<QueueSettles> settles(List<QueueSettles> logged) {
        List<QueueSettles> fitting = new ArrayList<>();
        for (QueueSettles settles : logged) {
            Integer queueId = idsByLogId.get(settles.queueId());
            SequenceRanges known = exactOnly(queueId, settles.sequences());
            if (queueId != null && known != null) {
                fitting.add(new QueueSettles(queueId, known));
            }
        }
        return fitting;
    }

    /** Those that certainly mean the messages they seem to mean, and that can be settled; null for none. */
    private @Nullable SequenceRanges exactOnly(@Nullable Integer queueId, SequenceRanges sequences) {
        SequenceRangesBuilder known = new SequenceRangesBuilder();
        long limit = queueId == null ? 0 : exactBelow.getOrDefault(queueId, 0L);
        sequences.forEach(sequence -> {
            if (queueId == null || sequence >= limit) {
                settlesDropped++;
            } else if (canSettle(queueId, sequence)) {
                known.add(sequence);
            }
        });
        return known.isEmpty() ? null : known.build();
    }

    private boolean canSettle(int queueId, long sequence) {
        QueueIndex queue = state.catalog().find(queueId);
        return queue != null && queue.isPresent(sequence) && !queue.isLocked(sequence);
    }

    private int queueId(int logId, DestinationName name) {
        Integer known = idsByLogId.get(logId);
        QueueIndex queue = known == null ? null : state.catalog().find(known);
        if (queue != null && queue.name().equals(name)) {
            return queue.id();
        }
        int id = idOf(name);
        idsByLogId.put(logId, id);
        return id;
    }

    /** The queue of the name, declared if need be. */
    private int idOf(DestinationName name) {
        for (QueueIndex queue : state.catalog().queues()) {
            if (queue.subscription() == null && queue.name().equals(name)) {
                return queue.id();
            }
        }
        int id = state.catalog().nextId();
        state.apply(0, new DeclareDestination(id, name));
        return id;
    }

    private @Nullable State stateOf(TransactionId id) {
        for (LoggedTransaction transaction : state.transactions().transactions()) {
            if (transaction.id().equals(id)) {
                return transaction.state();
            }
        }
        return null;
    }
}
