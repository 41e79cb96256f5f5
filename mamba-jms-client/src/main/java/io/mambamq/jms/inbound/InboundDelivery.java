// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.inbound;

import io.mambamq.jms.delivery.Received;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.session.SessionCore;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/** A message that was received and not settled yet. One of the methods below settles it, once. */
public final class InboundDelivery {
    private final SessionCore session;
    private final Received received;
    private final Message message;

    private InboundDelivery(SessionCore session, Received received, Message message) {
        this.session = session;
        this.received = received;
        this.message = message;
    }

    /** @throws JMSException if the connection is lost while the rest of a large message is fetched */
    static InboundDelivery of(SessionCore session, Received received) throws JMSException {
        try {
            return new InboundDelivery(session, received, session.decode(received));
        } catch (CallException e) {
            throw e.toJms();
        }
    }

    public Message message() {
        return message;
    }

    /**
     * Consumes the message: by the commit of the branch that the session's XA resource has started, else at once.
     *
     * @throws JMSException if the connection is lost; the message is then delivered again
     */
    public void accept() throws JMSException {
        session.accept(received);
    }

    /**
     * Lets others have the message, in its old place.
     *
     * @param seen whether an application has seen it, so that it counts as redelivered
     * @throws JMSException if the connection is lost, which gives it back as well
     */
    public void giveBack(boolean seen) throws JMSException {
        session.giveBack(received, seen);
    }
}
