// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.SendFailed;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.message.EncodedMessage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The sends of a session: one order, one reused buffer. A session belongs to one thread (JMS 3.1 §2.14); should several send on it
 * nevertheless, their messages stay whole.
 */
public final class SendLane {
    private static final int BUFFER_BYTES = 4 * 1024;
    private static final int KEPT_BYTES_MAX = 1024 * 1024;

    /** Writes the message. */
    @FunctionalInterface
    public interface Encoding<E extends Exception> {
        void encodeTo(ByteSink sink) throws E;
    }

    private final WireSession session;
    private final SendCreditGate credit = new SendCreditGate();
    private final Confirmations confirmations = new Confirmations();

    /** Never taken by the reader thread: its holder may wait for credit. */
    private final ReentrantLock order = new ReentrantLock();
    // guarded by order
    private ArraySink encoded = new ArraySink(BUFFER_BYTES);
    private long sequence;

    SendLane(WireSession session) {
        this.session = session;
    }

    /**
     * Sends one message, and waits for its confirmation if one is wanted.
     *
     * @param transaction number bound in this session; 0 for none
     * @throws E what encoding threw; nothing was sent then
     */
    public <E extends Exception> void send(Encoding<E> message, int transaction, boolean confirm)
            throws CallException, E {
        Deadline deadline = session.wire().callDeadline();
        Answer answer = confirm ? new Answer() : null;
        write(message, transaction, answer == null ? null : sizeBytes -> answer, deadline);
        if (answer != null) {
            awaitConfirmation(answer, deadline);
        } else {
            session.requireConnected();
        }
    }

    /**
     * Sends one message without waiting for its confirmation.
     *
     * @param transaction number bound in this session; 0 for none
     * @param outcome makes what is told of the confirmation, in the order of the sends; gets the size of the encoded message
     * @throws CallException when nothing was sent, and no outcome was made
     * @throws E what encoding threw; nothing was sent then
     */
    public <E extends Exception> void sendAsync(Encoding<E> message, int transaction, IntFunction<Reply> outcome)
            throws CallException, E {
        write(message, transaction, outcome, session.wire().callDeadline());
    }

    private <E extends Exception> void write(
            Encoding<E> message, int transaction, @Nullable IntFunction<Reply> outcome, Deadline deadline)
            throws CallException, E {
        order.lock();
        try {
            append(message, transaction, outcome, deadline);
        } finally {
            order.unlock();
        }
        session.flush();
    }

    private <E extends Exception> void append(
            Encoding<E> message, int transaction, @Nullable IntFunction<Reply> outcome, Deadline deadline)
            throws CallException, E {
        session.requireConnected();
        encoded.clear();
        message.encodeTo(encoded);
        int sizeBytes = encoded.position();
        requireSize(sizeBytes);
        credit.use(sizeBytes, deadline);
        sequence++;
        if (outcome != null) {
            confirmations.expect(sequence, outcome.apply(sizeBytes));
        }
        session.tell(new Send(
                session.number(),
                sequence,
                transaction,
                outcome != null,
                EncodedMessage.ofTrusted(encoded.array(), 0, sizeBytes)));
        if (encoded.array().length > KEPT_BYTES_MAX) {
            encoded = new ArraySink(BUFFER_BYTES);
        }
    }

    private void requireSize(int sizeBytes) throws RefusedException {
        int sizeBytesMax = session.wire().messageBytesMax();
        if (sizeBytes > sizeBytesMax) {
            throw new RefusedException(
                    ErrorCode.RESOURCE_LIMIT,
                    "the encoded message has " + sizeBytes + " bytes, the broker takes at most " + sizeBytesMax
                            + "; its option --message-bytes-max, or messageBytesMax of its configuration, allows more");
        }
    }

    private void awaitConfirmation(Answer answer, Deadline deadline) throws CallException {
        try {
            answer.await(deadline, "a send waits for its confirmation");
        } catch (CallException e) {
            confirmations.forget(answer);
            throw e;
        }
    }

    // ---- on the reader thread

    void onSent(Sent frame) {
        confirmations.confirm(frame.firstSequence(), frame.lastSequence());
    }

    void onCredit(SendCredit frame) {
        credit.grant(frame.bytes());
    }

    /** A refused send of a transaction shows again at its commit; one outside has no other place to be told. */
    void onFailed(SendFailed frame) {
        RefusedException refusal = new RefusedException(frame.code(), frame.text());
        if (!confirmations.refuse(frame.sequence(), refusal)) {
            session.wire().unconfirmedRefusal(refusal);
        }
    }

    void onLost(ConnectionLostException reason) {
        credit.lose(reason);
        confirmations.lose(reason);
    }
}
