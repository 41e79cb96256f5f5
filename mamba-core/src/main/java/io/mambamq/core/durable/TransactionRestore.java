// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.command.SequenceRangesBuilder;
import io.mambamq.core.command.SubscriptionIds;
import io.mambamq.core.durable.LoggedTransaction.Staged;
import io.mambamq.core.durable.LoggedTransaction.State;
import io.mambamq.core.queue.StoredMessage;
import io.mambamq.core.snapshot.SnapshotFormatException;
import io.mambamq.core.snapshot.Varint;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes transactions from what a {@link TransactionSnapshot} saved of them. */
final class TransactionRestore {
    private static final int FLAGS_KNOWN = TransactionSnapshot.PERSISTENT
            | TransactionSnapshot.EXPIRATION
            | TransactionSnapshot.DELIVERY_TIME
            | 0xF << TransactionSnapshot.PRIORITY_SHIFT;
    private static final int PRIORITY_MAX = 9;

    private final List<LoggedTransaction> transactions = new ArrayList<>();
    private final Set<TransactionId> ids = new HashSet<>();
    /** The transaction to which what follows belongs; null before the first. */
    private @Nullable Growing growing;

    TransactionRestore() {}

    void transaction(ByteReader fields) {
        endTransaction();
        growing = new Growing(fields);
        if (!ids.add(growing.id)) {
            throw new SnapshotFormatException("transaction " + growing.id + " comes twice in a snapshot");
        }
    }

    void staged(ByteReader fields) {
        requireGrowing().staged(fields);
    }

    void stagedPublish(ByteReader fields) {
        requireGrowing().stagedPublish(fields);
    }

    void settles(ByteReader fields) {
        requireGrowing().settles(fields);
    }

    private Growing requireGrowing() {
        if (growing == null) {
            throw new SnapshotFormatException("what a transaction consists of comes before it in a snapshot");
        }
        return growing;
    }

    private void endTransaction() {
        if (growing != null) {
            transactions.add(growing.finish());
            growing = null;
        }
    }

    /** That was all. Returns the transactions in their order. */
    List<LoggedTransaction> finish(int transactionCount) {
        endTransaction();
        if (transactions.size() != transactionCount) {
            throw new SnapshotFormatException(
                    transactions.size() + " transactions in a snapshot of " + transactionCount);
        }
        return transactions;
    }

    /** A transaction of which a part was read. */
    private static final class Growing {
        final TransactionId id;
        private final State state;
        private final long sinceMs;
        private final int stagedCount;
        private final int settlesCount;
        private final List<Staged> staged = new ArrayList<>();
        private final List<QueueSettles> settles = new ArrayList<>();
        // The settles that may be continued.
        private final SequenceRangesBuilder ranges = new SequenceRangesBuilder();
        private int rangesQueueId;

        Growing(ByteReader fields) {
            id = TransactionId.decode(fields);
            state = State.ofSnapshotValue(fields.readByte());
            sinceMs = fields.readLong();
            stagedCount = fields.readInt();
            settlesCount = fields.readInt();
        }

        void staged(ByteReader fields) {
            long position = 0;
            while (fields.remaining() > 0) {
                int queueId = Varint.readInt(fields);
                position += Varint.readSigned(fields);
                staged.add(new Staged(queueId, null, readMessage(position, fields)));
            }
        }

        void stagedPublish(ByteReader fields) {
            SubscriptionIds subscriptions = SubscriptionIds.decode(fields);
            int topicId = Varint.readInt(fields);
            long position = Varint.readSigned(fields);
            staged.add(new Staged(topicId, subscriptions, readMessage(position, fields)));
        }

        private static StoredMessage readMessage(long position, ByteReader fields) {
            int sizeBytes = Varint.readInt(fields);
            int flags = fields.readByte();
            int priority = flags >>> TransactionSnapshot.PRIORITY_SHIFT;
            if ((flags & ~FLAGS_KNOWN) != 0 || priority > PRIORITY_MAX || position < 0) {
                throw new SnapshotFormatException("a staged message at " + position + " with the flags " + flags);
            }
            return new StoredMessage(
                    position,
                    sizeBytes,
                    priority,
                    (flags & TransactionSnapshot.PERSISTENT) != 0,
                    (flags & TransactionSnapshot.EXPIRATION) == 0 ? 0 : Varint.read(fields),
                    (flags & TransactionSnapshot.DELIVERY_TIME) == 0 ? 0 : Varint.read(fields));
        }

        void settles(ByteReader fields) {
            boolean continued = fields.readBoolean();
            int queueId = fields.readInt();
            if (continued && (ranges.isEmpty() || queueId != rangesQueueId)) {
                throw new SnapshotFormatException("settles of queue " + queueId + " continue what was not begun");
            }
            if (!continued) {
                endSettles();
            }
            rangesQueueId = queueId;
            long last = 0;
            do {
                long first = last + Varint.readSigned(fields);
                last = first + Varint.read(fields);
                if (first < 1 || last < first) {
                    throw new SnapshotFormatException("settles from " + first + " to " + last);
                }
                ranges.addRange(first, last);
            } while (fields.remaining() > 0);
        }

        private void endSettles() {
            if (!ranges.isEmpty()) {
                settles.add(new QueueSettles(rangesQueueId, ranges.take()));
            }
        }

        LoggedTransaction finish() {
            endSettles();
            boolean wrongState = switch (state) {
                case STAGING -> !settles.isEmpty();
                case PREPARED -> false;
                case HEURISTICALLY_COMMITTED, HEURISTICALLY_ROLLED_BACK -> !settles.isEmpty() || !staged.isEmpty();
            };
            if (wrongState || staged.size() != stagedCount || settles.size() != settlesCount) {
                throw new SnapshotFormatException("transaction " + id + ", " + state + ", has " + staged.size() + " of "
                        + stagedCount + " messages and " + settles.size() + " of " + settlesCount + " settles");
            }
            return new LoggedTransaction(id, state, sinceMs, staged, settles);
        }
    }
}
