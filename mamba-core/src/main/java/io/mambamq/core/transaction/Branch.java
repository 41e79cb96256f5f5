// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.transaction;

import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.delivery.QueueConsumer;
import io.mambamq.core.delivery.Redeliveries;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction, local or an XA branch, as its leader sees it. Its state runs ahead of the log: a transition is made when
 * its command is proposed, and what waits for it is answered when that commits.
 */
public final class Branch {
    private final TransactionId id;
    private final List<BranchOwner> owners = new ArrayList<>(1);
    private final BranchSettles settles = new BranchSettles();
    private BranchState state;
    private long stagedBytes;
    private boolean staging;
    private int boundCount;
    private @Nullable String rollbackReason;

    private Branch(TransactionId id, BranchState state) {
        this.id = id;
        this.state = state;
    }

    public static Branch begin(TransactionId id) {
        return new Branch(id, BranchState.ACTIVE);
    }

    /** As the log knows it: a branch that outlived its leader. */
    public static Branch recovered(TransactionId id, BranchState state) {
        return new Branch(id, state);
    }

    public TransactionId id() {
        return id;
    }

    public BranchState state() {
        return state;
    }

    public boolean isActive() {
        return state == BranchState.ACTIVE;
    }

    /**
     * Goes on to the next state, in which it depends on no connection any more.
     *
     * @throws IllegalStateException if {@link BranchState} does not allow it
     */
    public void transitionTo(BranchState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("transaction " + id + " cannot go from " + state + " to " + next);
        }
        state = next;
        owners.forEach(owner -> owner.disown(this));
        owners.clear();
    }

    /** From now on the branch is rolled back when the owner is lost, unless it got prepared before. */
    public void addOwner(BranchOwner owner) {
        if (!owners.contains(owner)) {
            owners.add(owner);
            owner.own(this);
        }
    }

    public boolean isOwnedBy(BranchOwner owner) {
        return owners.contains(owner);
    }

    /** How many transaction numbers of sessions stand for it now. */
    public int boundCount() {
        return boundCount;
    }

    void bound() {
        boundCount++;
    }

    void unbound() {
        boundCount--;
    }

    // ---- what it does

    public void staged(int sizeBytes) {
        staging = true;
        stagedBytes += sizeBytes;
    }

    /** Whether the log has messages of it. */
    public boolean isStaging() {
        return staging;
    }

    public long stagedBytes() {
        return stagedBytes;
    }

    public void accept(QueueConsumer consumer, long sequence) {
        settles.add(consumer, sequence);
    }

    public long settlesCount() {
        return settles.count();
    }

    public boolean isReadOnly() {
        return !staging && settles.count() == 0;
    }

    public List<QueueSettles> takeSettles() {
        return settles.take();
    }

    public void giveBackSettles(Redeliveries redeliveries) {
        settles.giveBack(redeliveries);
    }

    // ---- what went wrong with it

    /** It can only be rolled back now; the first reason is the one that is told. */
    public void markRollbackOnly(String reason) {
        if (rollbackReason == null) {
            rollbackReason = reason;
        }
    }

    /** Null if nothing went wrong. */
    public @Nullable String rollbackReason() {
        return rollbackReason;
    }
}
