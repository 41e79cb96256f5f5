// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.SequenceRanges;
import io.mambamq.core.command.SubscriptionIds;
import io.mambamq.core.queue.QueueIndex;
import io.mambamq.core.queue.StoredMessage;
import io.mambamq.core.queue.Subscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** How messages enter and leave the queues and subscriptions of the catalog. */
final class QueueContents {
    private final Catalog catalog;
    private final LargeBodies bodies;
    /** Bodies whose message nobody needs any more; empty between commands. */
    private final Deque<QueueIndex> endingBodies = new ArrayDeque<>();

    private boolean endingABody;

    QueueContents(Catalog catalog) {
        this.catalog = catalog;
        this.bodies = new LargeBodies(catalog);
    }

    LargeBodies bodies() {
        return bodies;
    }

    /** Nothing if the queue has ended meanwhile, as one that a transaction sent to may have. */
    void send(int queueId, StoredMessage message, DurableListener listener) {
        QueueIndex queue = catalog.find(queueId);
        if (queue == null) {
            release(queueId, message.position(), listener);
        } else {
            listener.messageAdded(queue, queue.append(message));
        }
    }

    /** Into those of the subscriptions that have not ended. */
    void publish(int topicId, SubscriptionIds ids, StoredMessage message, DurableListener listener) {
        List<QueueIndex> subscriptions = new ArrayList<>(ids.count());
        ids.forEach(id -> {
            QueueIndex subscription = catalog.find(id);
            if (subscription != null) {
                subscriptions.add(subscription);
            }
        });
        if (subscriptions.isEmpty()) {
            release(topicId, message.position(), listener);
            return;
        }
        StoredMessage published = catalog.queue(topicId).publish(message, subscriptions.size());
        for (QueueIndex subscription : subscriptions) {
            listener.messageAdded(subscription, subscription.append(published));
        }
    }

    /** Messages that were settled; nothing if their subscription has ended meanwhile. */
    void remove(int queueId, SequenceRanges sequences, DurableListener listener) {
        QueueIndex queue = catalog.find(queueId);
        if (queue != null) {
            sequences.forEach(sequence -> remove(queue, sequence, listener));
        }
    }

    private void remove(QueueIndex queue, long sequence, DurableListener listener) {
        listener.messageRemoving(queue, sequence);
        long position = queue.position(sequence);
        if (queue.remove(sequence)) {
            release(queue.stream(), position, listener);
        }
    }

    /** Nobody needs the message that the log has there any more, nor its large body if it has one. */
    void release(int stream, long position, DurableListener listener) {
        listener.bodyReleased(stream, position);
        releaseBody(position, listener);
    }

    /** A body consists of messages, which a client may have given bodies of their own: the depth of the stack does not tell. */
    private void releaseBody(long position, DurableListener listener) {
        QueueIndex body = bodies.release(position);
        if (body == null) {
            return;
        }
        endingBodies.add(body);
        if (!endingABody) {
            endingABody = true;
            for (QueueIndex ending = endingBodies.poll(); ending != null; ending = endingBodies.poll()) {
                endDestination(ending, listener);
            }
            endingABody = false;
        }
    }

    /** A prepared transaction settles them; nothing if their subscription has ended meanwhile. */
    void lock(int queueId, SequenceRanges sequences) {
        QueueIndex queue = catalog.find(queueId);
        if (queue != null) {
            sequences.forEach(queue::lock);
        }
    }

    /** A prepared transaction that settled them was rolled back. */
    void unlock(int queueId, SequenceRanges sequences, DurableListener listener) {
        QueueIndex queue = catalog.find(queueId);
        if (queue != null) {
            sequences.forEach(sequence -> {
                queue.unlock(sequence);
                listener.messageUnlocked(queue, sequence);
            });
        }
    }

    /** Everyone is gone, and with them temporary destinations and the subscriptions that are not durable. */
    void outliveRestart(DurableListener listener) {
        for (QueueIndex queue : List.copyOf(catalog.queues())) {
            if (catalog.find(queue.id()) == null) {
                // A subscription that has ended with its topic just now.
                continue;
            }
            if (!outlivesRestart(queue)) {
                if (queue.subscription() == null) {
                    endDestination(queue, listener);
                } else {
                    end(queue, listener);
                }
            } else if (!queue.isTopic()) {
                queue.outliveRestart(sequence -> remove(queue, sequence, listener));
            }
        }
    }

    boolean outlivesRestart(QueueIndex queue) {
        return queue.name().kind().isTemporary()
                ? bodies.isClaimed(queue)
                : queue.subscription() == null || queue.subscription().isDurable();
    }

    /** A queue ends, or a topic and its subscriptions. */
    void endDestination(QueueIndex destination, DurableListener listener) {
        if (destination.isTopic()) {
            endSubscriptions(destination.id(), listener);
        }
        listener.queueEnding(destination);
        catalog.remove(destination);
        destination.forEachLive((stream, position) -> release(stream, position, listener));
    }

    private void endSubscriptions(int topicId, DurableListener listener) {
        for (QueueIndex queue : List.copyOf(catalog.queues())) {
            Subscription subscription = queue.subscription();
            if (subscription != null && subscription.topicId() == topicId) {
                end(queue, listener);
            }
        }
    }

    /** A subscription ends. */
    void end(QueueIndex subscription, DurableListener listener) {
        listener.queueEnding(subscription);
        catalog.remove(subscription);
        subscription.releaseAll(position -> releaseBody(position, listener));
    }
}
