// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.producer;

import io.mambamq.jms.MambaDestination;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.NotSupportedYet;
import io.mambamq.jms.message.MambaMessage;
import io.mambamq.jms.message.MessageConversion;
import io.mambamq.jms.message.SendHeaders;
import io.mambamq.jms.settlement.StagedAcknowledgement;
import io.mambamq.jms.wire.WireSession;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages of one session. A persistent message outside a transaction is durable when {@link #send} returns; what is sent in
 * a transaction is by its commit; a non-persistent message may be lost, and its refusal is told to the connection's exception
 * listener.
 */
public final class MessageSender {
    private final WireSession session;
    private final StagedAcknowledgement.Enlistment transaction;

    /** With the session's transaction, whose number is 0 for none. */
    public MessageSender(WireSession session, StagedAcknowledgement.Enlistment transaction) {
        this.session = session;
        this.transaction = transaction;
    }

    /**
     * A destination that can be sent to.
     *
     * @throws jakarta.jms.InvalidDestinationException if it is null or not one of Mamba
     */
    public static MambaDestination sendable(@Nullable Destination destination) throws JMSException {
        MambaDestination own = MambaDestination.from(destination);
        if (!own.name().kind().isQueue()) {
            throw NotSupportedYet.TOPIC.exception();
        }
        return own;
    }

    /**
     * Sends a copy of the message, and sets on the message what a send sets (JMS 3.1 §3.4.11).
     *
     * @throws jakarta.jms.MessageFormatException if the message is null or cannot be encoded
     */
    public void send(MambaDestination destination, @Nullable Message message, SendOptions options) throws JMSException {
        MambaMessage own = MessageConversion.toMamba(message);
        SendHeaders headers = headers(destination, options);
        own.prepareSend(headers);
        try {
            int number = transaction.number();
            session.sends().send(own::encodeTo, number, number == 0 && options.isPersistent());
        } catch (CallException e) {
            throw e.toJms();
        }
        if (message != null && own != message) {
            headers.applyTo(message);
        }
    }

    private SendHeaders headers(MambaDestination destination, SendOptions options) {
        long nowMs = System.currentTimeMillis();
        return new SendHeaders(
                destination,
                options.deliveryMode(),
                options.priority(),
                options.disableTimestamp() ? 0 : nowMs,
                options.expirationMs(nowMs),
                0,
                session.wire().nextMessageId());
    }
}
