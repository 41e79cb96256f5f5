// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.queue.QueueIndex;
import io.mambamq.core.queue.QueueSnapshots;
import io.mambamq.core.queue.Subscription;
import io.mambamq.protocol.message.DestinationKind;
import io.mambamq.protocol.message.DestinationName;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The queues, topics and subscriptions of the partition by id. What has ended leaves no trace but that its id is not given
 * again before a restart.
 */
public final class Catalog {
    private final Map<Integer, QueueIndex> queues = new LinkedHashMap<>();
    private final Map<String, QueueIndex> temporaryQueues = new HashMap<>();

    private final QueueSnapshots snapshots;
    private int nextId = 1;

    Catalog(QueueSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** The id that whatever is declared next gets. */
    public int nextId() {
        return nextId;
    }

    QueueIndex declare(int id, DestinationName name) {
        takeId(id);
        QueueIndex queue = new QueueIndex(id, name, snapshots);
        add(queue);
        return queue;
    }

    QueueIndex subscribe(int id, Subscription subscription) {
        takeId(id);
        QueueIndex queue = new QueueIndex(id, subscription, queue(subscription.topicId()), snapshots);
        add(queue);
        return queue;
    }

    private void add(QueueIndex queue) {
        queues.put(queue.id(), queue);
        if (isTemporaryQueue(queue)) {
            temporaryQueues.put(queue.name().name(), queue);
        }
    }

    private static boolean isTemporaryQueue(QueueIndex queue) {
        return queue.name().kind() == DestinationKind.TEMPORARY_QUEUE;
    }

    /** Ids from this one on are free again: nothing that is left names any of them. */
    void restartIds(int firstFree) {
        nextId = firstFree;
    }

    private void takeId(int id) {
        if (id != nextId) {
            throw new IllegalStateException("the id " + id + " is given where " + nextId + " is next");
        }
        nextId = Math.incrementExact(nextId);
    }

    /**
     * Null if it has ended.
     *
     * @throws IllegalStateException if nothing ever had the id
     */
    public @Nullable QueueIndex find(int id) {
        if (id < 1 || id >= nextId) {
            throw new IllegalStateException("no destination or subscription ever had the id " + id);
        }
        return queues.get(id);
    }

    /**
     * What has the id.
     *
     * @throws IllegalStateException if it has ended, or nothing ever had the id
     */
    public QueueIndex queue(int id) {
        QueueIndex queue = find(id);
        if (queue == null) {
            throw new IllegalStateException("destination or subscription " + id + " has ended");
        }
        return queue;
    }

    /** Null if there is none of that name. */
    @Nullable
    QueueIndex findTemporaryQueue(String name) {
        return temporaryQueues.get(name);
    }

    /** It ends; what a snapshot under way has still to save of it stays as it is. */
    void remove(QueueIndex queue) {
        queues.remove(queue.id());
        if (isTemporaryQueue(queue)) {
            temporaryQueues.remove(queue.name().name());
        }
    }

    /** All of a snapshot; there was nothing before. */
    void restore(List<QueueIndex> restored, int restoredNextId) {
        restored.forEach(this::add);
        nextId = restoredNextId;
    }

    /** Queues, topics and subscriptions, in the order of their ids. */
    public Collection<QueueIndex> queues() {
        return Collections.unmodifiableCollection(queues.values());
    }
}
