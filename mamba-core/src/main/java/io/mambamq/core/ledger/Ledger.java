// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.ledger;

/**
 * What a client is told of its session's sends and commits when it connects again, as its leader sees it: with all that
 * was proposed.
 */
public final class Ledger {
    final KnownClient client;
    final int number;
    /** In the log; 0 as long as it has nothing of the ledger. */
    int id;

    private long lastSequence;
    private boolean inUse;

    Ledger(KnownClient client, int number) {
        this.client = client;
        this.number = number;
    }

    /** As the log has it. */
    Ledger(KnownClient client, int number, int id, long lastSequence) {
        this(client, number);
        this.id = id;
        this.lastSequence = lastSequence;
    }

    /** What the log calls it; 0 if the log has nothing of it. */
    public int id() {
        return id;
    }

    /** The highest sequence of a send that was proposed; 0 for none. */
    public long lastSequence() {
        return lastSequence;
    }

    /** A send was proposed. */
    public void sent(long sequence) {
        lastSequence = sequence;
    }

    /** Whether an open session has it. */
    public boolean isInUse() {
        return inUse;
    }

    public void use() {
        inUse = true;
    }

    void leave() {
        inUse = false;
    }
}
