// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.queue;

import io.mambamq.core.snapshot.SnapshotFormatException;
import io.mambamq.core.snapshot.Varint;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
    private final Map<Integer, Growing> queues = new TreeMap<>();
    private final BlockDecoder decoder = new BlockDecoder();
    private long lockedCount;

    /** Restored queues share {@code snapshots}. */
    public QueueRestore(QueueSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * Reads the head of a queue or a topic.
     *
     * @throws SnapshotFormatException or a {@link io.mambamq.protocol.ProtocolException} if it is not that of a new one
     */
    public void queue(ByteReader fields) {
        int id = fields.readInt();
        head(id, DestinationName.decode(fields), null, null, fields);
    }

    /**
     * Reads the head of a subscription, whose topic was read before.
     *
     * @throws SnapshotFormatException or a {@link io.mambamq.protocol.ProtocolException} if it is not that of a new one
     */
    public void subscription(ByteReader fields) {
        int id = fields.readInt();
        Subscription subscription = Subscription.decode(fields);
        Growing topic = queues.get(subscription.topicId());
        if (topic == null || !topic.queue.isTopic()) {
            throw new SnapshotFormatException(
                    subscription + " is of " + subscription.topicId() + ", which is no topic before it in a snapshot");
        }
        head(id, topic.queue.name(), subscription, topic.queue, fields);
    }

    private void head(
            int id,
            DestinationName name,
            @Nullable Subscription subscription,
            @Nullable QueueIndex topic,
            ByteReader fields) {
        long firstBlock = fields.readLong();
        long nextSequence = fields.readLong();
        long messageCount = fields.readLong();
        if (id < 1 || nextSequence < 1 || firstBlock < 0 || firstBlock > QueueIndex.endBlock(nextSequence)) {
            throw new SnapshotFormatException(
                    name + " as " + id + " from block " + firstBlock + " to before message " + nextSequence);
        }
        QueueIndex queue = new QueueIndex(id, name, subscription, topic, snapshots, nextSequence);
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
     * That was all. Returns the queues, topics and subscriptions in the order of their ids.
     *
     * @throws SnapshotFormatException if anything is missing
     */
    public List<QueueIndex> finish(int queueCount) {
        if (queues.size() != queueCount) {
            throw new SnapshotFormatException(queues.size() + " queues in a snapshot of " + queueCount);
        }
        List<QueueIndex> inOrder = new ArrayList<>(queueCount);
        Set<Object> names = new HashSet<>();
        for (Growing growing : queues.values()) {
            QueueIndex queue = growing.queue;
            if (!growing.isComplete() || !names.add(identity(queue)) || !queue.restoreReferences()) {
                throw new SnapshotFormatException("queue " + queue.id() + " of a snapshot is not all there");
            }
            inOrder.add(queue);
        }
        requireReferences(inOrder);
        return inOrder;
    }

    /** What no two may share: the name of a queue or topic, the name and client id of a subscription. */
    private static Object identity(QueueIndex queue) {
        Subscription subscription = queue.subscription();
        return subscription == null
                ? queue.name()
                : Objects.requireNonNullElse(SubscriptionKey.of(subscription), queue);
    }

    /** What a topic has is there for a subscription. */
    private static void requireReferences(List<QueueIndex> queues) {
        for (QueueIndex queue : queues) {
            if (queue.isTopic() && queue.hasUnreferenced()) {
                throw new SnapshotFormatException(queue.name() + " of a snapshot has a message for no subscription");
            }
        }
    }
}
