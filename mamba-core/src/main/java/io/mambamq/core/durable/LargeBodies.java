// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.queue.QueueIndex;
import io.mambamq.protocol.message.EncodedMessage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which temporary queues have become bodies of messages. A message claims its body when it is sent or staged; from then on the
 * queue lasts as long as anybody needs the message, and a restart does not end it. A copy of the message that the broker itself
 * makes has the same body.
 */
final class LargeBodies {
    private final Catalog catalog;
    /** From the position of a message in the log to the id of the queue that is its body, in the order of the claims. */
    private final Map<Long, Integer> bodies = new LinkedHashMap<>();

    /** By how many messages a queue is claimed. */
    private final Map<Integer, Integer> claims = new LinkedHashMap<>();

    LargeBodies(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Nothing if the message has no large body, or if that is gone. */
    void claim(long position, EncodedMessage message) {
        if (message.isBodyLarge()) {
            QueueIndex body = catalog.findTemporaryQueue(message.largeBody().name());
            if (body != null) {
                claim(position, body.id());
            }
        }
    }

    private void claim(long position, int queueId) {
        bodies.put(position, queueId);
        claims.merge(queueId, 1, Integer::sum);
    }

    boolean isClaimed(QueueIndex queue) {
        return claims.containsKey(queue.id());
    }

    /** The queues that are bodies. */
    List<QueueIndex> queues() {
        return claims.keySet().stream().map(catalog::queue).toList();
    }

    /** The body of a message that nobody needs any more, which is to end; null if it has none, or another one needs it. */
    @Nullable
    QueueIndex release(long position) {
        if (bodies.isEmpty()) {
            return null;
        }
        Integer body = bodies.remove(position);
        if (body == null) {
            return null;
        }
        return claims.computeIfPresent(body, (id, count) -> count == 1 ? null : count - 1) == null
                ? catalog.queue(body)
                : null;
    }

    /** From the positions of messages to the ids of queues; a view. */
    Map<Long, Integer> all() {
        return Collections.unmodifiableMap(bodies);
    }

    /** All of a snapshot; there was nothing before. */
    void restore(Map<Long, Integer> restored) {
        restored.forEach(this::claim);
    }
}
