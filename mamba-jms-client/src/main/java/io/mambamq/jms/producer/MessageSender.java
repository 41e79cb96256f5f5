// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.producer;

import io.mambamq.jms.MambaDestination;
import io.mambamq.jms.body.BodySource;
import io.mambamq.jms.delivery.SendCompletions;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.jms.message.MambaMessage;
import io.mambamq.jms.message.MessageConversion;
import io.mambamq.jms.message.SendHeaders;
import io.mambamq.jms.settlement.StagedAcknowledgement;
import io.mambamq.jms.wire.Deadline;
import io.mambamq.jms.wire.SendLane;
import io.mambamq.jms.wire.WireSession;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.StreamMessage;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages of one session. A persistent message outside a transaction is durable when {@link #send} returns; what is sent in
 * a transaction is by its commit; a non-persistent message may be lost, and its refusal is told to the connection's exception
 * listener. What is sent asynchronously has its outcome told to a completion listener (JMS 3.1 §7.3).
 */
public final class MessageSender {
    private final WireSession session;
    private final StagedAcknowledgement.Enlistment transaction;
    private final SendCompletions completions;

    /** With the session's transaction, whose number is 0 for none. */
    public MessageSender(
            WireSession session, StagedAcknowledgement.Enlistment transaction, SendCompletions completions) {
        this.session = session;
        this.transaction = transaction;
        this.completions = completions;
    }

    /**
     * Sends a copy of the message, and sets on the message what a send sets (JMS 3.1 §3.4.11).
     *
     * @throws jakarta.jms.MessageFormatException if the message is null or cannot be encoded
     * @throws jakarta.jms.InvalidDestinationException if the destination is temporary and has ended, which for a non-persistent
     *     message is known of one's own connection's only
     */
    public void send(MambaDestination destination, @Nullable Message message, SendOptions wanted) throws JMSException {
        destination.requireUsable();
        MambaMessage own = MessageConversion.toMamba(message);
        SendOptions options = effective(wanted);
        SendHeaders headers = headers(destination, options);
        own.prepareSend(headers);
        try {
            sendThroughCuts(own, options);
        } catch (CallException e) {
            throw e.toJms();
        }
        if (message != null && own != message) {
            headers.applyTo(message);
        }
    }

    /**
     * Sends a copy of the message without waiting until the broker has it. The listener is called once, unless this throws; the
     * message then has what a send sets, and a bytes or stream message is reset (JMS 3.1 §7.3). Waits while too much is outstanding.
     *
     * @param producer whose send it is, see {@link SendCompletions#awaitOf}
     * @throws jakarta.jms.MessageFormatException if the message is null or cannot be encoded
     */
    public void sendAsync(
            MambaDestination destination,
            @Nullable Message message,
            SendOptions wanted,
            CompletionListener listener,
            Object producer)
            throws JMSException {
        destination.requireUsable();
        MambaMessage own = MessageConversion.toMamba(message);
        Message given = message == null ? own : message;
        SendOptions options = effective(wanted);
        SendHeaders headers = headers(destination, options);
        own.prepareSend(headers);
        // All that can fail comes before the send: afterwards the listener is owed exactly one call.
        if (own != given) {
            headers.applyTo(given);
        }
        reset(given);
        BodyUpload.Uploaded body = null;
        try {
            completions.awaitRoom();
            body = sendAhead(own, options);
            BodyUpload.Uploaded ahead = body;
            session.sends()
                    .sendAsync(
                            encoding(own, body),
                            transaction.number(),
                            lifeOf(body),
                            sizeBytes -> completions.add(producer, sizeBytes, failure -> {
                                if (failure != null) {
                                    discard(ahead);
                                }
                                tell(listener, given, failure);
                            }));
        } catch (CallException e) {
            discard(body);
            throw e.toJms();
        }
    }

    // ---- large bodies

    /** A large body ends with the connection: it is sent once more, with its message, as long as the connection is made anew. */
    private void sendThroughCuts(MambaMessage message, SendOptions options) throws CallException, JMSException {
        Deadline deadline = Deadline.in(session.wire().config().reconnect().timeoutMs());
        boolean sent = false;
        while (!sent) {
            try {
                send(message, options);
                sent = true;
            } catch (CutException e) {
                if (!e.isRepeatable() || deadline.remainingNanos() <= 0) {
                    throw e;
                }
            }
        }
    }

    private void send(MambaMessage message, SendOptions options) throws CallException, JMSException {
        BodyUpload.Uploaded body = sendAhead(message, options);
        try {
            int number = transaction.number();
            session.sends().send(encoding(message, body), number, number == 0 && options.isPersistent(), lifeOf(body));
        } catch (CallException e) {
            discard(body);
            throw e;
        }
    }

    private static int lifeOf(BodyUpload.@Nullable Uploaded body) {
        return body == null ? 0 : body.life();
    }

    /** Null if the message is small enough to be sent as one. */
    private BodyUpload.@Nullable Uploaded sendAhead(MambaMessage message, SendOptions options)
            throws CallException, JMSException {
        BodySource body = message.bodyOfAtLeast(session.wire().largeBodyBytesMin());
        return body == null ? null : BodyUpload.send(body, options.isPersistent(), session);
    }

    private static SendLane.Encoding<JMSException> encoding(MambaMessage message, BodyUpload.@Nullable Uploaded body) {
        return body == null ? message::encodeTo : sink -> message.encodeTo(sink, body.body());
    }

    private void discard(BodyUpload.@Nullable Uploaded body) {
        if (body != null) {
            BodyUpload.discard(body.body(), session);
        }
    }

    private static void reset(Message message) throws JMSException {
        if (message instanceof BytesMessage bytes) {
            bytes.reset();
        } else if (message instanceof StreamMessage stream) {
            stream.reset();
        }
    }

    private static void tell(CompletionListener listener, Message message, @Nullable CallException failure) {
        if (failure == null) {
            listener.onCompletion(message);
        } else {
            listener.onException(message, failure.toJms());
        }
    }

    private SendOptions effective(SendOptions wanted) {
        return wanted.overriddenBy(session.wire().config().overrides());
    }

    private SendHeaders headers(MambaDestination destination, SendOptions options) {
        long nowMs = System.currentTimeMillis();
        return new SendHeaders(
                destination,
                options.deliveryMode(),
                options.priority(),
                options.disableTimestamp() ? 0 : nowMs,
                options.expirationMs(nowMs),
                options.deliveryTimeMs(nowMs),
                session.wire().names().nextMessageId());
    }
}
