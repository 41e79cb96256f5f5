// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.Commit;
import io.mambamq.core.command.CompleteHeuristically;
import io.mambamq.core.command.DeclareDestination;
import io.mambamq.core.command.DeleteDestination;
import io.mambamq.core.command.Forget;
import io.mambamq.core.command.Prepare;
import io.mambamq.core.command.Publish;
import io.mambamq.core.command.Rollback;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.Settle;
import io.mambamq.core.command.Stage;
import io.mambamq.core.command.StagePublish;
import io.mambamq.core.command.Subscribe;
import io.mambamq.core.command.Unsubscribe;
import io.mambamq.core.queue.QueueIndex;
import io.mambamq.core.queue.QueueSnapshots;
import io.mambamq.core.queue.StoredMessage;
import io.mambamq.core.snapshot.LiveMessages;
import io.mambamq.core.snapshot.SnapshotFormatException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What applying the log's commands has led to, and nothing else: the same commands give the same state and the same
 * {@link #digest} wherever they are applied. An exception out of {@link #apply} is a defect or a foreign log; the state is
 * then undefined and its owner stops.
 *
 * <p>The commands up to some point can be replaced by a snapshot that was taken there: {@link #beginSnapshot} and, in
 * an empty state, {@link #restore}.
 */
public final class DurableState {
    private static final DurableListener SILENT = new SilentListener();

    private final QueueSnapshots snapshots = new QueueSnapshots();
    private final Catalog catalog = new Catalog(snapshots);
    private final QueueContents contents = new QueueContents(catalog);
    private final TransactionTable transactions = new TransactionTable(contents);
    /** From the first piece of a snapshot until there are other changes. */
    private @Nullable StateRestore restore;

    public DurableState() {}

    public Catalog catalog() {
        return catalog;
    }

    /** Queues that have become bodies of messages. */
    public List<QueueIndex> bodies() {
        return contents.bodies().queues();
    }

    /** The queue that is the large body of the message at that position of the log; null if it has none. */
    public @Nullable QueueIndex bodyOf(long position) {
        Integer id = contents.bodies().all().get(position);
        return id == null ? null : catalog.find(id);
    }

    public TransactionTable transactions() {
        return transactions;
    }

    /** Applies without anybody listening. */
    public void apply(long position, Command command) {
        apply(position, command, SILENT);
    }

    public void apply(long position, Command command, DurableListener listener) {
        endRestore();
        switch (command.type()) {
            case DECLARE_DESTINATION -> declare((DeclareDestination) command, listener);
            case SUBSCRIBE -> subscribe((Subscribe) command, listener);
            case DELETE_DESTINATION -> delete((DeleteDestination) command, listener);
            case UNSUBSCRIBE -> unsubscribe((Unsubscribe) command, listener);
            case PUBLISH -> publish(position, (Publish) command, listener);
            case STAGE_PUBLISH -> stage(position, (StagePublish) command);
            case SEND -> send(position, (Send) command, listener);
            case SETTLE -> settle((Settle) command, listener);
            case STAGE -> stage(position, (Stage) command);
            case PREPARE -> transactions.prepare((Prepare) command);
            case COMMIT -> transactions.commit((Commit) command, listener);
            case ROLLBACK -> transactions.rollback((Rollback) command, listener);
            case COMPLETE_HEURISTICALLY ->
                transactions.completeHeuristically((CompleteHeuristically) command, listener);
            case FORGET -> transactions.forget((Forget) command);
            case RESTARTED -> restarted(listener);
        }
    }

    /**
     * The first id that is given after the next {@link io.mambamq.core.command.Restarted}: behind those of all that outlives it.
     * Temporary destinations and subscriptions use ids up, so that those of before are given again where nothing names them
     * any more.
     */
    public int firstIdAfterRestart() {
        endRestore();
        int last = transactions.lastIdAfterRestart();
        for (QueueIndex queue : catalog.queues()) {
            if (contents.outlivesRestart(queue)) {
                last = Math.max(last, queue.id());
            }
        }
        return last + 1;
    }

    /** A number that two states share if, and for all practical purposes only if, they are the same. */
    public long digest() {
        endRestore();
        Digest digest = new Digest();
        catalog.queues().forEach(digest::addQueue);
        contents.bodies().all().forEach(digest::addBody);
        transactions.transactions().forEach(digest::addTransaction);
        return digest.value();
    }

    // ---- snapshots

    /**
     * Begins a snapshot of the state as it is now. Commands may go on being applied while it is written; what they are
     * about to change is encoded first, so that a command that touches many blocks costs more than otherwise.
     *
     * @param listener is told of each live message in the snapshot, once, at the latest when the message is written: by
     *     {@link StateSnapshot#writeNext} and by {@link #apply}
     * @throws IllegalStateException if another one is neither finished nor abandoned
     */
    public StateSnapshot beginSnapshot(LiveMessages listener) {
        endRestore();
        return new StateSnapshot(snapshots, catalog, contents.bodies(), transactions, listener);
    }

    /**
     * Takes the next piece of a snapshot, as {@link StateSnapshot#writeNext} wrote it, in place of the commands that led
     * there. The pieces come one by one in their order before any command is applied.
     *
     * @throws SnapshotFormatException if it is not the next piece, or this version cannot read it; the state must not be
     *     used any more
     * @throws IllegalStateException if the state is not empty
     */
    public void restore(byte[] array, int offset, int length) {
        if (restore == null) {
            if (catalog.nextId() != 1 || !transactions.transactions().isEmpty()) {
                throw new IllegalStateException("a snapshot is restored in a state that is not empty");
            }
            restore = new StateRestore(snapshots, catalog, contents.bodies(), transactions);
        }
        restore.accept(array, offset, length);
    }

    /**
     * Nothing of a snapshot is missing, if there was any.
     *
     * @throws SnapshotFormatException if its last piece did not come
     */
    public void endRestore() {
        if (restore != null) {
            restore.requireComplete();
            restore = null;
        }
    }

    /** Tells of each live message; takes time in proportion to their number. */
    public void forEachLive(LiveMessages listener) {
        endRestore();
        catalog.queues().forEach(queue -> queue.forEachLive(listener));
        transactions.transactions().forEach(transaction -> transaction.forEachLive(listener));
    }

    // ---- commands

    private void declare(DeclareDestination command, DurableListener listener) {
        listener.queueDeclared(catalog.declare(command.id(), command.name()));
    }

    private void delete(DeleteDestination command, DurableListener listener) {
        QueueIndex destination = catalog.find(command.id());
        if (destination != null) {
            contents.endDestination(destination, listener);
        }
    }

    private void subscribe(Subscribe command, DurableListener listener) {
        listener.queueDeclared(catalog.subscribe(command.id(), command.subscription()));
    }

    private void unsubscribe(Unsubscribe command, DurableListener listener) {
        QueueIndex subscription = catalog.find(command.id());
        if (subscription != null) {
            contents.end(subscription, listener);
        }
    }

    private void send(long position, Send command, DurableListener listener) {
        contents.bodies().claim(position, command.message());
        contents.send(command.queueId(), StoredMessage.of(position, command.message()), listener);
    }

    private void publish(long position, Publish command, DurableListener listener) {
        contents.bodies().claim(position, command.message());
        StoredMessage message = StoredMessage.of(position, command.message());
        contents.publish(command.topicId(), command.subscriptions(), message, listener);
    }

    private void stage(long position, Stage command) {
        contents.bodies().claim(position, command.message());
        transactions.stage(position, command);
    }

    private void stage(long position, StagePublish command) {
        contents.bodies().claim(position, command.message());
        transactions.stage(position, command);
    }

    private void settle(Settle command, DurableListener listener) {
        contents.remove(command.queueId(), command.sequences(), listener);
    }

    private void restarted(DurableListener listener) {
        // Before bodies end with messages that are not persistent: what is about to start reckoned with the same state.
        int firstId = firstIdAfterRestart();
        transactions.rollbackUnprepared(listener);
        contents.outliveRestart(listener);
        catalog.restartIds(firstId);
    }
}
