// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.body;

import io.mambamq.protocol.message.EncodedMessage;
import org.jspecify.annotations.Nullable;

/**
 * Encoded messages by their position in the log, bounded in bytes. When it is full the oldest go: a queue that is being
 * consumed finds its messages here, and one that nobody consumes does not fill it for ever.
 *
 * <p>A chained hash table of its own, because its keys are primitive and its entries form the list of ages as well.
 */
final class BodyCache {
    /** What an entry costs besides the message's bytes, about. */
    static final int ENTRY_BYTES = 96;

    private static final int TABLE_INITIAL = 1 << 10;
    private static final long HASH_MULTIPLIER = 0x9E3779B97F4A7C15L;

    private static final class Entry {
        private final long position;
        private final EncodedMessage message;
        private @Nullable Entry inBucket;
        private @Nullable Entry older;
        private @Nullable Entry newer;

        Entry(long position, EncodedMessage message) {
            this.position = position;
            this.message = message;
        }

        long costBytes() {
            return message.sizeBytes() + (long) ENTRY_BYTES;
        }
    }

    private final long bytesMax;
    private @Nullable Entry[] table = new @Nullable Entry[TABLE_INITIAL];
    private @Nullable Entry oldest;
    private @Nullable Entry newest;
    private int count;
    private long bytes;

    BodyCache(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Keeps a message under a position that is not in the cache; older ones make room. */
    void put(long position, EncodedMessage message) {
        Entry entry = new Entry(position, message);
        if (entry.costBytes() > bytesMax) {
            return;
        }
        while (bytes + entry.costBytes() > bytesMax && oldest != null) {
            remove(oldest.position);
        }
        if (count == table.length) {
            grow();
        }
        int bucket = bucketOf(position);
        entry.inBucket = table[bucket];
        table[bucket] = entry;
        append(entry);
        count++;
        bytes += entry.costBytes();
    }

    @Nullable
    EncodedMessage get(long position) {
        for (Entry entry = table[bucketOf(position)]; entry != null; entry = entry.inBucket) {
            if (entry.position == position) {
                return entry.message;
            }
        }
        return null;
    }

    void remove(long position) {
        int bucket = bucketOf(position);
        Entry before = null;
        Entry entry = table[bucket];
        while (entry != null && entry.position != position) {
            before = entry;
            entry = entry.inBucket;
        }
        if (entry == null) {
            return;
        }
        if (before == null) {
            table[bucket] = entry.inBucket;
        } else {
            before.inBucket = entry.inBucket;
        }
        unlink(entry);
        count--;
        bytes -= entry.costBytes();
    }

    int count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    private int bucketOf(long position) {
        return (int) ((position * HASH_MULTIPLIER) >>> 32) & (table.length - 1);
    }

    private void append(Entry entry) {
        Entry last = newest;
        entry.older = last;
        if (last == null) {
            oldest = entry;
        } else {
            last.newer = entry;
        }
        newest = entry;
    }

    private void unlink(Entry entry) {
        Entry older = entry.older;
        Entry newer = entry.newer;
        if (older == null) {
            oldest = newer;
        } else {
            older.newer = newer;
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
    }

    private void grow() {
        table = new @Nullable Entry[table.length * 2];
        for (Entry entry = oldest; entry != null; entry = entry.newer) {
            int bucket = bucketOf(entry.position);
            entry.inBucket = table[bucket];
            table[bucket] = entry;
        }
    }
}
