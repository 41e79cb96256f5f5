// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.ConsumerSource;
import io.mambamq.core.MachineConfig;
import io.mambamq.core.delivery.Dispatcher;
import io.mambamq.core.delivery.QueueConsumer;
import io.mambamq.core.delivery.QueueDelivery;
import io.mambamq.core.delivery.QueueDirectory;
import io.mambamq.core.effect.Drained;
import io.mambamq.core.log.Proposals;
import io.mambamq.core.session.Session;
import io.mambamq.core.session.SessionTable;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.selector.MalformedSelectorException;
import io.mambamq.protocol.selector.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Consumers attach, get credit, are drained, and detach. */
public final class ConsumerHandler {
    private final MachineConfig config;
    private final SessionTable sessions;
    private final QueueDirectory queues;
    private final SubscriptionHandler subscriptions;
    private final Dispatcher dispatcher;
    private final Proposals proposals;
    private final Answers answers;

    public ConsumerHandler(
            MachineConfig config,
            SessionTable sessions,
            QueueDirectory queues,
            SubscriptionHandler subscriptions,
            Dispatcher dispatcher,
            Proposals proposals,
            Answers answers) {
        this.config = config;
        this.sessions = sessions;
        this.queues = queues;
        this.subscriptions = subscriptions;
        this.dispatcher = dispatcher;
        this.proposals = proposals;
        this.answers = answers;
    }

    public void attach(long id, int request, int number, ConsumerSource source) {
        Session session = sessions.find(id);
        if (session == null) {
            answers.refuseUnknownSession(id, request);
            return;
        }
        Refusal refusal = attach(session, number, source);
        if (refusal == null) {
            answers.succeedWhenDurable(id, request);
        } else {
            answers.refuse(id, request, refusal.code(), refusal.text());
        }
    }

    private @Nullable Refusal attach(Session session, int number, ConsumerSource source) {
        Refusal refusal = Receivers.refusal(session, number, config);
        if (refusal != null) {
            return refusal;
        }
        Selector selector;
        try {
            selector = Receivers.selectorOf(source.selector());
        } catch (MalformedSelectorException e) {
            return new Refusal(ErrorCode.INVALID_SELECTOR, String.valueOf(e.getMessage()));
        }
        return source.destination().kind().isQueue()
                ? attachToQueue(session, number, source, selector)
                : subscriptions.attach(session, number, source, selector);
    }

    private @Nullable Refusal attachToQueue(
            Session session, int number, ConsumerSource source, @Nullable Selector selector) {
        if (source.subscription() != null) {
            return new Refusal(ErrorCode.PROTOCOL_ERROR, source.destination() + " is no topic to subscribe to");
        }
        Refusal refusal = Destinations.receivingRefusal(session, source.destination());
        if (refusal != null) {
            return refusal;
        }
        QueueDelivery queue = queues.findOrDeclare(source.destination());
        if (queue == null) {
            return Destinations.missing(source.destination(), config);
        }
        session.attach(number, queue, selector, Receivers.redeliveryOf(source, config));
        return null;
    }

    public void detach(long id, int request, int number, boolean keep) {
        Session session = sessions.find(id);
        QueueConsumer consumer = session == null ? null : session.consumer(number);
        if (session == null || consumer == null) {
            refuseUnknown(id, request, number);
            return;
        }
        session.detach(consumer);
        if (!keep) {
            session.releaseUnsettled(consumer, dispatcher);
        }
        queues.consumerDetached(consumer.queue());
        answers.succeedWhenDurable(id, request);
    }

    public void credit(long id, int number, int messages, long bytes) {
        QueueConsumer consumer = find(id, number);
        if (consumer == null) {
            refuseUnknown(id, 0, number);
        } else if (messages < 0 || bytes < 0) {
            answers.refuse(
                    id, 0, ErrorCode.PROTOCOL_ERROR, "a credit of " + messages + " messages and " + bytes + " bytes");
        } else {
            consumer.grant(messages, bytes);
            dispatcher.wake(consumer);
        }
    }

    /** The consumer keeps its credit until what was proposed before has committed: a message among it may be for it. */
    public void drain(long id, int number) {
        QueueConsumer consumer = find(id, number);
        if (consumer == null) {
            refuseUnknown(id, 0, number);
            return;
        }
        proposals.afterProposed(() -> consumer.whenIdle(() -> {
            consumer.takeCredit();
            answers.now(new Drained(id, number));
        }));
    }

    /** Messages that the consumer's selector is to be tried on; nothing if it has gone. */
    public void examined(long id, int number, long examination, List<@Nullable EncodedMessage> messages) {
        QueueConsumer consumer = find(id, number);
        if (consumer != null) {
            dispatcher.examined(consumer, examination, messages);
        }
    }

    private @Nullable QueueConsumer find(long id, int number) {
        Session session = sessions.find(id);
        return session == null ? null : session.consumer(number);
    }

    private void refuseUnknown(long id, int request, int number) {
        answers.refuse(id, request, ErrorCode.PROTOCOL_ERROR, "no consumer of the session has the number " + number);
    }
}
