// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of a queue that may receive, in a line: who got a message goes to its end, so that all are served in
 * turn. A consumer whose credit ended meanwhile leaves the line when its turn comes.
 */
final class WaitingConsumers {
    private final ArrayDeque<QueueConsumer> line = new ArrayDeque<>();

    void add(QueueConsumer consumer) {
        if (!consumer.isWaiting()) {
            consumer.setWaiting(true);
            line.addLast(consumer);
        }
    }

    void remove(QueueConsumer consumer) {
        if (consumer.isWaiting()) {
            consumer.setWaiting(false);
            line.remove(consumer);
        }
    }

    /** Whose turn it is; null if nobody may receive. */
    @Nullable
    QueueConsumer first() {
        for (QueueConsumer first = line.peekFirst(); first != null; first = line.peekFirst()) {
            if (first.mayReceive()) {
                return first;
            }
            line.removeFirst();
            first.setWaiting(false);
        }
        return null;
    }

    /** The first got its message. */
    void rotate() {
        if (line.size() > 1) {
            line.addLast(line.removeFirst());
        }
    }
}
