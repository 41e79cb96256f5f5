// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.queue;

import io.mambamq.core.snapshot.SnapshotFormatException;
import io.mambamq.core.snapshot.Varint;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes queues from what a {@link QueueSnapshot} saved of them. */
public final class QueueRestore {
    /** A queue of which blocks may be missing, and what its head said it has. */
    private record Growing(QueueIndex queue, long firstBlock, long messageCount) {
        boolean isComplete() {
            return queue.blocks().first() == firstBlock
                    && queue.blocks().end() == QueueIndex.endBlock(queue.nextSequence())
                    && queue.messageCount() == messageCount;
        }

        /** Whether the block can be the one with that number, and was not there before. */
        boolean isPlaceOf(long number, IndexBlock block) {
            long end = QueueIndex.endBlock(queue.nextSequence());
            boolean newest = number == end - 1;
            return number >= firstBlock
                    && number < end
                    && queue.blocks().get(number) == null
                    && (newest || !block.isEmpty())
                    && queue.hasRoomFor(number, block);
        }
    }

    private final QueueSnapshots snapshots;
    private final Map<Integer, Growing> queues = new HashMap<>();
    private final BlockDecoder decoder = new BlockDecoder();
    private long lockedCount;

    /** Restored queues share {@code snapshots}. */
    public QueueRestore(QueueSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * Reads the head of a queue.
     *
     * @throws SnapshotFormatException or a {@link io.mambamq.protocol.ProtocolException} if it is not that of a new one
     */
    public void queue(ByteReader fields) {
        int id = fields.readInt();
        DestinationName name = DestinationName.decode(fields);
        long firstBlock = fields.readLong();
        long nextSequence = fields.readLong();
        long messageCount = fields.readLong();
        if (nextSequence < 1 || firstBlock < 0 || firstBlock > QueueIndex.endBlock(nextSequence)) {
            throw new SnapshotFormatException(
                    name + " from block " + firstBlock + " to before message " + nextSequence);
        }
        QueueIndex queue = new QueueIndex(id, name, snapshots, nextSequence);
        if (queues.put(id, new Growing(queue, firstBlock, messageCount)) != null) {
            throw new SnapshotFormatException("queue " + id + " comes twice in a snapshot");
        }
    }

    /**
     * Reads a block of a queue that was read before.
     *
     * @throws SnapshotFormatException or a {@link io.mambamq.protocol.ProtocolException} if it is not a new one
     */
    public void block(ByteReader fields) {
        int id = Varint.readInt(fields);
        long number = Varint.read(fields);
        Growing growing = queues.get(id);
        if (growing == null) {
            throw new SnapshotFormatException("a block of queue " + id + " comes before the queue in a snapshot");
        }
        IndexBlock block = decoder.decode(fields);
        if (!growing.isPlaceOf(number, block)) {
            throw new SnapshotFormatException(
                    "block " + number + " of " + growing.queue.name() + " is out of its place in a snapshot");
        }
        growing.queue.restore(number, block);
        lockedCount += block.lockedCount();
    }

    /** How many messages transactions have locked. */
    public long lockedCount() {
        return lockedCount;
    }

    /**
     * That was all. Returns the queues in the order of their ids, which are 1 to the count.
     *
     * @throws SnapshotFormatException if anything is missing
     */
    public List<QueueIndex> finish(int queueCount) {
        if (queues.size() != queueCount) {
            throw new SnapshotFormatException(queues.size() + " queues in a snapshot of " + queueCount);
        }
        List<QueueIndex> inOrder = new ArrayList<>(queueCount);
        Set<DestinationName> names = new HashSet<>();
        for (int id = 1; id <= queueCount; id++) {
            Growing growing = queues.get(id);
            if (growing == null || !growing.isComplete() || !names.add(growing.queue.name())) {
                throw new SnapshotFormatException("queue " + id + " of a snapshot is not all there");
            }
            inOrder.add(growing.queue);
        }
        return inOrder;
    }
}
