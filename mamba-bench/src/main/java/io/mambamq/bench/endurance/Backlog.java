// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.LongConsumer;

/** Positions of the messages of one queue, taken in the order in which they came; 8 bytes each. Confined to one thread. */
final class Backlog {
    private static final int CHUNK = 4096;

    private final int stream;
    private final ArrayDeque<long[]> chunks = new ArrayDeque<>();
    private int first;
    private int end = CHUNK;
    private long size;

    /** @param stream of its messages in the journal */
    Backlog(int stream) {
        this.stream = stream;
    }

    int stream() {
        return stream;
    }

    long size() {
        return size;
    }

    void add(long position) {
        if (end == CHUNK) {
            chunks.addLast(new long[CHUNK]);
            end = 0;
        }
        chunks.getLast()[end++] = position;
        size++;
    }

    void removeFirst() {
        size--;
        if (++first == CHUNK) {
            chunks.removeFirst();
            first = 0;
            end = chunks.isEmpty() ? CHUNK : end;
        }
    }

    void forEach(LongConsumer consumer) {
        int from = first;
        Iterator<long[]> remaining = chunks.iterator();
        while (remaining.hasNext()) {
            long[] chunk = remaining.next();
            int to = remaining.hasNext() ? CHUNK : end;
            for (int i = from; i < to; i++) {
                consumer.accept(chunk[i]);
            }
            from = 0;
        }
    }
}
