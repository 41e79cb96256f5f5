// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.queue;

import io.mambamq.core.snapshot.EntryType;
import io.mambamq.core.snapshot.LiveMessages;
import io.mambamq.core.snapshot.PieceWriter;
import io.mambamq.protocol.bytes.ByteSink;
import java.util.Collection;
import java.util.List;

/**
 * The part of a snapshot that is about queues. It goes from queue to queue and from block to block and saves each as it was
 * when the snapshot began; what commands are about to change meanwhile comes in between, and is not saved again.
 *
 * <pre>
 *  QUEUE   id    name                first block   next sequence   messages
 *          u32   as the catalog's    u64           u64             u64
 *                commands have it
 *  SUBSCRIPTION   the same with, in place of the name, the fields of a {@link Subscription}
 *  BLOCK   queue id   number    fields
 *          varint     varint    as {@link BlockEncoder} has them
 * </pre>
 *
 * A queue is also a topic, as its name tells. A queue comes before its blocks, which are those numbered from its first to
 * the one that its newest message is in, without those that have no message; only the newest is there in any case. A topic
 * comes before its subscriptions. Otherwise queues and blocks come in any order.
 */
public final class QueueSnapshot {
    private final QueueSnapshots snapshots;
    /** All that there were when it began. What was removed since stays as it was. */
    private final List<QueueIndex> queues;

    private final PieceWriter writer;
    private final LiveMessages listener;
    private final BlockEncoder encoder = new BlockEncoder();
    // Where the walk is: before this block of this queue.
    private int nextQueue;
    private long nextBlock;

    public QueueSnapshot(
            QueueSnapshots snapshots, Collection<QueueIndex> queues, PieceWriter writer, LiveMessages listener) {
        this.snapshots = snapshots;
        this.queues = List.copyOf(queues);
        this.writer = writer;
        this.listener = listener;
    }

    /** Of the snapshot, whatever was declared since. */
    public int queueCount() {
        return queues.size();
    }

    /** Whether the newest of them has the id; 0 if there is none. */
    public boolean isLastId(int id) {
        return id == (queues.isEmpty() ? 0 : queues.get(queues.size() - 1).id());
    }

    public boolean hasNext() {
        return nextQueue < queues.size();
    }

    /** The walk goes on by a queue's head or by one block, which it saves if nobody did. */
    public void saveNext() {
        QueueIndex queue = queues.get(nextQueue);
        saveHead(queue);
        BlockRing<IndexBlock> blocks = queue.blocks();
        nextBlock = Math.max(nextBlock, blocks.first());
        IndexBlock block = blocks.get(nextBlock);
        if (block != null) {
            save(queue, nextBlock, block);
        }
        nextBlock++;
        if (nextBlock >= blocks.end()) {
            nextQueue++;
            nextBlock = 0;
        }
    }

    /** Saves the block as it is, unless that was done or it is newer than the snapshot. */
    void save(QueueIndex queue, long number, IndexBlock block) {
        if (!snapshots.isDue(block.savedIn())) {
            return;
        }
        saveHead(queue);
        ByteSink sink = writer.beginEntry(EntryType.BLOCK);
        encoder.encode(queue.id(), number, block, sink);
        writer.endEntry();
        block.setSavedIn(snapshots.number());
        if (queue.subscription() == null) {
            block.forEachLive(queue.id(), listener);
        }
    }

    /** Saves what is to be known of the queue beside its blocks, unless that was done or it is newer. */
    void saveHead(QueueIndex queue) {
        if (!snapshots.isDue(queue.savedIn())) {
            return;
        }
        Subscription subscription = queue.subscription();
        if (queue.topic() != null) {
            saveHead(queue.topic());
        }
        ByteSink sink = writer.beginEntry(subscription == null ? EntryType.QUEUE : EntryType.SUBSCRIPTION);
        sink.putInt(queue.id());
        if (subscription == null) {
            queue.name().encode(sink);
        } else {
            subscription.encode(sink);
        }
        sink.putLong(queue.blocks().first());
        sink.putLong(queue.nextSequence());
        sink.putLong(queue.messageCount());
        writer.endEntry();
        queue.setSavedIn(snapshots.number());
    }
}
