// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.session;

import io.mambamq.jms.MambaDestination;
import io.mambamq.jms.failure.JmsFailures;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.message.DestinationKind;
import io.mambamq.protocol.message.SubscriptionName;
import io.mambamq.protocol.redelivery.RedeliveryOverride;
import io.mambamq.protocol.selector.MalformedSelectorException;
import io.mambamq.protocol.selector.Selector;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Topic;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer takes its messages from: a queue, or one of the four kinds of subscriptions of a topic (JMS 3.1 §8.3). The
 * factory methods check what an application handed in.
 *
 * @param selector null for none
 * @param noLocal of topics only
 * @param subscription null for a queue, and for a subscription of this consumer alone
 * @param redelivery what is to be different from the broker's for what is not accepted
 */
public record ConsumerSource(
        MambaDestination destination,
        @Nullable String selector,
        boolean noLocal,
        @Nullable SubscriptionName subscription,
        RedeliveryOverride redelivery) {

    private ConsumerSource(
            MambaDestination destination,
            @Nullable String selector,
            boolean noLocal,
            @Nullable SubscriptionName subscription) {
        this(destination, selector, noLocal, subscription, RedeliveryOverride.NONE);
    }

    public ConsumerSource withRedelivery(RedeliveryOverride value) {
        return new ConsumerSource(destination, selector, noLocal, subscription, value);
    }

    /**
     * A queue, where {@code noLocal} has no effect, or a subscription of a topic that is neither shared nor durable.
     *
     * @param selector null, empty or white space for none
     * @throws InvalidDestinationException if the destination is null or cannot be one of Mamba
     * @throws InvalidSelectorException if the selector is malformed
     */
    public static ConsumerSource of(@Nullable Destination destination, @Nullable String selector, boolean noLocal)
            throws JMSException {
        MambaDestination own = MambaDestination.from(destination);
        return new ConsumerSource(own, parsed(selector), noLocal && isTopic(own), null);
    }

    /** A shared subscription that ends with its last consumer; as {@link #durable} otherwise. */
    public static ConsumerSource shared(@Nullable Topic topic, @Nullable String name, @Nullable String selector)
            throws JMSException {
        return named(topic, selector, false, named(name, false, true));
    }

    /**
     * A durable subscription for one consumer at a time.
     *
     * @param selector null, empty or white space for none
     * @throws InvalidDestinationException if the topic is null, temporary, or cannot be one of Mamba
     * @throws InvalidSelectorException if the selector is malformed
     * @throws JMSException if the name is null or not allowed; says why
     */
    public static ConsumerSource durable(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return named(topic, selector, noLocal, named(name, true, false));
    }

    /** A durable subscription that consumers share; as {@link #durable} otherwise. */
    public static ConsumerSource sharedDurable(@Nullable Topic topic, @Nullable String name, @Nullable String selector)
            throws JMSException {
        return named(topic, selector, false, named(name, true, true));
    }

    /** Whether one consumer has it at a time, of a connection that has a client id (JMS 3.1 §8.3.3). */
    boolean isUnsharedDurable() {
        return subscription != null && subscription.durable() && !subscription.shared();
    }

    private static ConsumerSource named(
            @Nullable Topic topic, @Nullable String selector, boolean noLocal, SubscriptionName subscription)
            throws JMSException {
        MambaDestination own = MambaDestination.from(topic);
        if (!isTopic(own)) {
            throw new InvalidDestinationException("only topics have subscriptions, and " + own + " is none");
        }
        if (subscription.durable() && own.name().kind() == DestinationKind.TEMPORARY_TOPIC) {
            throw new InvalidDestinationException(
                    "a temporary topic ends with its connection and has no durable subscriptions: " + own);
        }
        return new ConsumerSource(own, parsed(selector), noLocal, subscription);
    }

    private static boolean isTopic(MambaDestination destination) {
        return !destination.name().kind().isQueue();
    }

    private static SubscriptionName named(@Nullable String name, boolean durable, boolean shared) throws JMSException {
        if (name == null) {
            throw new JMSException("the subscription's name is null");
        }
        try {
            return new SubscriptionName(name, durable, shared);
        } catch (IllegalArgumentException e) {
            throw JmsFailures.withCause(new JMSException(e.getMessage()), e);
        }
    }

    /**
     * The name of a durable subscription that is to end.
     *
     * @throws InvalidDestinationException if there cannot be one of that name; says why
     */
    static String unsubscribable(@Nullable String name) throws InvalidDestinationException {
        if (name == null) {
            throw new InvalidDestinationException("the subscription's name is null");
        }
        try {
            return new SubscriptionName(name, true, false).name();
        } catch (IllegalArgumentException e) {
            throw JmsFailures.withCause(new InvalidDestinationException(e.getMessage()), e);
        }
    }

    /** The selector if it is one; null for none. Parsed here too, so that one that is too long for a frame has its error. */
    public static @Nullable String parsed(@Nullable String selector) throws InvalidSelectorException {
        if (selector == null || Selector.isNone(selector)) {
            return null;
        }
        try {
            return Selector.parse(selector).text();
        } catch (MalformedSelectorException e) {
            throw JmsFailures.withCause(
                    new InvalidSelectorException(e.getMessage(), ErrorCode.INVALID_SELECTOR.name()), e);
        }
    }
}
