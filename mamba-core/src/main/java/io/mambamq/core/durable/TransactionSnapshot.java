// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.command.SequenceRanges;
import io.mambamq.core.command.SubscriptionIds;
import io.mambamq.core.durable.LoggedTransaction.Staged;
import io.mambamq.core.queue.StoredMessage;
import io.mambamq.core.snapshot.EntryType;
import io.mambamq.core.snapshot.LiveMessages;
import io.mambamq.core.snapshot.PieceWriter;
import io.mambamq.core.snapshot.Varint;
import io.mambamq.protocol.bytes.ByteSink;
import java.util.Collection;
import java.util.List;

/**
 * The part of a snapshot that is about transactions: one after the other, each followed by what it consists of, in their
 * order in the table.
 *
 * <pre>
 *  TRANSACTION   id                          state   since   staged   settles
 *                as in the log's commands    u8      u64     u32      u32
 *
 *  STAGED        messages, until the fields end, of
 *                queue id   position        size     flags   expiration          delivery time
 *                varint     signed varint   varint   u8      varint, if bit 1    varint, if bit 2
 *
 *                position   the difference to the one before in this entry, to 0 for the first
 *                flags      bit 0 persistent, bits 4-7 priority
 *
 *  STAGED_PUBLISH   subscriptions                    message
 *                   as in the log's commands         as one of a STAGED, of the topic
 *
 *  SETTLES       continued   queue id   ranges, until the fields end, of
 *                u8, 0 or 1  u32        first            more than that
 *                                       signed varint    varint
 *
 *                continued  whether they belong to the same settles as those of the entry before
 *                first      the difference to the last of the range before in this entry, to 0 for the first
 * </pre>
 *
 * The two counts of a transaction are those of its staged messages and of its settles, one for each queue and more if it
 * was prepared so; they follow in as many entries as it takes.
 */
final class TransactionSnapshot {
    static final int PERSISTENT = 1;
    static final int EXPIRATION = 1 << 1;
    static final int DELIVERY_TIME = 1 << 2;
    static final int PRIORITY_SHIFT = 4;

    /** Of messages or ranges in one entry, which bounds the bytes of it. */
    private static final int COUNT_MAX = 128;

    private final List<FrozenTransaction> transactions;
    private final PieceWriter writer;
    private final LiveMessages listener;
    // Where the walk is: before this transaction, or within it if its head was written.
    private int nextTransaction;
    private boolean headWritten;
    private int nextStaged;
    private int nextSettles;
    private int nextRange;

    TransactionSnapshot(Collection<LoggedTransaction> transactions, PieceWriter writer, LiveMessages listener) {
        this.transactions = transactions.stream().map(FrozenTransaction::of).toList();
        this.writer = writer;
        this.listener = listener;
    }

    int transactionCount() {
        return transactions.size();
    }

    boolean hasNext() {
        return nextTransaction < transactions.size();
    }

    /** The walk goes on by one entry. */
    void saveNext() {
        FrozenTransaction transaction = transactions.get(nextTransaction);
        if (!headWritten) {
            saveHead(transaction);
        } else if (nextStaged < transaction.stagedCount()) {
            saveStaged(transaction);
        } else {
            saveSettles(transaction.settles().get(nextSettles));
        }
        if (nextStaged == transaction.stagedCount()
                && nextSettles == transaction.settles().size()) {
            nextTransaction++;
            headWritten = false;
            nextStaged = 0;
            nextSettles = 0;
        }
    }

    private void saveHead(FrozenTransaction transaction) {
        ByteSink sink = writer.beginEntry(EntryType.TRANSACTION);
        transaction.id().encode(sink);
        sink.putByte(transaction.state().snapshotValue());
        sink.putLong(transaction.sinceMs());
        sink.putInt(transaction.stagedCount());
        sink.putInt(transaction.settles().size());
        writer.endEntry();
        headWritten = true;
    }

    private void saveStaged(FrozenTransaction transaction) {
        SubscriptionIds subscriptions = transaction.staged().get(nextStaged).subscriptions();
        if (subscriptions != null) {
            saveStagedPublish(transaction.staged().get(nextStaged++), subscriptions);
            return;
        }
        ByteSink sink = writer.beginEntry(EntryType.STAGED);
        int end = Math.min(transaction.stagedCount(), nextStaged + COUNT_MAX);
        long before = 0;
        for (; nextStaged < end; nextStaged++) {
            Staged staged = transaction.staged().get(nextStaged);
            if (staged.subscriptions() != null) {
                break;
            }
            putStaged(staged, before, sink);
            before = staged.message().position();
            listener.live(staged.queueId(), before);
        }
        writer.endEntry();
    }

    private void saveStagedPublish(Staged staged, SubscriptionIds subscriptions) {
        ByteSink sink = writer.beginEntry(EntryType.STAGED_PUBLISH);
        subscriptions.encode(sink);
        putStaged(staged, 0, sink);
        writer.endEntry();
        listener.live(staged.queueId(), staged.message().position());
    }

    private static void putStaged(Staged staged, long positionBefore, ByteSink sink) {
        StoredMessage message = staged.message();
        Varint.put(sink, staged.queueId());
        Varint.putSigned(sink, message.position() - positionBefore);
        Varint.put(sink, message.sizeBytes());
        sink.putByte((message.persistent() ? PERSISTENT : 0)
                | (message.expirationMs() == 0 ? 0 : EXPIRATION)
                | (message.deliveryTimeMs() == 0 ? 0 : DELIVERY_TIME)
                | message.priority() << PRIORITY_SHIFT);
        if (message.expirationMs() != 0) {
            Varint.put(sink, message.expirationMs());
        }
        if (message.deliveryTimeMs() != 0) {
            Varint.put(sink, message.deliveryTimeMs());
        }
    }

    private void saveSettles(QueueSettles settles) {
        SequenceRanges ranges = settles.sequences();
        ByteSink sink = writer.beginEntry(EntryType.SETTLES);
        sink.putByte(nextRange > 0 ? 1 : 0);
        sink.putInt(settles.queueId());
        int end = Math.min(ranges.rangeCount(), nextRange + COUNT_MAX);
        long before = 0;
        for (; nextRange < end; nextRange++) {
            Varint.putSigned(sink, ranges.first(nextRange) - before);
            Varint.put(sink, ranges.last(nextRange) - ranges.first(nextRange));
            before = ranges.last(nextRange);
        }
        writer.endEntry();
        if (nextRange == ranges.rangeCount()) {
            nextSettles++;
            nextRange = 0;
        }
    }
}
