// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.core.queue.BlockRing;
import org.jspecify.annotations.Nullable;

/**
 * The unsettled deliveries of one session by their number, which ascends by one from 1. Kept in blocks of neighbours, so
 * that one delivery that stays unsettled for long holds one block and not all later ones.
 */
public final class InFlightDeliveries {
    /** In place of a delivery number: there is none. */
    public static final long NONE = 0;

    private static final int BLOCK_SIZE = 64;

    private static final class Block {
        final @Nullable QueueConsumer[] consumers = new @Nullable QueueConsumer[BLOCK_SIZE];
        final long[] sequences = new long[BLOCK_SIZE];
        int used;
    }

    private final BlockRing<Block> blocks = new BlockRing<>();
    private final int countMax;
    private long next = 1;
    private int count;

    public InFlightDeliveries(int countMax) {
        this.countMax = countMax;
    }

    public int count() {
        return count;
    }

    public boolean isFull() {
        return count >= countMax;
    }

    /** The number that the next delivery gets. */
    public long next() {
        return next;
    }

    /** Returns the number of the new delivery. */
    public long add(QueueConsumer consumer, long sequence) {
        long delivery = next++;
        long number = delivery / BLOCK_SIZE;
        if (number == blocks.end()) {
            releaseIfEmpty(number - 1);
            blocks.append(new Block());
        }
        Block block = requireBlock(delivery);
        block.consumers[slot(delivery)] = consumer;
        block.sequences[slot(delivery)] = sequence;
        block.used++;
        count++;
        return delivery;
    }

    /** To whom it was delivered; null if no such delivery is unsettled. */
    public @Nullable QueueConsumer consumer(long delivery) {
        Block block = blocks.get(delivery / BLOCK_SIZE);
        return block == null ? null : block.consumers[slot(delivery)];
    }

    /** Which message of the consumer's queue it is; only for an unsettled delivery. */
    public long sequence(long delivery) {
        return requireBlock(delivery).sequences[slot(delivery)];
    }

    /** Forgets an unsettled delivery. */
    public void remove(long delivery) {
        Block block = requireBlock(delivery);
        if (block.consumers[slot(delivery)] == null) {
            throw new IllegalStateException("delivery " + delivery + " is not in flight");
        }
        block.consumers[slot(delivery)] = null;
        block.used--;
        count--;
        if (delivery / BLOCK_SIZE != blocks.end() - 1) {
            releaseIfEmpty(delivery / BLOCK_SIZE);
        }
    }

    /** The first unsettled delivery with at least that number, or {@link #NONE}. */
    public long nextFrom(long from) {
        long delivery = Math.max(from, blocks.first() * BLOCK_SIZE);
        while (delivery < next) {
            Block block = blocks.get(delivery / BLOCK_SIZE);
            if (block == null) {
                delivery = (delivery / BLOCK_SIZE + 1) * BLOCK_SIZE;
            } else if (block.consumers[slot(delivery)] != null) {
                return delivery;
            } else {
                delivery++;
            }
        }
        return NONE;
    }

    private void releaseIfEmpty(long number) {
        Block block = blocks.get(number);
        if (block != null && block.used == 0) {
            blocks.release(number);
        }
    }

    private Block requireBlock(long delivery) {
        Block block = blocks.get(delivery / BLOCK_SIZE);
        if (block == null) {
            throw new IllegalStateException("delivery " + delivery + " is not in flight");
        }
        return block;
    }

    private static int slot(long delivery) {
        return (int) (delivery % BLOCK_SIZE);
    }
}
