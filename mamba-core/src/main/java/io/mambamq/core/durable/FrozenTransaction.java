// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.durable.LoggedTransaction.Staged;
import io.mambamq.core.durable.LoggedTransaction.State;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.List;

/**
 * A transaction as it is at one moment, without a copy of what is in it.
 *
 * @param staged only its beginning counts, for the list may grow
 * @param stagedCount how much of it
 */
record FrozenTransaction(
        TransactionId id, State state, long sinceMs, List<Staged> staged, int stagedCount, List<QueueSettles> settles) {
    static FrozenTransaction of(LoggedTransaction transaction) {
        List<Staged> staged = transaction.staged();
        return new FrozenTransaction(
                transaction.id(),
                transaction.state(),
                transaction.sinceMs(),
                staged,
                staged.size(),
                transaction.settles());
    }
}
