// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.ClientKey;
import io.mambamq.protocol.transaction.TransactionId;
import org.jspecify.annotations.Nullable;

/** What the log has of one session's sends, and of its last commit. */
public final class LoggedLedger {
    private final int id;
    private final ClientKey client;
    private final int number;
    private final SentSequences sent;
    private @Nullable TransactionId committed;

    LoggedLedger(int id, ClientKey client, int number) {
        this(id, client, number, new SentSequences(), null);
    }

    LoggedLedger(int id, ClientKey client, int number, SentSequences sent, @Nullable TransactionId committed) {
        this.id = id;
        this.client = client;
        this.number = number;
        this.sent = sent;
        this.committed = committed;
    }

    public int id() {
        return id;
    }

    public ClientKey client() {
        return client;
    }

    /** By which its client calls it. */
    public int number() {
        return number;
    }

    public SentSequences sent() {
        return sent;
    }

    /** The last transaction that the session has committed; null for none. */
    public @Nullable TransactionId committed() {
        return committed;
    }

    void commit(TransactionId transaction) {
        committed = transaction;
    }
}
