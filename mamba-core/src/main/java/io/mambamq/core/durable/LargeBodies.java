// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.queue.QueueIndex;
import io.mambamq.protocol.message.EncodedMessage;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which temporary queues have become bodies of messages. A message claims its body when it is sent or staged; from then on the
 * queue lasts as long as anybody needs the message, and a restart does not end it.
 */
final class LargeBodies {
    private final Catalog catalog;
    /** From the position of a message in the log to the id of the queue that is its body, in the order of the claims. */
    private final Map<Long, Integer> bodies = new LinkedHashMap<>();

    private final Set<Integer> claimed = new HashSet<>();

    LargeBodies(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Nothing if the message has no large body, or if that is gone or another message's. */
    void claim(long position, EncodedMessage message) {
        if (message.isBodyLarge()) {
            QueueIndex body = catalog.findTemporaryQueue(message.largeBody().name());
            if (body != null && claimed.add(body.id())) {
                bodies.put(position, body.id());
            }
        }
    }

    boolean isClaimed(QueueIndex queue) {
        return claimed.contains(queue.id());
    }

    /** The body of a message that nobody needs any more, which is to end; null if it has none. */
    @Nullable
    QueueIndex release(long position) {
        if (bodies.isEmpty()) {
            return null;
        }
        Integer body = bodies.remove(position);
        if (body == null) {
            return null;
        }
        claimed.remove(body);
        return catalog.queue(body);
    }

    boolean isEmpty() {
        return bodies.isEmpty();
    }

    /** From the positions of messages to the ids of queues; a view. */
    Map<Long, Integer> all() {
        return Collections.unmodifiableMap(bodies);
    }

    /** All of a snapshot; there was nothing before. */
    void restore(Map<Long, Integer> restored) {
        bodies.putAll(restored);
        claimed.addAll(restored.values());
    }
}
