// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.rebuild;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.CompleteHeuristically;
import io.mambamq.core.command.DeclareDestination;
import io.mambamq.core.command.Prepare;
import io.mambamq.core.command.Publish;
import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.SequenceRangesBuilder;
import io.mambamq.core.command.Stage;
import io.mambamq.core.command.StagePublish;
import io.mambamq.core.command.Subscribe;
import io.mambamq.core.command.SubscriptionIds;
import io.mambamq.core.durable.DurableState;
import io.mambamq.core.durable.LoggedTransaction;
import io.mambamq.core.queue.QueueIndex;
import io.mambamq.core.queue.Subscription;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.format.StoredRecord;
import io.mambamq.journal.inspect.Finding;
import io.mambamq.journal.inspect.LostRange;
import io.mambamq.journal.inspect.RecordLookup;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.transaction.TransactionId;
import io.mambamq.server.log.LogRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a durable state as the shortest log that leads to it. */
final class StateWriter {
    private final RecordLookup records;
    private final DurableState state;
    private final CommandSink sink;
    private final List<LostMessage> lost = new ArrayList<>();
    /** Of what is written, from the id that it had; temporary destinations and subscriptions that are not durable end here. */
    private final Map<Integer, Integer> newIds = new HashMap<>();
    /** Of locked messages only, by queue: from the sequence that they had to the one that they get. */
    private final Map<Integer, Map<Long, Long>> newSequences = new HashMap<>();

    private int nextId = 1;
    private long messages;
    private long nonPersistent;
    private long prepared;
    private long heuristic;
    private long rolledBack;

    StateWriter(RecordLookup records, DurableState state, CommandSink sink) {
        this.records = records;
        this.state = state;
        this.sink = sink;
    }

    void write() throws IOException {
        for (QueueIndex queue : state.catalog().queues()) {
            declare(queue);
        }
        for (QueueIndex queue : state.catalog().queues()) {
            if (!newIds.containsKey(queue.id())) {
                continue;
            }
            if (queue.isTopic()) {
                writeTopic(queue);
            } else if (queue.subscription() == null) {
                writeQueue(queue);
            }
        }
        for (LoggedTransaction transaction : state.transactions().transactions()) {
            writeTransaction(transaction);
        }
    }

    RebuildReport report(TolerantReplay replay, List<Finding> findings, List<LostRange> ranges) {
        lost.addAll(replay.homeless());
        return new RebuildReport(
                newIds.size(),
                messages,
                prepared,
                heuristic,
                rolledBack,
                nonPersistent,
                replay.settlesDropped(),
                List.copyOf(findings),
                List.copyOf(ranges),
                List.copyOf(lost));
    }

    private void declare(QueueIndex queue) throws IOException {
        Subscription subscription = queue.subscription();
        if (queue.name().kind().isTemporary() || (subscription != null && !subscription.isDurable())) {
            return;
        }
        int newId = nextId++;
        newIds.put(queue.id(), newId);
        sink.add(
                subscription == null
                        ? new DeclareDestination(newId, queue.name())
                        : new Subscribe(newId, subscription.of(newId(subscription.topicId()))));
    }

    private int newId(int id) {
        return Objects.requireNonNull(newIds.get(id), () -> "queue " + id + " is not written");
    }

    private void writeQueue(QueueIndex queue) throws IOException {
        long newSequence = 0;
        for (long sequence = queue.nextPresent(1);
                sequence != QueueIndex.NONE;
                sequence = queue.nextPresent(sequence + 1)) {
            if (!isKept(queue, sequence)) {
                nonPersistent++;
                continue;
            }
            EncodedMessage message = wholeMessage(queue, sequence, queue.position(sequence));
            if (message == null) {
                continue;
            }
            sink.add(new Send(newId(queue.id()), message));
            messages++;
            renameIfLocked(queue, sequence, ++newSequence);
        }
    }

    private static boolean isKept(QueueIndex queue, long sequence) {
        return queue.isPersistent(sequence) || queue.isLocked(sequence);
    }

    private void renameIfLocked(QueueIndex queue, long sequence, long newSequence) {
        if (queue.isLocked(sequence)) {
            newSequences.computeIfAbsent(queue.id(), id -> new HashMap<>()).put(sequence, newSequence);
        }
    }

    /** Where the writing is in a subscription, whose messages are in the order of its topic's. */
    private static final class Cursor {
        final QueueIndex subscription;
        long next;
        long newSequence;

        Cursor(QueueIndex subscription) {
            this.subscription = subscription;
            next = subscription.nextPresent(1);
        }

        boolean isAt(long published) {
            return next != QueueIndex.NONE && subscription.publishedSequence(next) == published;
        }
    }

    private void writeTopic(QueueIndex topic) throws IOException {
        List<Cursor> cursors = state.catalog().queues().stream()
                .filter(queue -> newIds.containsKey(queue.id()) && isOf(topic, queue.subscription()))
                .map(Cursor::new)
                .toList();
        for (long published = topic.nextPresent(1);
                published != QueueIndex.NONE;
                published = topic.nextPresent(published + 1)) {
            publish(topic, published, cursors);
        }
    }

    private static boolean isOf(QueueIndex topic, @Nullable Subscription subscription) {
        return subscription != null && subscription.topicId() == topic.id();
    }

    private void publish(QueueIndex topic, long published, List<Cursor> cursors) throws IOException {
        EncodedMessage message = wholeMessage(topic, published, topic.position(published));
        List<Integer> ids = new ArrayList<>();
        for (Cursor cursor : cursors) {
            if (!cursor.isAt(published)) {
                continue;
            }
            if (!isKept(cursor.subscription, cursor.next)) {
                nonPersistent++;
            } else if (message != null) {
                ids.add(newId(cursor.subscription.id()));
                renameIfLocked(cursor.subscription, cursor.next, ++cursor.newSequence);
            }
            cursor.next = cursor.subscription.nextPresent(cursor.next + 1);
        }
        if (message != null && !ids.isEmpty()) {
            sink.add(new Publish(newId(topic.id()), idsOf(ids), message));
            messages++;
        }
    }

    private static SubscriptionIds idsOf(List<Integer> ids) {
        return SubscriptionIds.of(ids.stream().mapToInt(Integer::intValue).toArray());
    }

    private void writeTransaction(LoggedTransaction transaction) throws IOException {
        switch (transaction.state()) {
            case STAGING -> rolledBack++;
            case PREPARED -> writePrepared(transaction);
            case HEURISTICALLY_COMMITTED, HEURISTICALLY_ROLLED_BACK -> {
                boolean committed = transaction.state() == LoggedTransaction.State.HEURISTICALLY_COMMITTED;
                sink.add(new Prepare(transaction.id(), transaction.sinceMs(), List.of()));
                sink.add(new CompleteHeuristically(transaction.id(), transaction.sinceMs(), committed));
                heuristic++;
            }
        }
    }

    private void writePrepared(LoggedTransaction transaction) throws IOException {
        for (LoggedTransaction.Staged staged : transaction.staged()) {
            QueueIndex queue = state.catalog().find(staged.queueId());
            if (queue == null || !newIds.containsKey(queue.id())) {
                // The destination has ended: the message would vanish with the commit.
                continue;
            }
            EncodedMessage message = wholeMessage(queue, 0, staged.message().position());
            if (message != null) {
                sink.add(staged(transaction.id(), newId(queue.id()), staged.subscriptions(), message));
            }
        }
        List<QueueSettles> settles = new ArrayList<>();
        for (QueueSettles old : transaction.settles()) {
            Map<Long, Long> renamed = newSequences.getOrDefault(old.queueId(), Map.of());
            SequenceRangesBuilder builder = new SequenceRangesBuilder();
            old.sequences().forEach(sequence -> {
                Long renamedTo = renamed.get(sequence);
                if (renamedTo != null) {
                    builder.add(renamedTo);
                }
            });
            if (!builder.isEmpty()) {
                settles.add(new QueueSettles(newId(old.queueId()), builder.build()));
            }
        }
        sink.add(new Prepare(transaction.id(), transaction.sinceMs(), settles));
        prepared++;
    }

    private Command staged(
            TransactionId id, int queueId, @Nullable SubscriptionIds subscriptions, EncodedMessage message) {
        if (subscriptions == null) {
            return new Stage(id, queueId, message);
        }
        List<Integer> ids = new ArrayList<>();
        subscriptions.forEach(old -> {
            if (newIds.containsKey(old)) {
                ids.add(newId(old));
            }
        });
        return new StagePublish(id, queueId, idsOf(ids), message);
    }

    /** The message, behind its body if that is large; null, and remembered as lost, where either cannot be read. */
    private @Nullable EncodedMessage wholeMessage(QueueIndex queue, long sequence, long position) throws IOException {
        EncodedMessage message = message(queue, sequence, position);
        if (message == null || !message.isBodyLarge()) {
            return message;
        }
        QueueIndex body = state.bodyOf(position);
        long found = body == null ? 0 : writeBody(body);
        long expected = message.largeBody().lengthBytes();
        if (found != expected) {
            lose(queue, sequence, position, found + " of the " + expected + " bytes of its body are left");
            return null;
        }
        return message;
    }

    /** How many bytes of it there are. What has no message after all ends with the next start of the broker. */
    private long writeBody(QueueIndex body) throws IOException {
        int newId = nextId++;
        sink.add(new DeclareDestination(newId, body.name()));
        long lengthBytes = 0;
        for (long sequence = body.nextPresent(1);
                sequence != QueueIndex.NONE;
                sequence = body.nextPresent(sequence + 1)) {
            EncodedMessage chunk = message(body, sequence, body.position(sequence));
            if (chunk != null) {
                sink.add(new Send(newId, chunk));
                lengthBytes += chunk.body().remaining();
            }
        }
        return lengthBytes;
    }

    /** Null, and remembered as lost, where it cannot be read. */
    private @Nullable EncodedMessage message(QueueIndex queue, long sequence, long position) throws IOException {
        try {
            StoredRecord record = records.read(queue.stream(), position);
            EncodedMessage message = LogRecord.message(record.userType(), ByteBuffer.wrap(record.body()));
            if (message != null) {
                return message;
            }
            lose(queue, sequence, position, "the record holds no message");
        } catch (JournalException e) {
            lose(queue, sequence, position, String.valueOf(e.getMessage()));
        }
        return null;
    }

    private void lose(QueueIndex queue, long sequence, long position, String reason) {
        lost.add(new LostMessage(queue.name().toString(), sequence, position, reason));
    }
}
