// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.Commit;
import io.mambamq.core.command.CompleteHeuristically;
import io.mambamq.core.command.DeclareDestination;
import io.mambamq.core.command.Forget;
import io.mambamq.core.command.Prepare;
import io.mambamq.core.command.Rollback;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.Settle;
import io.mambamq.core.command.Stage;
import io.mambamq.core.queue.QueueIndex;
import io.mambamq.core.queue.StoredMessage;

/**
 * What applying the log's commands has led to, and nothing else: the same commands give the same state and the same
 * {@link #digest} wherever they are applied. An exception out of {@link #apply} is a defect or a foreign log; the state is
 * then undefined and its owner stops.
 */
public final class DurableState {
    private static final DurableListener SILENT = new SilentListener();

    private final Catalog catalog = new Catalog();
    private final TransactionTable transactions = new TransactionTable(catalog);

    public DurableState() {}

    public Catalog catalog() {
        return catalog;
    }

    public TransactionTable transactions() {
        return transactions;
    }

    /** Applies without anybody listening. */
    public void apply(long position, Command command) {
        apply(position, command, SILENT);
    }

    public void apply(long position, Command command, DurableListener listener) {
        switch (command.type()) {
            case DECLARE_DESTINATION -> declare((DeclareDestination) command, listener);
            case SEND -> send(position, (Send) command, listener);
            case SETTLE -> settle((Settle) command, listener);
            case STAGE -> transactions.stage(position, (Stage) command);
            case PREPARE -> transactions.prepare((Prepare) command);
            case COMMIT -> transactions.commit((Commit) command, listener);
            case ROLLBACK -> transactions.rollback((Rollback) command, listener);
            case COMPLETE_HEURISTICALLY ->
                transactions.completeHeuristically((CompleteHeuristically) command, listener);
            case FORGET -> transactions.forget((Forget) command);
            case RESTARTED -> restarted(listener);
        }
    }

    /** A number that two states share if, and for all practical purposes only if, they are the same. */
    public long digest() {
        Digest digest = new Digest();
        catalog.queues().forEach(digest::addQueue);
        transactions.transactions().forEach(digest::addTransaction);
        return digest.value();
    }

    private void declare(DeclareDestination command, DurableListener listener) {
        listener.queueDeclared(catalog.declare(command.id(), command.name()));
    }

    private void send(long position, Send command, DurableListener listener) {
        QueueIndex queue = catalog.queue(command.queueId());
        listener.messageAdded(queue, queue.append(StoredMessage.of(position, command.message())));
    }

    private void settle(Settle command, DurableListener listener) {
        QueueIndex queue = catalog.queue(command.queueId());
        command.sequences().forEach(sequence -> {
            listener.messageRemoving(queue, sequence);
            queue.remove(sequence);
        });
    }

    private void restarted(DurableListener listener) {
        transactions.rollbackUnprepared(listener);
        for (QueueIndex queue : catalog.queues()) {
            queue.outliveRestart(sequence -> listener.messageRemoving(queue, sequence));
        }
    }
}
