// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.inbound;

import io.mambamq.jms.delivery.Received;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.jms.session.SessionCore;
import io.mambamq.protocol.transaction.TransactionId;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message that was received and not settled yet. One of the methods below, or {@link InboundSession#accept}, settles it, once; from
 * whichever thread has it.
 */
public final class InboundDelivery {
    private final SessionCore source;
    private final Received received;
    /** Null until somebody asks for it. */
    private @Nullable Message message;

    InboundDelivery(SessionCore source, Received received) {
        this.source = source;
        this.received = received;
    }

    /** A property of the message, without having all of it; null if there is none. */
    public @Nullable Object property(String name) {
        return received.message().properties().get(name);
    }

    /**
     * The message, with a large body fetched: by the thread that processes it, before it is settled.
     *
     * @throws JMSException if the connection is lost while the body is fetched
     */
    public Message message() throws JMSException {
        Message known = message;
        if (known == null) {
            try {
                known = source.decode(received);
            } catch (CallException e) {
                throw e.toJms();
            }
            message = known;
        }
        return known;
    }

    /**
     * Consumes the message at once.
     *
     * @throws JMSException if the connection is lost; the message is then delivered again
     */
    public void accept() throws JMSException {
        settle(() -> source.settlement().accept(received));
    }

    /**
     * Consumes the message, and tells so together with whatever is told next. If the connection is lost before, it is
     * delivered again.
     *
     * @throws JMSException if the connection is lost
     */
    public void acceptLazily() throws JMSException {
        settle(() -> source.settlement().acceptLazily(received));
    }

    /**
     * Lets others have the message, in its old place.
     *
     * @param seen whether an application has seen it, so that it counts as redelivered
     * @throws JMSException if the connection is lost, which gives it back as well
     */
    public void giveBack(boolean seen) throws JMSException {
        settle(() -> source.settlement().giveBack(received, seen));
    }

    void acceptInBranchOf(SessionCore session) throws JMSException {
        TransactionId branch = session.enlisted();
        if (branch == null) {
            throw new IllegalStateException("the session works in no branch");
        }
        settle(() -> {
            if (!source.settlement().acceptIn(branch, received)) {
                throw new CutException("the connection was lost since the message came: it is delivered again");
            }
        });
    }

    @FunctionalInterface
    private interface Settling {
        void run() throws CallException;
    }

    private static void settle(Settling settling) throws JMSException {
        try {
            settling.run();
        } catch (CallException e) {
            throw e.toJms();
        }
    }
}
