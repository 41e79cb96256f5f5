// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.queue;

import io.mambamq.core.snapshot.LiveMessages;
import io.mambamq.protocol.message.DestinationName;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The durable half of one queue: where its messages are and what delivery must know of them. A message is named by its
 * sequence, which ascends by one from 1 in the order in which messages entered.
 *
 * <p>A topic has one too, and so has each of its subscriptions. The topic's says where the bodies are, once for all
 * subscriptions, and counts those that hold a message; it leaves with the last of them. A subscription's says in place of
 * the position which sequence the message has in the topic's.
 *
 * <p>Sequences that are asked for must be present; anything else is a defect of the caller.
 *
 * <p>While a snapshot of the partition is under way, a block is saved in it before it changes for the first time.
 */
public final class QueueIndex {
    /** In place of a sequence: there is none. */
    public static final long NONE = 0;

    private final int id;
    private final DestinationName name;
    private final @Nullable Subscription subscription;
    /** Of a subscription only. */
    private final @Nullable QueueIndex topic;

    private final BlockRing<IndexBlock> blocks = new BlockRing<>();
    private final QueueSnapshots snapshots;
    private long nextSequence;
    private long messageCount;
    /** Bit p is set if there ever was a message with priority p. */
    private int priorities;
    /** The newest snapshot that has the queue as it was, or in which it was declared. */
    private int savedIn;

    /** That of a queue or a topic, empty; {@code snapshots} are the partition's. */
    public QueueIndex(int id, DestinationName name, QueueSnapshots snapshots) {
        this(id, name, null, null, snapshots, 1);
        savedIn = snapshots.number();
    }

    /** That of a subscription, empty. */
    public QueueIndex(int id, Subscription subscription, QueueIndex topic, QueueSnapshots snapshots) {
        this(id, topic.name, subscription, topic, snapshots, 1);
        savedIn = snapshots.number();
    }

    /** Without the blocks, which {@link #restore} adds. */
    QueueIndex(
            int id,
            DestinationName name,
            @Nullable Subscription subscription,
            @Nullable QueueIndex topic,
            QueueSnapshots snapshots,
            long nextSequence) {
        this.id = id;
        this.name = name;
        this.subscription = subscription;
        this.topic = topic;
        this.snapshots = snapshots;
        this.nextSequence = nextSequence;
    }

    public int id() {
        return id;
    }

    /** Of a subscription, its topic's. */
    public DestinationName name() {
        return name;
    }

    /** Null for a queue or a topic. */
    public @Nullable Subscription subscription() {
        return subscription;
    }

    /** Null for a queue or a topic. */
    @Nullable
    QueueIndex topic() {
        return topic;
    }

    /** Whether it says where the bodies of a topic are, so that nobody consumes from it. */
    public boolean isTopic() {
        return subscription == null && !name.kind().isQueue();
    }

    /** The stream of the log in which the bodies of its messages are. */
    public int stream() {
        return topic == null ? id : topic.id;
    }

    /** The sequence that the next message gets. */
    public long nextSequence() {
        return nextSequence;
    }

    public long messageCount() {
        return messageCount;
    }

    /** Enters a message at the end and returns its sequence. */
    public long append(StoredMessage message) {
        if (blockNumber(nextSequence) == blocks.end()) {
            startBlock();
        }
        blockToChange(nextSequence).put(slot(nextSequence), message);
        priorities |= 1 << message.priority();
        messageCount++;
        return nextSequence++;
    }

    private void startBlock() {
        if (snapshots.isDue(savedIn)) {
            snapshots.running().saveHead(this);
        }
        long number = blocks.end() - 1;
        IndexBlock last = blocks.get(number);
        if (last != null && last.isEmpty()) {
            saveIfDue(number, last);
            blocks.release(number);
        }
        blocks.append(new IndexBlock(snapshots.number()));
    }

    /**
     * A topic's: enters a message that so many of its subscriptions are going to hold, and returns what {@link #append} of
     * theirs takes.
     */
    public StoredMessage publish(StoredMessage message, int subscriptions) {
        long sequence = append(message);
        block(sequence).addReferences(slot(sequence), subscriptions);
        return message.at(sequence);
    }

    /**
     * Takes a message out. The last block stays even if it is empty: the next message wants it.
     *
     * @return whether nobody needs its body any more; not so while other subscriptions of the topic hold it
     */
    public boolean remove(long sequence) {
        IndexBlock block = blockToChange(sequence);
        requirePresent(block, sequence);
        long published = block.position(slot(sequence));
        takeOut(sequence, block);
        return topic == null || topic.dropReference(published);
    }

    /**
     * The subscription has ended: its topic forgets what nobody else holds. The index itself stays as it is, for a snapshot
     * that is under way may have to save it.
     *
     * @param released takes the position of each message that was held by nobody else
     */
    public void releaseAll(LongConsumer released) {
        if (topic != null) {
            for (long sequence = nextPresent(1); sequence != NONE; sequence = nextPresent(sequence + 1)) {
                long published = publishedSequence(sequence);
                long position = topic.position(published);
                if (topic.dropReference(published)) {
                    released.accept(position);
                }
            }
        }
    }

    /** Tells whether it was the last. */
    private boolean dropReference(long sequence) {
        if (block(sequence).dropReference(slot(sequence)) > 0) {
            return false;
        }
        takeOut(sequence, blockToChange(sequence));
        return true;
    }

    private void takeOut(long sequence, IndexBlock block) {
        block.remove(slot(sequence));
        messageCount--;
        long number = blockNumber(sequence);
        if (block.isEmpty() && number != blocks.end() - 1) {
            blocks.release(number);
        }
    }

    /**
     * A restart: what is persistent counts as redelivered from now on, and the rest leaves. Messages locked by a prepared
     * transaction stay as they are.
     *
     * @param remover takes out each message that is not to be left
     */
    public void outliveRestart(LongConsumer remover) {
        for (long number = blocks.first(); number < blocks.end(); number++) {
            IndexBlock block = blocks.get(number);
            if (block != null) {
                saveIfDue(number, block);
                if (block.markRedelivered()) {
                    dropTransient(number, block, remover);
                }
            }
        }
    }

    private static void dropTransient(long number, IndexBlock block, LongConsumer remover) {
        for (int slot = 0; slot < IndexBlock.SIZE; slot++) {
            if (block.isTransient(slot)) {
                remover.accept(number * IndexBlock.SIZE + slot);
            }
        }
    }

    /** The first present sequence at or after the given one, or {@link #NONE}. */
    public long nextPresent(long from) {
        long sequence = Math.max(from, blocks.first() * IndexBlock.SIZE);
        while (sequence < nextSequence) {
            IndexBlock block = blocks.get(blockNumber(sequence));
            if (block == null) {
                sequence = (blockNumber(sequence) + 1) * IndexBlock.SIZE;
            } else if (block.isPresent(slot(sequence))) {
                return sequence;
            } else {
                sequence++;
            }
        }
        return NONE;
    }

    /**
     * The first present sequence of a priority, at or after {@code from} and before {@code end}, or {@link #NONE}. Takes time
     * in proportion to the distance, unless no message ever had that priority.
     */
    public long nextPresent(long from, long end, int priority) {
        if ((priorities & 1 << priority) == 0) {
            return NONE;
        }
        long sequence = Math.max(from, blocks.first() * IndexBlock.SIZE);
        while (sequence < end) {
            IndexBlock block = blocks.get(blockNumber(sequence));
            if (block == null) {
                sequence = (blockNumber(sequence) + 1) * IndexBlock.SIZE;
            } else if (block.isPresent(slot(sequence)) && block.priority(slot(sequence)) == priority) {
                return sequence;
            } else {
                sequence++;
            }
        }
        return NONE;
    }

    public boolean isPresent(long sequence) {
        IndexBlock block = blocks.get(blockNumber(sequence));
        return block != null && block.isPresent(slot(sequence));
    }

    /** Of the command in the log that carries its body. */
    public long position(long sequence) {
        long position = block(sequence).position(slot(sequence));
        return topic == null ? position : topic.position(position);
    }

    public int sizeBytes(long sequence) {
        return block(sequence).sizeBytes(slot(sequence));
    }

    public int priority(long sequence) {
        return block(sequence).priority(slot(sequence));
    }

    public boolean isPersistent(long sequence) {
        return block(sequence).isPersistent(slot(sequence));
    }

    /** Milliseconds since 1970; 0 for never. */
    public long expirationMs(long sequence) {
        return block(sequence).expirationMs(slot(sequence));
    }

    /** Milliseconds since 1970; 0 for at once. */
    public long deliveryTimeMs(long sequence) {
        return block(sequence).deliveryTimeMs(slot(sequence));
    }

    /** Whether it outlived a restart and may have been delivered before. */
    public boolean isRedelivered(long sequence) {
        return block(sequence).isRedelivered(slot(sequence));
    }

    /** Whether a prepared transaction settles it. */
    public boolean isLocked(long sequence) {
        return block(sequence).isLocked(slot(sequence));
    }

    public void lock(long sequence) {
        IndexBlock block = blockToChange(sequence);
        requirePresent(block, sequence);
        if (block.isLocked(slot(sequence))) {
            throw new IllegalStateException("message " + sequence + " of " + name + " is locked already");
        }
        block.lock(slot(sequence));
    }

    public void unlock(long sequence) {
        IndexBlock block = blockToChange(sequence);
        requirePresent(block, sequence);
        block.unlock(slot(sequence));
    }

    /** All flags of the entry in one number, for comparing two indexes. */
    public int flags(long sequence) {
        return block(sequence).flags(slot(sequence));
    }

    // ---- all messages

    /** Every message that is there, in order; none of a subscription, whose topic tells of them. */
    public void forEachLive(LiveMessages listener) {
        if (topic != null) {
            return;
        }
        for (long number = blocks.first(); number < blocks.end(); number++) {
            IndexBlock block = blocks.get(number);
            if (block != null) {
                block.forEachLive(id, listener);
            }
        }
    }

    public void forEachUnlocked(UnlockedMessages visitor) {
        for (long number = blocks.first(); number < blocks.end(); number++) {
            IndexBlock block = blocks.get(number);
            if (block != null) {
                block.forEachUnlocked(number * IndexBlock.SIZE, visitor);
            }
        }
    }

    /** Of a subscription: which sequence the message has in its topic's index. */
    public long publishedSequence(long sequence) {
        return block(sequence).position(slot(sequence));
    }

    // ---- snapshots

    BlockRing<IndexBlock> blocks() {
        return blocks;
    }

    int savedIn() {
        return savedIn;
    }

    void setSavedIn(int snapshot) {
        savedIn = snapshot;
    }

    /** Behind the block of the newest message; 0 if there never was one. */
    static long endBlock(long nextSequence) {
        return nextSequence == 1 ? 0 : blockNumber(nextSequence - 1) + 1;
    }

    /** Whether all messages of the block have sequences that were given. */
    boolean hasRoomFor(long number, IndexBlock block) {
        boolean beforeFirst = number == 0 && block.isPresent(0);
        boolean behindLast = number == blockNumber(nextSequence) && block.isPresentFrom(slot(nextSequence));
        return !beforeFirst && !behindLast;
    }

    /** Puts a block in its place, which is free and in the window of the queue. */
    void restore(long number, IndexBlock block) {
        blocks.put(number, block);
        priorities |= block.priorities();
        messageCount += block.presentCount();
    }

    /** All blocks are back: a subscription tells its topic what it holds. False if the topic does not have that. */
    boolean restoreReferences() {
        if (topic == null) {
            return true;
        }
        long last = NONE;
        for (long sequence = nextPresent(1); sequence != NONE; sequence = nextPresent(sequence + 1)) {
            long published = publishedSequence(sequence);
            if (published <= last || !topic.isPresent(published)) {
                return false;
            }
            topic.block(published).addReferences(slot(published), 1);
            last = published;
        }
        return true;
    }

    /** Whether a topic has a message that no subscription holds. */
    boolean hasUnreferenced() {
        for (long number = blocks.first(); number < blocks.end(); number++) {
            IndexBlock block = blocks.get(number);
            if (block != null && block.hasUnreferenced()) {
                return true;
            }
        }
        return false;
    }

    private void saveIfDue(long number, IndexBlock block) {
        if (snapshots.isDue(block.savedIn())) {
            snapshots.running().save(this, number, block);
        }
    }

    private IndexBlock blockToChange(long sequence) {
        IndexBlock block = block(sequence);
        saveIfDue(blockNumber(sequence), block);
        return block;
    }

    private void requirePresent(IndexBlock block, long sequence) {
        if (!block.isPresent(slot(sequence))) {
            throw new IllegalStateException("message " + sequence + " of " + name + " is not there");
        }
    }

    private IndexBlock block(long sequence) {
        IndexBlock block = blocks.get(blockNumber(sequence));
        if (block == null) {
            throw new IllegalStateException("message " + sequence + " of " + name + " is not there");
        }
        return block;
    }

    private static long blockNumber(long sequence) {
        return sequence / IndexBlock.SIZE;
    }

    private static int slot(long sequence) {
        return (int) (sequence % IndexBlock.SIZE);
    }
}
