// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.command.SubscriptionIds;
import io.mambamq.core.queue.StoredMessage;
import io.mambamq.core.snapshot.LiveMessages;
import io.mambamq.core.snapshot.SnapshotFormatException;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the log holds of a transaction that is not over.
 *
 * <p>Staging goes to prepared; prepared to one of the heuristic outcomes. From any state it can end, by which it leaves the
 * table.
 */
public final class LoggedTransaction {
    /** How far it got. */
    public enum State {
        STAGING(1),
        PREPARED(2),
        HEURISTICALLY_COMMITTED(3),
        HEURISTICALLY_ROLLED_BACK(4);

        private static final State[] VALUES = values();

        private final int snapshotValue;

        State(int snapshotValue) {
            this.snapshotValue = snapshotValue;
        }

        /** What stands for it in snapshots; never reused. */
        int snapshotValue() {
            return snapshotValue;
        }

        static State ofSnapshotValue(int snapshotValue) {
            for (State state : VALUES) {
                if (state.snapshotValue == snapshotValue) {
                    return state;
                }
            }
            throw new SnapshotFormatException("a transaction in the unknown state " + snapshotValue);
        }
    }

    /**
     * A message that waits for the commit of its transaction.
     *
     * @param queueId of the queue or topic
     * @param subscriptions to which a topic's message goes; null for a queue
     */
    public record Staged(int queueId, @Nullable SubscriptionIds subscriptions, StoredMessage message) {}

    private final TransactionId id;
    /** Only ever grows; what a snapshot has of it stays as it is. */
    private List<Staged> staged = new ArrayList<>();

    private List<QueueSettles> settles = List.of();
    private State state = State.STAGING;
    private long sinceMs;

    LoggedTransaction(TransactionId id) {
        this.id = id;
    }

    /** As a snapshot had it. */
    LoggedTransaction(TransactionId id, State state, long sinceMs, List<Staged> staged, List<QueueSettles> settles) {
        this.id = id;
        this.state = state;
        this.sinceMs = sinceMs;
        this.staged = staged;
        this.settles = settles;
    }

    public TransactionId id() {
        return id;
    }

    public State state() {
        return state;
    }

    /** When it came to its state, in milliseconds since 1970; 0 while it is staging. */
    public long sinceMs() {
        return sinceMs;
    }

    /** In the order in which they were sent; to be read only. */
    public List<Staged> staged() {
        return staged;
    }

    /** Empty before it is prepared. */
    public List<QueueSettles> settles() {
        return settles;
    }

    /** The highest id of a queue, topic or subscription that it names; 0 if it names none. */
    int lastId() {
        int[] last = new int[1];
        IntConsumer named = id -> last[0] = Math.max(last[0], id);
        for (Staged message : staged) {
            named.accept(message.queueId());
            if (message.subscriptions() != null) {
                message.subscriptions().forEach(named);
            }
        }
        settles.forEach(settle -> named.accept(settle.queueId()));
        return last[0];
    }

    void stage(Staged message) {
        require(State.STAGING);
        staged.add(message);
    }

    void forEachLive(LiveMessages listener) {
        for (Staged message : staged) {
            listener.live(message.queueId(), message.message().position());
        }
    }

    void prepare(long preparedAtMs, List<QueueSettles> lockedSettles) {
        require(State.STAGING);
        sinceMs = preparedAtMs;
        settles = lockedSettles;
        state = State.PREPARED;
    }

    void completeHeuristically(long completedAtMs, boolean committed) {
        require(State.PREPARED);
        sinceMs = completedAtMs;
        staged = List.of();
        settles = List.of();
        state = committed ? State.HEURISTICALLY_COMMITTED : State.HEURISTICALLY_ROLLED_BACK;
    }

    private void require(State required) {
        if (state != required) {
            throw new IllegalStateException("transaction " + id + " is " + state + " where " + required + " is due");
        }
    }
}
