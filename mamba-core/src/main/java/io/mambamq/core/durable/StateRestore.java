// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.durable.LoggedTransaction.Staged;
import io.mambamq.core.queue.QueueIndex;
import io.mambamq.core.queue.QueueRestore;
import io.mambamq.core.queue.QueueSnapshots;
import io.mambamq.core.snapshot.EntryType;
import io.mambamq.core.snapshot.PieceReader;
import io.mambamq.core.snapshot.SnapshotFormatException;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import java.util.List;

/**
 * Puts the pieces of a {@link StateSnapshot} together again. The catalog and the table of transactions stay empty until
 * the last piece has come and all fits together.
 */
final class StateRestore {
    private final Catalog catalog;
    private final LargeBodies bodyTable;
    private final TransactionTable transactionTable;
    private final BodyRestore bodies = new BodyRestore();
    private final QueueRestore queues;
    private final TransactionRestore transactions = new TransactionRestore();
    private int nextPiece;
    /** 0, where the snapshot does not say it, for the one behind the last. */
    private int nextId;

    private long settledCount;
    private boolean complete;

    StateRestore(QueueSnapshots snapshots, Catalog catalog, LargeBodies bodyTable, TransactionTable transactionTable) {
        this.catalog = catalog;
        this.bodyTable = bodyTable;
        this.transactionTable = transactionTable;
        this.queues = new QueueRestore(snapshots);
    }

    /** @throws SnapshotFormatException if it is not the next piece, or this version cannot read it */
    void accept(byte[] array, int offset, int length) {
        try {
            PieceReader piece = new PieceReader(array, offset, length);
            if (piece.number() != nextPiece || complete) {
                throw new SnapshotFormatException("piece " + piece.number() + " of a snapshot where "
                        + (complete ? "none" : "piece " + nextPiece) + " is due");
            }
            nextPiece++;
            while (piece.hasNext()) {
                piece.next(this::entry);
            }
        } catch (ProtocolException | IllegalArgumentException e) {
            throw new SnapshotFormatException("bytes that do not read as a snapshot: " + e.getMessage(), e);
        }
    }

    private void entry(EntryType type, ByteReader fields) {
        if (complete) {
            throw new SnapshotFormatException("an entry behind the last of a snapshot");
        }
        switch (type) {
            case QUEUE -> queues.queue(fields);
            case SUBSCRIPTION -> queues.subscription(fields);
            case BLOCK -> queues.block(fields);
            case BODIES -> bodies.bodies(fields);
            case TRANSACTION -> transactions.transaction(fields);
            case STAGED -> transactions.staged(fields);
            case STAGED_PUBLISH -> transactions.stagedPublish(fields);
            case SETTLES -> transactions.settles(fields);
            case NEXT_ID -> nextId(fields.readInt());
            case END -> end(fields.readInt(), fields.readInt());
        }
    }

    private void nextId(int id) {
        if (nextId != 0 || id < 1) {
            throw new SnapshotFormatException("a next id of " + id + (nextId == 0 ? "" : " behind one of " + nextId));
        }
        nextId = id;
    }

    private void end(int queueCount, int transactionCount) {
        List<QueueIndex> restoredQueues = queues.finish(queueCount);
        List<LoggedTransaction> restoredTransactions = transactions.finish(transactionCount);
        int lastId = restoredQueues.isEmpty()
                ? 0
                : restoredQueues.get(restoredQueues.size() - 1).id();
        nextId = nextId == 0 ? lastId + 1 : nextId;
        if (nextId <= lastId) {
            throw new SnapshotFormatException("the next id is " + nextId + " where " + lastId + " is given");
        }
        catalog.restore(restoredQueues, nextId);
        bodyTable.restore(bodies.finish(catalog));
        requireQueuesOf(restoredTransactions);
        requireLocks(restoredTransactions);
        transactionTable.restore(restoredTransactions);
        complete = true;
    }

    private void requireQueuesOf(List<LoggedTransaction> transactions) {
        for (LoggedTransaction transaction : transactions) {
            for (Staged staged : transaction.staged()) {
                requireDestination(staged);
            }
            for (QueueSettles settles : transaction.settles()) {
                requireId(settles.queueId());
            }
        }
    }

    private void requireDestination(Staged staged) {
        requireId(staged.queueId());
        QueueIndex queue = catalog.find(staged.queueId());
        // One that has ended takes nothing either, but once did.
        if (queue != null && (queue.subscription() != null || queue.isTopic() != (staged.subscriptions() != null))) {
            throw new SnapshotFormatException("a transaction sends to " + staged.queueId() + ", which takes nothing");
        }
        if (staged.subscriptions() != null) {
            staged.subscriptions().forEach(this::requireId);
        }
    }

    private void requireId(int id) {
        if (id < 1 || id >= nextId) {
            throw new SnapshotFormatException("a transaction with queue " + id + " where " + nextId + " is next");
        }
    }

    /** Transactions settle the messages that are locked, and as many of them as there are. */
    private void requireLocks(List<LoggedTransaction> transactions) {
        for (LoggedTransaction transaction : transactions) {
            for (QueueSettles settles : transaction.settles()) {
                QueueIndex queue = catalog.find(settles.queueId());
                if (queue != null) {
                    settles.sequences().forEach(sequence -> requireLocked(queue, sequence));
                }
            }
        }
        if (settledCount != queues.lockedCount()) {
            throw new SnapshotFormatException(
                    queues.lockedCount() + " messages are locked and " + settledCount + " are settled");
        }
    }

    /** Ends also a range that lies before it costs anything. */
    private void requireLocked(QueueIndex queue, long sequence) {
        settledCount++;
        if (!queue.isPresent(sequence) || !queue.isLocked(sequence) || settledCount > queues.lockedCount()) {
            throw new SnapshotFormatException(
                    "message " + sequence + " of " + queue.name() + " is settled and not locked, or settled twice");
        }
    }

    /** @throws SnapshotFormatException if pieces are missing */
    void requireComplete() {
        if (!complete) {
            throw new SnapshotFormatException("a snapshot ends behind " + nextPiece + " pieces, before its last");
        }
    }
}
