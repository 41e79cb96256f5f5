// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.queue.QueueSnapshot;
import io.mambamq.core.queue.QueueSnapshots;
import io.mambamq.core.snapshot.EntryType;
import io.mambamq.core.snapshot.LiveMessages;
import io.mambamq.core.snapshot.PieceWriter;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * A snapshot of the durable state that is being written, a piece at a time. However long that takes and whatever commands
 * are applied meanwhile, it is the state of the moment at which it began. One that is neither finished nor abandoned makes
 * the state save what changes, and holds the bytes of that until the next pieces, so it should not be left lying.
 *
 * <p>{@link PieceWriter}, {@link QueueSnapshot}, {@link TransactionSnapshot} and {@link BodySnapshot} have the bytes. The last entries are
 *
 * <pre>
 *  NEXT_ID   id        END   queues, topics and subscriptions   transactions
 *            u32             u32                                u32
 *
 *  NEXT_ID is there only if it is not the id behind the last queue, topic or subscription
 * </pre>
 *
 * Confined to the partition's thread.
 */
public final class StateSnapshot {
    private final QueueSnapshots snapshots;
    private final PieceWriter writer = new PieceWriter();
    private final TransactionSnapshot transactions;
    private final QueueSnapshot queues;
    private final BodySnapshot bodies;
    private final int nextId;
    private boolean over;

    StateSnapshot(
            QueueSnapshots snapshots,
            Catalog catalog,
            LargeBodies bodies,
            TransactionTable transactions,
            LiveMessages listener) {
        this.snapshots = snapshots;
        this.bodies = new BodySnapshot(bodies, writer);
        this.queues = new QueueSnapshot(snapshots, catalog.queues(), writer, listener);
        this.nextId = catalog.nextId();
        snapshots.begin(queues);
        this.transactions = new TransactionSnapshot(transactions.transactions(), writer, listener);
    }

    /**
     * Writes the next piece: one or more whole entries, until it has that many bytes or nothing is left. An entry has some
     * hundred bytes, a few thousand at most. Steps over what needs not be written count like bytes, so that the work of a
     * call is bounded too; then a piece may be short.
     *
     * @return whether more is to come; if not, the snapshot is finished
     * @param bytesMax positive; the last entry of the piece may exceed it
     * @throws IllegalStateException if it was finished or abandoned before
     */
    public boolean writeNext(ByteSink sink, int bytesMax) {
        if (over) {
            throw new IllegalStateException("the snapshot was finished or abandoned");
        }
        if (bytesMax <= 0) {
            throw new IllegalArgumentException("a piece of at most " + bytesMax + " bytes");
        }
        writer.beginPiece(sink);
        int spent = writer.handOut(sink, bytesMax);
        while (spent < bytesMax && saveNext()) {
            spent += Math.max(1, writer.handOut(sink, bytesMax));
        }
        boolean more = spent >= bytesMax;
        if (!more) {
            end(sink);
        }
        return more;
    }

    /** Goes on by one step, by which an entry may have been gathered; tells whether there was one. */
    private boolean saveNext() {
        if (transactions.hasNext()) {
            transactions.saveNext();
        } else if (queues.hasNext()) {
            queues.saveNext();
        } else if (bodies.hasNext()) {
            bodies.saveNext();
        } else {
            return false;
        }
        return true;
    }

    private void end(ByteSink sink) {
        if (!queues.isLastId(nextId - 1)) {
            writer.beginEntry(EntryType.NEXT_ID).putInt(nextId);
            writer.endEntry();
        }
        ByteSink fields = writer.beginEntry(EntryType.END);
        fields.putInt(queues.queueCount());
        fields.putInt(transactions.transactionCount());
        writer.endEntry();
        writer.handOut(sink, Integer.MAX_VALUE);
        abandon();
    }

    /** It will not be finished: the state need not save anything any more. Nothing happens if it is over. */
    public void abandon() {
        if (!over) {
            over = true;
            snapshots.end();
        }
    }
}
