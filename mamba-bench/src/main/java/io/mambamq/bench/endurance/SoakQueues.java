// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import java.util.stream.IntStream;

/**
 * Three queues that differ in how long their messages stay: most are taken at once, a sixteenth stays until twice the log's
 * size was appended, one in 256 until four times. The latter two share a stream of the journal, so that page files are
 * consumed, but for a little that is carried on. Each queue is full after a while, and from then on each message that comes
 * takes the oldest away: the live set keeps its size.
 *
 * <p>Confined to the appender.
 */
final class SoakQueues {
    private static final int SHORT = 0;
    private static final int LONG = 1;
    private static final int LONGEST = 2;
    private static final int LONG_EVERY = 16;
    private static final int LONGEST_EVERY = 256;
    private static final int LONG_LOGS = 2;
    private static final int LONGEST_LOGS = 4;
    private static final int SHORT_MESSAGES = 1_000;

    /** What a message takes in a file beside its body: header, padding, index entry. */
    private static final int OVERHEAD_BYTES = 64;

    private final int bodyBytes;
    private final int[] capacity;
    private final int[] size = new int[3];
    private long number;

    SoakQueues(SoakOptions options) {
        bodyBytes = options.bodyBytes();
        long messagesPerLog = options.capBytes() / (bodyBytes + OVERHEAD_BYTES);
        capacity = new int[] {
            SHORT_MESSAGES,
            (int) (messagesPerLog * LONG_LOGS / LONG_EVERY),
            (int) (messagesPerLog * LONGEST_LOGS / LONGEST_EVERY)
        };
    }

    /** The index that belongs to these queues. */
    static OwnerIndex newIndex() {
        return new OwnerIndex(1, 2, 2);
    }

    /** Messages that are live when all queues are full. */
    long live() {
        return IntStream.of(capacity).asLongStream().sum();
    }

    /** Bytes that they take in page files, one by one. */
    long liveBytes() {
        return live() * (bodyBytes + OVERHEAD_BYTES);
    }

    /** The queue of the next message. */
    int next() {
        long of = number++ % LONGEST_EVERY;
        if (of == 0) {
            return LONGEST;
        }
        return of % LONG_EVERY == 0 ? LONG : SHORT;
    }

    /** A message goes into the queue; whether the oldest has to go for it. */
    boolean takesOldest(int queue) {
        if (size[queue] < capacity[queue]) {
            size[queue]++;
            return false;
        }
        return true;
    }
}
