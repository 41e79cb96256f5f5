// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core;

import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.SubscriptionName;
import io.mambamq.protocol.redelivery.RedeliveryOverride;
import org.jspecify.annotations.Nullable;

/**
 * Where a consumer takes its messages from.
 *
 * @param selector null, empty or white space for all messages
 * @param noLocal whether to leave out what its own connection sent; for topics only, queues have no such thing
 * @param subscription of a topic; null for one that ends with this consumer, and for a queue
 * @param redelivery what is to be different for what this consumer does not accept
 */
public record ConsumerSource(
        DestinationName destination,
        @Nullable String selector,
        boolean noLocal,
        @Nullable SubscriptionName subscription,
        RedeliveryOverride redelivery) {
    /** With the broker's redelivery. */
    public ConsumerSource(
            DestinationName destination,
            @Nullable String selector,
            boolean noLocal,
            @Nullable SubscriptionName subscription) {
        this(destination, selector, noLocal, subscription, RedeliveryOverride.NONE);
    }

    /** All messages of a destination. */
    public static ConsumerSource of(DestinationName destination) {
        return new ConsumerSource(destination, null, false, null);
    }
}
