// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.session;

import io.mambamq.jms.MambaDestination;
import io.mambamq.jms.delivery.ConsumerBuffer;
import io.mambamq.jms.delivery.CreditWindow;
import io.mambamq.jms.delivery.Inbox;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.jms.wire.Answer;
import io.mambamq.jms.wire.Deadline;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.ConsumerAttach;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.SessionFrame;
import io.mambamq.protocol.frame.Unsubscribe;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What a session has attached to destinations, and how that gets its messages: consumers, browsers, subscriptions. */
final class SessionConsumers {
    private static final String UNSUBSCRIBE = "unsubscribe";

    private final SessionCore session;
    private final SessionOwner owner;
    private final WireSession wire;
    private final Inbox inbox;
    private final AtomicInteger numbers = new AtomicInteger();

    SessionConsumers(SessionCore session, SessionOwner owner, WireSession wire, Inbox inbox) {
        this.session = session;
        this.owner = owner;
        this.wire = wire;
        this.inbox = inbox;
    }

    /** For what needs a consumer's number without being one. */
    int nextNumber() {
        return numbers.incrementAndGet();
    }

    ConsumerCore attach(ConsumerSource source, int prefetchMessages) throws JMSException {
        requireClientIdFor(source);
        ConsumerBuffer buffer =
                inbox.add(nextNumber(), prefetchMessages, wire.wire().config().prefetchBytes());
        try {
            wire.standings()
                    .establish(
                            buffer.consumer(),
                            "create a consumer",
                            request -> attachFrame(request, source, buffer),
                            refusal -> onRefusedAgain(buffer, refusal));
        } catch (CallException e) {
            buffer.remove();
            throw e.toJms();
        }
        return new ConsumerCore(session, source, buffer);
    }

    private ConsumerAttach attachFrame(int request, ConsumerSource source, ConsumerBuffer buffer) {
        return new ConsumerAttach(
                wire.number(),
                request,
                buffer.consumer(),
                source.destination().name(),
                source.selector(),
                source.noLocal(),
                source.subscription(),
                source.redelivery());
    }

    /** The connection was made anew, and the broker does not let the consumer attach again. */
    private void onRefusedAgain(ConsumerBuffer buffer, RefusedException refusal) {
        buffer.fail(refusal);
        owner.onListenersEnded(refusal.toJms());
    }

    private void requireClientIdFor(ConsumerSource source) throws JMSException {
        if (source.isUnsharedDurable() && owner.clientId() == null) {
            throw new IllegalStateException(
                    "a durable subscription that is not shared needs a connection with a client id:"
                            + " set one, or share the subscription: " + source.subscription());
        }
    }

    /** Gives the broker the credit that is due for a consumer. */
    void giveCredit(ConsumerBuffer buffer) {
        int life = wire.life();
        CreditWindow.Grant grant = buffer.dueCredit(life);
        if (grant != null) {
            wire.tell(life, new Credit(wire.number(), buffer.consumer(), grant.messages(), grant.bytes()));
            wire.flush();
        }
    }

    BrowserCore browse(MambaDestination queue, @Nullable String selector) throws JMSException {
        try {
            if (session.isAutomatic()) {
                session.acknowledgements().flush();
            }
            return BrowserCore.open(wire, nextNumber(), queue.name(), selector);
        } catch (CallException e) {
            throw e.toJms();
        }
    }

    void unsubscribe(String name) throws JMSException {
        try {
            session.acknowledgements().flush();
            endSubscription(name);
        } catch (CallException e) {
            throw e.toJms();
        }
    }

    /** After the connection was lost it may turn out that the broker had done it. */
    private void endSubscription(String name) throws CallException {
        Deadline deadline = wire.wire().callDeadline();
        IntFunction<SessionFrame> frame = request -> new Unsubscribe(wire.number(), request, name);
        try {
            wire.requests().callIn(wire.awaitLife(deadline, UNSUBSCRIBE), UNSUBSCRIBE, frame, new Answer(), deadline);
        } catch (CutException e) {
            try {
                wire.requests().call(UNSUBSCRIBE, frame, deadline);
            } catch (RefusedException refusal) {
                if (refusal.code() != ErrorCode.SUBSCRIPTION_UNKNOWN) {
                    throw refusal;
                }
            }
        }
    }
}
