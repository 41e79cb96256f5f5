// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.queue;

import org.jspecify.annotations.Nullable;

/**
 * By what a subscription is found again: no two of a partition have the same. Durable ones have names of their own, shared
 * or not (JMS 3.1 §8.3.3 to §8.3.5).
 *
 * @param clientId null for none
 */
public record SubscriptionKey(boolean durable, @Nullable String clientId, String name) {
    /** Null for a subscription without a name. */
    public static @Nullable SubscriptionKey of(Subscription subscription) {
        return subscription.name() == null
                ? null
                : new SubscriptionKey(
                        subscription.name().durable(),
                        subscription.clientId(),
                        subscription.name().name());
    }
}
