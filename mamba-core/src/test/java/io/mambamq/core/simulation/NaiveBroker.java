// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.Commit;
import io.mambamq.core.command.CompleteHeuristically;
import io.mambamq.core.command.DeadLetter;
import io.mambamq.core.command.DeclareDestination;
import io.mambamq.core.command.Forget;
import io.mambamq.core.command.Prepare;
import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.command.Return;
import io.mambamq.core.command.Rollback;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.SequenceRanges;
import io.mambamq.core.command.Settle;
import io.mambamq.core.command.SettleReason;
import io.mambamq.core.command.Stage;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the log's commands mean, said once more with ordinary collections and no thought of speed: the oracle. Messages are
 * known by a key that is unique in the simulation, the sequence of their message id.
 */
final class NaiveBroker {
    /** A body that the log must keep. */
    record Live(int queueId, long position) {}

    static final class Message {
        final long key;
        final long position;
        final boolean persistent;
        final long expirationMs;
        boolean redelivered;
        int failures;
        /** Before which it is not delivered. */
        long deliveryTimeMs;

        Message(long position, EncodedMessage encoded) {
            this.position = position;
            key = keyOf(encoded);
            persistent = encoded.isPersistent();
            expirationMs = encoded.expirationMs();
            deliveryTimeMs = encoded.deliveryTimeMs();
        }
    }

    static final class Queue {
        final DestinationName name;
        final Map<Long, Message> messages = new LinkedHashMap<>();
        long nextSequence = 1;

        Queue(DestinationName name) {
            this.name = name;
        }
    }

    enum Outcome {
        COMMITTED,
        ROLLED_BACK
    }

    static final class Transaction {
        final List<Message> staged = new ArrayList<>();
        final List<Integer> stagedQueues = new ArrayList<>();
        final Map<Integer, List<Long>> locked = new LinkedHashMap<>();
        boolean prepared;
        boolean heuristic;
    }

    final List<Queue> queues = new ArrayList<>();
    final Map<TransactionId, Transaction> transactions = new LinkedHashMap<>();
    final Map<TransactionId, Outcome> outcomes = new LinkedHashMap<>();
    /** Keys that the log has, visible or staged. */
    final Set<Long> logged = new HashSet<>();
    /** Keys that left their queue because someone accepted them. */
    final Set<Long> consumed = new LinkedHashSet<>();

    final Set<Long> expired = new HashSet<>();

    static long keyOf(EncodedMessage message) {
        return message.messageId().sequence();
    }

    void apply(long position, Command command) {
        switch (command.type()) {
            case DECLARE_DESTINATION -> {
                DeclareDestination declare = (DeclareDestination) command;
                queues.add(new Queue(declare.name()));
                assertEquals(queues.size(), declare.id(), "ids ascend by one");
            }
            case SEND -> {
                Send send = (Send) command;
                logged.add(keyOf(send.message()));
                enter(send.queueId(), new Message(position, send.message()));
            }
            case SETTLE -> {
                Settle settle = (Settle) command;
                Set<Long> gone = settle.reason() == SettleReason.EXPIRED ? expired : consumed;
                gone.addAll(leave(settle.queueId(), settle.sequences()));
            }
            case RETURN -> {
                Return back = (Return) command;
                back.sequences().forEach(sequence -> {
                    Message message = queue(back.queueId()).messages.get(sequence);
                    assertNotNull(message, () -> "message " + sequence + " comes back and is not in the queue");
                    assertFalse(isLocked(message.key), "a locked message does not come back");
                    message.redelivered |= !back.failed();
                    message.failures += back.failed() ? 1 : 0;
                    message.deliveryTimeMs = back.deliveryTimeMs();
                });
            }
            case DEAD_LETTER -> {
                DeadLetter dead = (DeadLetter) command;
                leave(dead.queueId(), SequenceRanges.of(dead.sequence()));
                enter(dead.deadLetterQueueId(), new Message(position, dead.message()));
            }
            case STAGE -> {
                Stage stage = (Stage) command;
                logged.add(keyOf(stage.message()));
                Transaction transaction = open(stage.transaction());
                assertFalse(transaction.prepared, "nothing is staged after the prepare");
                transaction.staged.add(new Message(position, stage.message()));
                transaction.stagedQueues.add(stage.queueId());
            }
            case PREPARE -> prepare((Prepare) command);
            case COMMIT -> commit((Commit) command);
            case ROLLBACK -> {
                TransactionId id = ((Rollback) command).transaction();
                transactions.remove(id);
                outcomes.put(id, Outcome.ROLLED_BACK);
            }
            case COMPLETE_HEURISTICALLY -> completeHeuristically((CompleteHeuristically) command);
            case FORGET -> {
                Transaction forgotten = transactions.remove(((Forget) command).transaction());
                assertTrue(forgotten.heuristic, "only heuristic outcomes are forgotten");
            }
            case RESTARTED -> restarted();
            case DELETE_DESTINATION -> throw new AssertionError("the workload deletes nothing");
            case SUBSCRIBE, UNSUBSCRIBE, PUBLISH, STAGE_PUBLISH ->
                throw new AssertionError("the workload has no topics");
        }
    }

    Queue queue(int id) {
        return queues.get(id - 1);
    }

    /** The message of the key in the queue, where it must be. */
    Message message(DestinationName name, long key) {
        return queues.stream()
                .filter(candidate -> candidate.name.equals(name))
                .flatMap(candidate -> candidate.messages.values().stream())
                .filter(candidate -> candidate.key == key)
                .findFirst()
                .orElseThrow(() -> new AssertionError("message " + key + " is not in " + name));
    }

    boolean isLocked(long key) {
        return transactions.values().stream()
                .anyMatch(transaction -> transaction.locked.values().stream().anyMatch(keys -> keys.contains(key)));
    }

    List<TransactionId> inDoubt() {
        return transactions.entrySet().stream()
                .filter(entry -> entry.getValue().prepared)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What can still be delivered, or will be if its transaction commits. */
    List<Live> live() {
        List<Live> live = new ArrayList<>();
        for (int id = 1; id <= queues.size(); id++) {
            for (Message message : queue(id).messages.values()) {
                live.add(new Live(id, message.position));
            }
        }
        for (Transaction transaction : transactions.values()) {
            for (int i = 0; i < transaction.staged.size(); i++) {
                live.add(new Live(transaction.stagedQueues.get(i), transaction.staged.get(i).position));
            }
        }
        return sorted(live);
    }

    static List<Live> sorted(List<Live> live) {
        return live.stream()
                .sorted(Comparator.comparing(Live::queueId).thenComparing(Live::position))
                .toList();
    }

    private Transaction open(TransactionId id) {
        return transactions.computeIfAbsent(id, absent -> new Transaction());
    }

    private void enter(int queueId, Message message) {
        Queue queue = queue(queueId);
        queue.messages.put(queue.nextSequence++, message);
    }

    private List<Long> leave(int queueId, SequenceRanges sequences) {
        List<Long> keys = new ArrayList<>();
        sequences.forEach(sequence -> {
            Message message = queue(queueId).messages.remove(sequence);
            assertNotNull(message, () -> "message " + sequence + " is settled and not in the queue");
            assertFalse(isLocked(message.key), () -> "message " + message.key + " is settled and locked");
            keys.add(message.key);
        });
        return keys;
    }

    private void prepare(Prepare prepare) {
        Transaction transaction = open(prepare.transaction());
        assertFalse(transaction.prepared, "a branch is prepared once");
        for (QueueSettles settles : prepare.settles()) {
            settles.sequences().forEach(sequence -> {
                Message message = queue(settles.queueId()).messages.get(sequence);
                assertNotNull(message, () -> "message " + sequence + " is locked and not in the queue");
                assertFalse(isLocked(message.key), "a message is locked once");
                transaction
                        .locked
                        .computeIfAbsent(settles.queueId(), absent -> new ArrayList<>())
                        .add(message.key);
            });
        }
        transaction.prepared = true;
    }

    private void commit(Commit commit) {
        Transaction transaction = transactions.remove(commit.transaction());
        for (QueueSettles settles : commit.settles()) {
            consumed.addAll(leave(settles.queueId(), settles.sequences()));
        }
        if (transaction != null) {
            assertFalse(transaction.heuristic, "a decided branch is not decided again");
            takeEffect(transaction);
        }
        outcomes.put(commit.transaction(), Outcome.COMMITTED);
    }

    private void completeHeuristically(CompleteHeuristically complete) {
        Transaction transaction = transactions.get(complete.transaction());
        assertTrue(transaction.prepared && !transaction.heuristic, "an administrator decides over prepared branches");
        if (complete.committed()) {
            takeEffect(transaction);
        }
        transaction.heuristic = true;
        transaction.locked.clear();
        transaction.staged.clear();
        transaction.stagedQueues.clear();
        outcomes.put(complete.transaction(), complete.committed() ? Outcome.COMMITTED : Outcome.ROLLED_BACK);
    }

    private void takeEffect(Transaction transaction) {
        transaction.locked.forEach((queueId, keys) -> {
            queue(queueId).messages.values().removeIf(message -> keys.contains(message.key));
            consumed.addAll(keys);
        });
        for (int i = 0; i < transaction.staged.size(); i++) {
            enter(transaction.stagedQueues.get(i), transaction.staged.get(i));
        }
    }

    private void restarted() {
        transactions.entrySet().removeIf(entry -> {
            if (!entry.getValue().prepared) {
                outcomes.put(entry.getKey(), Outcome.ROLLED_BACK);
            }
            return !entry.getValue().prepared;
        });
        for (Queue queue : queues) {
            queue.messages.values().removeIf(message -> !message.persistent && !isLocked(message.key));
            queue.messages.values().stream()
                    .filter(message -> !isLocked(message.key))
                    .forEach(message -> message.redelivered = true);
        }
    }
}
