// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.queue.StoredMessage;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayList;
import java.util.List;

/**
 * What the log holds of a transaction that is not over.
 *
 * <p>Staging goes to prepared; prepared to one of the heuristic outcomes. From any state it can end, by which it leaves the
 * table.
 */
public final class LoggedTransaction {
    /** How far it got. */
    public enum State {
        STAGING,
        PREPARED,
        HEURISTICALLY_COMMITTED,
        HEURISTICALLY_ROLLED_BACK
    }

    /** A message that waits for the commit of its transaction. */
    public record Staged(int queueId, StoredMessage message) {}

    private final TransactionId id;
    private final List<Staged> staged = new ArrayList<>();
    private List<QueueSettles> settles = List.of();
    private State state = State.STAGING;

    LoggedTransaction(TransactionId id) {
        this.id = id;
    }

    public TransactionId id() {
        return id;
    }

    public State state() {
        return state;
    }

    /** In the order in which they were sent; to be read only. */
    public List<Staged> staged() {
        return staged;
    }

    /** Empty before it is prepared. */
    public List<QueueSettles> settles() {
        return settles;
    }

    void stage(int queueId, StoredMessage message) {
        require(State.STAGING);
        staged.add(new Staged(queueId, message));
    }

    void prepare(List<QueueSettles> lockedSettles) {
        require(State.STAGING);
        settles = lockedSettles;
        state = State.PREPARED;
    }

    void completeHeuristically(boolean committed) {
        require(State.PREPARED);
        staged.clear();
        settles = List.of();
        state = committed ? State.HEURISTICALLY_COMMITTED : State.HEURISTICALLY_ROLLED_BACK;
    }

    private void require(State required) {
        if (state != required) {
            throw new IllegalStateException("transaction " + id + " is " + state + " where " + required + " is due");
        }
    }
}
