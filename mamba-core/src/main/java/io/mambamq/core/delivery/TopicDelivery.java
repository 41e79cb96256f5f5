// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.core.command.SubscriptionIds;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import java.util.ArrayList;
import java.util.List;

/** A topic as its leader sees it: its subscriptions, also those whose command has not committed. */
public final class TopicDelivery {
    /** So that all of their ids fit an entry of a snapshot. */
    public static final int SUBSCRIPTIONS_MAX = 10_000;

    private final int id;
    private final DestinationName name;
    private final List<SubscriptionDelivery> subscriptions = new ArrayList<>();

    TopicDelivery(int id, DestinationName name) {
        this.id = id;
        this.name = name;
    }

    public int id() {
        return id;
    }

    public DestinationName name() {
        return name;
    }

    public boolean isFull() {
        return subscriptions.size() >= SUBSCRIPTIONS_MAX;
    }

    /** Of all subscriptions. */
    int consumers() {
        return subscriptions.stream()
                .mapToInt(subscription -> subscription.queue().consumers())
                .sum();
    }

    void add(SubscriptionDelivery subscription) {
        subscriptions.add(subscription);
    }

    void remove(SubscriptionDelivery subscription) {
        subscriptions.remove(subscription);
    }

    /** To which of the subscriptions the message goes. */
    public SubscriptionIds matching(EncodedMessage message, Sender sender) {
        int[] ids = new int[subscriptions.size()];
        int count = 0;
        for (SubscriptionDelivery subscription : subscriptions) {
            if (subscription.takes(message, sender)) {
                ids[count++] = subscription.queue().id();
            }
        }
        return SubscriptionIds.of(ids, count);
    }
}
