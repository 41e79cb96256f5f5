// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.Commit;
import io.mambamq.core.command.CompleteHeuristically;
import io.mambamq.core.command.Forget;
import io.mambamq.core.command.Prepare;
import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.command.Rollback;
import io.mambamq.core.command.Stage;
import io.mambamq.core.command.StagePublish;
import io.mambamq.core.durable.LoggedTransaction.Staged;
import io.mambamq.core.durable.LoggedTransaction.State;
import io.mambamq.core.queue.StoredMessage;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The transactions of which the log holds something that is not over: staged messages, prepared branches and heuristic
 * outcomes, in the order in which they began to be logged.
 */
public final class TransactionTable {
    private final QueueContents contents;
    private final Map<TransactionId, LoggedTransaction> transactions = new LinkedHashMap<>();

    TransactionTable(QueueContents contents) {
        this.contents = contents;
    }

    public Collection<LoggedTransaction> transactions() {
        return Collections.unmodifiableCollection(transactions.values());
    }

    /** The transactions of a snapshot, in their order; there were none before. */
    void restore(List<LoggedTransaction> restored) {
        restored.forEach(transaction -> transactions.put(transaction.id(), transaction));
    }

    void stage(long position, Stage command) {
        transactions
                .computeIfAbsent(command.transaction(), LoggedTransaction::new)
                .stage(new Staged(command.queueId(), null, StoredMessage.of(position, command.message())));
    }

    void stage(long position, StagePublish command) {
        transactions
                .computeIfAbsent(command.transaction(), LoggedTransaction::new)
                .stage(new Staged(
                        command.topicId(), command.subscriptions(), StoredMessage.of(position, command.message())));
    }

    void prepare(Prepare command) {
        transactions
                .computeIfAbsent(command.transaction(), LoggedTransaction::new)
                .prepare(command.preparedAtMs(), command.settles());
        for (QueueSettles settles : command.settles()) {
            contents.lock(settles.queueId(), settles.sequences());
        }
    }

    void commit(Commit command, DurableListener listener) {
        LoggedTransaction logged = transactions.remove(command.transaction());
        if (logged != null) {
            takeEffect(logged, listener);
        }
        consume(command.settles(), listener);
    }

    /** A transaction of which nothing was logged may be rolled back too: that changes nothing. */
    void rollback(Rollback command, DurableListener listener) {
        LoggedTransaction logged = transactions.remove(command.transaction());
        if (logged != null) {
            undo(logged, listener);
        }
    }

    void completeHeuristically(CompleteHeuristically command, DurableListener listener) {
        LoggedTransaction prepared = require(command.transaction());
        if (command.committed()) {
            takeEffect(prepared, listener);
        } else {
            undo(prepared, listener);
        }
        prepared.completeHeuristically(command.completedAtMs(), command.committed());
    }

    void forget(Forget command) {
        require(command.transaction());
        transactions.remove(command.transaction());
    }

    /** Everyone who had an unprepared transaction is gone. */
    void rollbackUnprepared(DurableListener listener) {
        transactions.values().removeIf(transaction -> {
            boolean unprepared = transaction.state() == State.STAGING;
            if (unprepared) {
                undo(transaction, listener);
            }
            return unprepared;
        });
    }

    /** The highest id that is named by a transaction which outlives a restart; 0 if none is. */
    int lastIdAfterRestart() {
        int last = 0;
        for (LoggedTransaction transaction : transactions.values()) {
            if (transaction.state() != State.STAGING) {
                last = Math.max(last, transaction.lastId());
            }
        }
        return last;
    }

    private void takeEffect(LoggedTransaction transaction, DurableListener listener) {
        consume(transaction.settles(), listener);
        for (Staged staged : transaction.staged()) {
            if (staged.subscriptions() == null) {
                contents.send(staged.queueId(), staged.message(), listener);
            } else {
                contents.publish(staged.queueId(), staged.subscriptions(), staged.message(), listener);
            }
        }
    }

    private void undo(LoggedTransaction transaction, DurableListener listener) {
        for (Staged staged : transaction.staged()) {
            contents.release(staged.queueId(), staged.message().position(), listener);
        }
        for (QueueSettles settles : transaction.settles()) {
            contents.unlock(settles.queueId(), settles.sequences(), listener);
        }
    }

    private void consume(List<QueueSettles> allSettles, DurableListener listener) {
        for (QueueSettles settles : allSettles) {
            contents.remove(settles.queueId(), settles.sequences(), listener);
        }
    }

    private LoggedTransaction require(TransactionId id) {
        LoggedTransaction transaction = transactions.get(id);
        if (transaction == null) {
            throw new IllegalStateException("the log says nothing of transaction " + id);
        }
        return transaction;
    }
}
