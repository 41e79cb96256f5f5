// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.core.command.DeclareDestination;
import io.mambamq.core.command.DeleteDestination;
import io.mambamq.core.command.Subscribe;
import io.mambamq.core.command.Unsubscribe;
import io.mambamq.core.log.Proposals;
import io.mambamq.core.queue.QueueIndex;
import io.mambamq.core.queue.Subscription;
import io.mambamq.core.queue.SubscriptionKey;
import io.mambamq.protocol.message.DestinationName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The queues, topics and subscriptions as the leader sees them: with those whose command was proposed and has not
 * committed, without those whose end was.
 */
public final class QueueDirectory {
    /** Messages with a large body at a time. */
    public static final int BODIES_MAX = 100_000;

    private final int queuesMax;
    private final boolean autoCreate;
    private final Proposals proposals;
    private final Map<DestinationName, QueueDelivery> queues = new HashMap<>();
    private final Map<DestinationName, TopicDelivery> topics = new HashMap<>();
    /** Queues that have become bodies of messages: they can be read, and that is all. */
    private final Map<DestinationName, QueueDelivery> bodies = new HashMap<>();
    /** Those with a name. */
    private final Map<SubscriptionKey, SubscriptionDelivery> subscriptions = new HashMap<>();
    /** Queues and subscriptions, until their end has committed. */
    private final Map<Integer, QueueDelivery> byId = new HashMap<>();

    private int nextId = 1;

    /** @param autoCreate whether queues and topics come into being by being used */
    public QueueDirectory(int queuesMax, boolean autoCreate, Proposals proposals) {
        this.queuesMax = queuesMax;
        this.autoCreate = autoCreate;
        this.proposals = proposals;
    }

    // ---- what the log told

    /** The leader begins: what it declares gets ids from this one on. */
    public void startAt(int firstId) {
        nextId = firstId;
    }

    /**
     * A queue, topic or subscription that the log told before this leader began. What is going to end with {@link
     * io.mambamq.core.command.Restarted}, temporary destinations among them, is nobody's any more.
     */
    public void adopt(QueueIndex index) {
        Subscription subscription = index.subscription();
        if (index.name().kind().isTemporary()) {
            return;
        }
        if (index.isTopic()) {
            addTopic(index.id(), index.name());
        } else if (subscription == null) {
            addQueue(index.id(), index.name()).bind(index);
        } else if (subscription.isDurable()) {
            addSubscription(index.id(), subscription, topic(index.name()), 0)
                    .queue()
                    .bind(index);
        }
    }

    /** A body of a message that outlived the beginning of this leader. */
    public void adoptBody(QueueIndex index) {
        QueueDelivery body = new QueueDelivery(index.id(), index.name());
        byId.put(index.id(), body);
        bodies.put(index.name(), body);
        body.bind(index);
    }

    void bindDeclared(QueueIndex index) {
        if (!index.isTopic()) {
            queue(index.id()).bind(index);
        }
    }

    /** Null for a subscription that this leader never took over, because it ends with the restart. */
    @Nullable
    QueueDelivery removeEnded(QueueIndex index) {
        QueueDelivery ended = byId.remove(index.id());
        if (ended != null && bodies.remove(index.name(), ended)) {
            ended.end();
        }
        return ended;
    }

    public QueueDelivery queue(int id) {
        QueueDelivery queue = byId.get(id);
        if (queue == null) {
            throw new IllegalStateException("no queue or subscription has the id " + id);
        }
        return queue;
    }

    // ---- queues and topics

    /** Null if no queue of that name was declared. */
    public @Nullable QueueDelivery find(DestinationName name) {
        return queues.get(name);
    }

    /** The queue of that name, declared if it is new and may be; null otherwise. */
    public @Nullable QueueDelivery findOrDeclare(DestinationName name) {
        QueueDelivery known = queues.get(name);
        return known != null || !isDeclaredByUse(name) ? known : declareQueue(name);
    }

    /** The topic of that name, declared if it is new and may be; null otherwise. */
    public @Nullable TopicDelivery findOrDeclareTopic(DestinationName name) {
        TopicDelivery known = topics.get(name);
        return known != null || !isDeclaredByUse(name) ? known : declareTopic(name);
    }

    private boolean isDeclaredByUse(DestinationName name) {
        return autoCreate && !name.kind().isTemporary() && !isFull();
    }

    /** Declares a queue or topic that there is not yet; the partition is not full. */
    public void declare(DestinationName name) {
        if (name.kind().isQueue()) {
            declareQueue(name);
        } else {
            declareTopic(name);
        }
    }

    private QueueDelivery declareQueue(DestinationName name) {
        QueueDelivery declared = addQueue(nextId++, name);
        proposals.propose(new DeclareDestination(declared.id(), name));
        return declared;
    }

    private TopicDelivery declareTopic(DestinationName name) {
        TopicDelivery declared = addTopic(nextId++, name);
        proposals.propose(new DeclareDestination(declared.id(), name));
        return declared;
    }

    public boolean isKnown(DestinationName name) {
        return queues.containsKey(name) || topics.containsKey(name) || bodies.containsKey(name);
    }

    /** How many consumers a queue or topic has. */
    public int consumers(DestinationName name) {
        QueueDelivery queue = queues.get(name);
        TopicDelivery topic = topics.get(name);
        return queue != null ? queue.consumers() : topic != null ? topic.consumers() : 0;
    }

    /** A queue or topic without consumers ends, and nothing goes to it any more. Nothing if it is not known. */
    public void delete(DestinationName name) {
        QueueDelivery queue = queues.remove(name);
        if (queue != null) {
            queue.end();
            proposals.propose(new DeleteDestination(queue.id()));
        }
        TopicDelivery topic = topics.remove(name);
        if (topic != null) {
            proposals.propose(new DeleteDestination(topic.id()));
        }
    }

    /** Whether there are as many queues, topics and subscriptions as there may be, or all ids were given. */
    public boolean isFull() {
        return byId.size() - bodies.size() + topics.size() >= queuesMax || nextId == Integer.MAX_VALUE;
    }

    // ---- large bodies

    /** A temporary queue that nobody consumes from becomes the body of a message: nothing goes to it any more. */
    public void makeBody(DestinationName name) {
        QueueDelivery queue = queues.remove(name);
        if (queue != null) {
            bodies.put(name, queue);
        }
    }

    /** Null if no message has it, or not any more. */
    public @Nullable QueueDelivery findBody(DestinationName name) {
        return bodies.get(name);
    }

    boolean isBody(QueueDelivery queue) {
        return bodies.get(queue.name()) == queue;
    }

    public boolean isFullOfBodies() {
        return bodies.size() >= BODIES_MAX;
    }

    private TopicDelivery topic(DestinationName name) {
        TopicDelivery topic = topics.get(name);
        if (topic == null) {
            throw new IllegalStateException("no topic has the name " + name);
        }
        return topic;
    }

    private QueueDelivery addQueue(int id, DestinationName name) {
        QueueDelivery queue = new QueueDelivery(id, name);
        byId.put(id, queue);
        queues.put(name, queue);
        return queue;
    }

    private TopicDelivery addTopic(int id, DestinationName name) {
        TopicDelivery topic = new TopicDelivery(id, name);
        topics.put(name, topic);
        return topic;
    }

    // ---- subscriptions

    /** Null if there is none. */
    public @Nullable SubscriptionDelivery find(SubscriptionKey key) {
        return subscriptions.get(key);
    }

    /**
     * A new subscription. There is none with its key, and neither the topic nor the partition is full.
     *
     * @param connection for whose consumer it is
     */
    public SubscriptionDelivery subscribe(Subscription subscription, TopicDelivery topic, long connection) {
        SubscriptionDelivery added = addSubscription(nextId++, subscription, topic, connection);
        proposals.propose(new Subscribe(added.queue().id(), subscription));
        return added;
    }

    /** It ends, and nothing goes to it any more. */
    public void unsubscribe(SubscriptionDelivery ended) {
        SubscriptionKey key = SubscriptionKey.of(ended.subscription());
        if (key != null) {
            subscriptions.remove(key);
        }
        ended.topic().remove(ended);
        ended.queue().end();
        proposals.propose(new Unsubscribe(ended.queue().id()));
    }

    /** A consumer has gone: a subscription that is not durable ends with its last one. */
    public void consumerDetached(QueueDelivery queue) {
        SubscriptionDelivery subscription = queue.subscription();
        if (subscription != null
                && !subscription.subscription().isDurable()
                && queue.consumers() == 0
                && !queue.isEnded()) {
            unsubscribe(subscription);
        }
    }

    private SubscriptionDelivery addSubscription(
            int id, Subscription subscription, TopicDelivery topic, long connection) {
        QueueDelivery queue = new QueueDelivery(id, topic.name());
        SubscriptionDelivery added = new SubscriptionDelivery(subscription, topic, queue, connection);
        queue.isOf(added);
        byId.put(id, queue);
        topic.add(added);
        SubscriptionKey key = SubscriptionKey.of(subscription);
        if (key != null) {
            subscriptions.put(key, added);
        }
        return added;
    }
}
