// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.core.queue.Subscription;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.selector.Selector;
import org.jspecify.annotations.Nullable;

/** A subscription as its leader sees it: what it takes of its topic, and the delivery of that. */
public final class SubscriptionDelivery {
    private final Subscription subscription;
    private final TopicDelivery topic;
    private final QueueDelivery queue;
    /** Null for all messages. */
    private final @Nullable Selector selector;
    /** For whose consumer it was made. Nobody's that outlived its leader, which is durable and asks for the client id. */
    private final long connection;

    SubscriptionDelivery(Subscription subscription, TopicDelivery topic, QueueDelivery queue, long connection) {
        this.subscription = subscription;
        this.topic = topic;
        this.queue = queue;
        this.connection = connection;
        this.selector = subscription.selector() == null ? null : Selector.parse(subscription.selector());
    }

    public Subscription subscription() {
        return subscription;
    }

    public QueueDelivery queue() {
        return queue;
    }

    TopicDelivery topic() {
        return topic;
    }

    /** Whether a message that this connection sends belongs to it. */
    boolean takes(EncodedMessage message, Sender sender) {
        return !(subscription.noLocal() && isLocal(sender)) && (selector == null || selector.matches(message, 1));
    }

    private boolean isLocal(Sender sender) {
        return subscription.isDurable()
                ? subscription.clientId() != null && subscription.clientId().equals(sender.clientId())
                : connection == sender.connection();
    }
}
