// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.queue;

import io.mambamq.core.snapshot.LiveMessages;
import io.mambamq.protocol.message.DestinationName;
import java.util.function.LongConsumer;

/**
 * The durable half of one queue: where its messages are and what delivery must know of them. A message is named by its
 * sequence, which ascends by one from 1 in the order in which messages entered.
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
    private final BlockRing<IndexBlock> blocks = new BlockRing<>();
    private final QueueSnapshots snapshots;
    private long nextSequence;
    private long messageCount;
    /** Bit p is set if there ever was a message with priority p. */
    private int priorities;
    /** The newest snapshot that has the queue as it was, or in which it was declared. */
    private int savedIn;

    /** Empty; {@code snapshots} are the partition's. */
    public QueueIndex(int id, DestinationName name, QueueSnapshots snapshots) {
        this(id, name, snapshots, 1);
        savedIn = snapshots.number();
    }

    /** Without the blocks, which {@link #restore} adds. */
    QueueIndex(int id, DestinationName name, QueueSnapshots snapshots, long nextSequence) {
        this.id = id;
        this.name = name;
        this.snapshots = snapshots;
        this.nextSequence = nextSequence;
    }

    public int id() {
        return id;
    }

    public DestinationName name() {
        return name;
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

    /** Takes a message out. The last block stays even if it is empty: the next message wants it. */
    public void remove(long sequence) {
        IndexBlock block = blockToChange(sequence);
        requirePresent(block, sequence);
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
     * @param dropping is told of each message that is about to leave
     */
    public void outliveRestart(LongConsumer dropping) {
        for (long number = blocks.first(); number < blocks.end(); number++) {
            IndexBlock block = blocks.get(number);
            if (block != null) {
                saveIfDue(number, block);
                if (block.markRedelivered()) {
                    dropTransient(number, block, dropping);
                }
            }
        }
    }

    private void dropTransient(long number, IndexBlock block, LongConsumer dropping) {
        for (int slot = 0; slot < IndexBlock.SIZE; slot++) {
            if (block.isTransient(slot)) {
                long sequence = number * IndexBlock.SIZE + slot;
                dropping.accept(sequence);
                remove(sequence);
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

    public long position(long sequence) {
        return block(sequence).position(slot(sequence));
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

    /** Every message that is there, in order. */
    public void forEachLive(LiveMessages listener) {
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
