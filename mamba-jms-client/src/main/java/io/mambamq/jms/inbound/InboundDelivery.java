// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.inbound;

import io.mambamq.jms.delivery.Received;
import io.mambamq.jms.session.SessionCore;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/**
 * A message that was received and not settled yet. One of the methods below, or {@link InboundSession#accept}, settles it, once; from
 * whichever thread has it.
 */
public final class InboundDelivery {
    private final SessionCore source;
    private final Received received;
    private final Message message;

    InboundDelivery(SessionCore source, Received received) {
        this.source = source;
        this.received = received;
        this.message = source.decode(received);
    }

    public Message message() {
        return message;
    }

    /**
     * Consumes the message at once.
     *
     * @throws JMSException if the connection is lost; the message is then delivered again
     */
    public void accept() throws JMSException {
        source.accept(received);
    }

    /**
     * Consumes the message, and tells so together with whatever is told next. If the connection is lost before, it is
     * delivered again.
     *
     * @throws JMSException if the connection is lost
     */
    public void acceptLazily() throws JMSException {
        source.acceptLazily(received);
    }

    /**
     * Lets others have the message, in its old place.
     *
     * @param seen whether an application has seen it, so that it counts as redelivered
     * @throws JMSException if the connection is lost, which gives it back as well
     */
    public void giveBack(boolean seen) throws JMSException {
        source.giveBack(received, seen);
    }

    void acceptInBranchOf(SessionCore session) throws JMSException {
        source.acceptInBranchOf(session, received);
    }
}
