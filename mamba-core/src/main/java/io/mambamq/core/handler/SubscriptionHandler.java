// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.ConsumerSource;
import io.mambamq.core.MachineConfig;
import io.mambamq.core.delivery.QueueDelivery;
import io.mambamq.core.delivery.QueueDirectory;
import io.mambamq.core.delivery.SubscriptionDelivery;
import io.mambamq.core.delivery.TopicDelivery;
import io.mambamq.core.queue.Subscription;
import io.mambamq.core.queue.SubscriptionKey;
import io.mambamq.core.session.Session;
import io.mambamq.core.session.SessionTable;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.message.SubscriptionName;
import io.mambamq.protocol.selector.Selector;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Consumers of topics come to subscriptions, which are made for them or were there before; durable ones are ended. */
public final class SubscriptionHandler {
    private final MachineConfig config;
    private final SessionTable sessions;
    private final QueueDirectory queues;
    private final Answers answers;

    public SubscriptionHandler(MachineConfig config, SessionTable sessions, QueueDirectory queues, Answers answers) {
        this.config = config;
        this.sessions = sessions;
        this.queues = queues;
        this.answers = answers;
    }

    /** The consumer gets what its subscription has, which was chosen by the selector already. */
    @Nullable
    Refusal attach(Session session, int number, ConsumerSource source, @Nullable Selector selector) {
        Refusal refusal = refusal(session, source);
        if (refusal != null) {
            return refusal;
        }
        TopicDelivery topic = queues.findOrDeclareTopic(source.destination());
        if (topic == null) {
            return Destinations.missing(source.destination(), config);
        }
        Subscription wanted = new Subscription(
                topic.id(),
                source.subscription() == null
                        ? null
                        : session.connection().sender().clientId(),
                source.subscription(),
                selector == null ? null : selector.text(),
                source.noLocal());
        SubscriptionKey key = SubscriptionKey.of(wanted);
        SubscriptionDelivery known = key == null ? null : queues.find(key);
        refusal = known == null ? roomRefusal(topic) : conflict(known, wanted);
        if (refusal == null) {
            session.attach(
                    number, queueOf(wanted, known, topic, session), null, Receivers.redeliveryOf(source, config));
        }
        return refusal;
    }

    /** Of the subscription that is known or, if that is not the one that is wanted, of another one in its place. */
    private QueueDelivery queueOf(
            Subscription wanted, @Nullable SubscriptionDelivery known, TopicDelivery topic, Session session) {
        if (known != null && known.subscription().equals(wanted)) {
            return known.queue();
        }
        if (known != null) {
            queues.unsubscribe(known);
        }
        return queues.subscribe(wanted, topic, session.connection().id()).queue();
    }

    private @Nullable Refusal roomRefusal(TopicDelivery topic) {
        return topic.isFull() || queues.isFull()
                ? new Refusal(
                        ErrorCode.RESOURCE_LIMIT,
                        "no room for another subscription: a topic has at most " + TopicDelivery.SUBSCRIPTIONS_MAX
                                + ", and the broker at most " + config.queuesMax()
                                + " queues, topics and subscriptions")
                : null;
    }

    private static @Nullable Refusal refusal(Session session, ConsumerSource source) {
        SubscriptionName name = source.subscription();
        Refusal refusal = Destinations.receivingRefusal(session, source.destination());
        if (name == null || refusal != null) {
            return refusal;
        }
        if (source.destination().kind().isTemporary() && name.durable()) {
            return new Refusal(
                    ErrorCode.INVALID_DESTINATION,
                    source.destination() + " is temporary and has no durable subscription");
        }
        return name.durable() && !name.shared() && session.connection().sender().clientId() == null
                ? conflict("the " + name + " needs a client id, which the connection has not")
                : null;
    }

    /** Why a subscription that is there is not the one that is wanted, and cannot make room for it (JMS 3.1 §8.3). */
    private static @Nullable Refusal conflict(SubscriptionDelivery known, Subscription wanted) {
        Subscription subscription = known.subscription();
        QueueDelivery queue = known.queue();
        if (isShared(subscription) != isShared(wanted)) {
            return conflict("the name belongs to the " + subscription);
        }
        if (queue.consumers() > 0 && !isShared(wanted)) {
            return conflict("the " + subscription + " has a consumer already");
        }
        if (subscription.equals(wanted)) {
            return null;
        }
        if (queue.consumers() > 0) {
            return conflict("the " + subscription + " has a consumer, and another "
                    + (subscription.topicId() != wanted.topicId()
                            ? "topic, " + queue.name()
                            : "selector, " + Objects.requireNonNullElse(subscription.selector(), "none")));
        }
        return heldConflict(known);
    }

    private static @Nullable Refusal heldConflict(SubscriptionDelivery known) {
        return known.queue().held() == 0
                ? null
                : conflict("the " + known.subscription() + " has "
                        + known.queue().held() + " messages that a session or transaction has not settled");
    }

    private static boolean isShared(Subscription subscription) {
        return subscription.name() != null && subscription.name().shared();
    }

    private static Refusal conflict(String text) {
        return new Refusal(ErrorCode.SUBSCRIPTION_CONFLICT, text);
    }

    /** JMS 3.1 §8.3.6. */
    public void unsubscribe(long id, int request, String name) {
        Session session = sessions.find(id);
        if (session == null) {
            answers.refuseUnknownSession(id, request);
            return;
        }
        String clientId = session.connection().sender().clientId();
        SubscriptionDelivery known = queues.find(new SubscriptionKey(true, clientId, name));
        Refusal refusal = known == null ? unknown(name, clientId) : endConflict(known);
        if (refusal != null) {
            answers.refuse(id, request, refusal.code(), refusal.text());
        } else if (known != null) {
            queues.unsubscribe(known);
            answers.succeedWhenDurable(id, request);
        }
    }

    private static Refusal unknown(String name, @Nullable String clientId) {
        return new Refusal(
                ErrorCode.SUBSCRIPTION_UNKNOWN,
                "no durable subscription \"" + name + "\" of "
                        + (clientId == null ? "no client id" : "client id \"" + clientId + '"'));
    }

    private static @Nullable Refusal endConflict(SubscriptionDelivery known) {
        return known.queue().consumers() > 0
                ? conflict("the " + known.subscription() + " has a consumer")
                : heldConflict(known);
    }
}
