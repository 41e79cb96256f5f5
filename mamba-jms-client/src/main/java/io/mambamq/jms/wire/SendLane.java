// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.jms.failure.NoAnswerException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.SendFailed;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.message.EncodedMessage;
import java.util.List;
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

    private static final String CONFIRMATION = "a send waits for its confirmation";

    private final WireSession session;
    private final SendCreditGate credit = new SendCreditGate();
    private final Confirmations confirmations = new Confirmations();

    /** Never taken by the reader thread: its holder may wait for credit, until the session is cut. */
    private final ReentrantLock order = new ReentrantLock();
    // guarded by order
    private ArraySink encoded = new ArraySink(BUFFER_BYTES);
    private long sequence;

    SendLane(WireSession session) {
        this.session = session;
    }

    /**
     * Sends one message, and waits for its confirmation if one is wanted. If the connection is lost before it is confirmed, a
     * persistent message outside of a transaction is sent again unless the broker has it.
     *
     * @param transaction number bound in this session; 0 for none
     * @param onlyIn the life of the session in which alone the message makes sense, so that it is not sent again; 0 for all
     * @throws CutException {@linkplain CutException#isRepeatable repeatable} if that life is over and the broker has not the message
     * @throws E what encoding threw; nothing was sent then
     */
    public <E extends Exception> void send(Encoding<E> message, int transaction, boolean confirm, int onlyIn)
            throws CallException, E {
        Deadline deadline = session.wire().callDeadline();
        Answer answer = confirm ? new Answer() : null;
        write(new Sending<>(message, transaction, onlyIn, answer == null ? null : sizeBytes -> answer), deadline);
        if (answer != null) {
            awaitConfirmation(answer, deadline);
        } else {
            session.requireOpen();
        }
    }

    /**
     * Sends one message without waiting for its confirmation. What is sent again is as for {@link #send}.
     *
     * @param transaction number bound in this session; 0 for none
     * @param onlyIn as for {@link #send}
     * @param outcome makes what is told of the confirmation, in the order of the sends; gets the size of the encoded message
     * @throws CallException when nothing was sent, and no outcome was made
     * @throws E what encoding threw; nothing was sent then
     */
    public <E extends Exception> void sendAsync(
            Encoding<E> message, int transaction, int onlyIn, IntFunction<Reply> outcome) throws CallException, E {
        write(
                new Sending<>(message, transaction, onlyIn, outcome),
                session.wire().callDeadline());
    }

    private record Sending<E extends Exception>(
            Encoding<E> message,
            int transaction,
            int onlyIn,
            @Nullable IntFunction<Reply> outcome) {}

    private <E extends Exception> void write(Sending<E> sending, Deadline deadline) throws CallException, E {
        boolean appended = false;
        while (!appended) {
            int life = credit.awaitOpen(deadline);
            if (sending.onlyIn != 0 && sending.onlyIn != life) {
                throw notSent();
            }
            order.lock();
            try {
                appended = append(life, sending, deadline);
            } finally {
                order.unlock();
            }
        }
        session.flush();
    }

    /** False if that life is over, and nothing was sent. */
    private <E extends Exception> boolean append(int life, Sending<E> sending, Deadline deadline)
            throws CallException, E {
        session.requireOpen();
        encoded.clear();
        sending.message.encodeTo(encoded);
        int sizeBytes = encoded.position();
        requireSize(sizeBytes);
        boolean doomed = session.isVoidTransaction(sending.transaction);
        if (!doomed && !credit.use(life, sizeBytes, deadline)) {
            return false;
        }
        tell(life, sending);
        if (encoded.array().length > KEPT_BYTES_MAX) {
            encoded = new ArraySink(BUFFER_BYTES);
        }
        return true;
    }

    /** What was encoded. It is told to nobody if its life is over, which a transaction shows at its commit. */
    private void tell(int life, Sending<?> sending) {
        EncodedMessage message = EncodedMessage.ofTrusted(encoded.array(), 0, encoded.position());
        sequence++;
        boolean confirm = sending.outcome != null;
        if (sending.outcome != null) {
            boolean inLedger = sending.transaction == 0 && message.isPersistent() && session.hasLedger();
            boolean repeated = inLedger && sending.onlyIn == 0;
            if (repeated) {
                message = EncodedMessage.ofTrusted(encoded.toByteArray(), 0, encoded.position());
            }
            Reply reply = sending.outcome.apply(message.sizeBytes());
            confirmations.expect(new Confirmations.Pending(sequence, reply, inLedger, repeated ? message : null));
        }
        Send frame = new Send(session.number(), sequence, sending.transaction, confirm, message);
        if (!session.tell(life, sending.transaction, frame)) {
            confirmations.failUndecided(notRepeated());
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
            answer.await(deadline, CONFIRMATION);
        } catch (NoAnswerException e) {
            confirmations.forget(answer);
            throw session.life() == 0
                    ? new CutException("the connection was lost and could not be made anew within "
                            + deadline.timeoutMs() + " ms: " + CONFIRMATION + "; whether it happened is unknown")
                    : e;
        } catch (CallException e) {
            confirmations.forget(answer);
            throw e;
        }
    }

    // ---- lives

    /** The session begins a life; if the broker does not remember it, nobody knows what became of what is not confirmed. */
    void begin(int life, boolean remembered) {
        credit.begin(life);
        if (!remembered) {
            confirmations.failAll(unknown());
        }
    }

    /**
     * Sends again what the broker does not have, as it has said by now, and then lets others send. Waits for credit.
     *
     * @param highestSequence that the broker knows of this session
     * @throws CutException if the life is over
     */
    void open(int life, long highestSequence) throws CallException {
        for (Confirmations.Pending each : renumbered(highestSequence)) {
            EncodedMessage message = each.message();
            if (message == null
                    || !credit.use(life, message.sizeBytes(), session.wire().callDeadline())
                    || !session.tell(life, 0, new Send(session.number(), each.sequence(), 0, true, message))) {
                throw new CutException("the connection was lost while messages were sent again");
            }
            session.flush();
        }
        credit.open(life);
    }

    private List<Confirmations.Pending> renumbered(long highestSequence) {
        order.lock();
        try {
            sequence = Math.max(sequence, highestSequence);
            confirmations.failUndecided(notRepeated());
            confirmations.failUnrepeated(notSent());
            return confirmations.renumber(old -> ++sequence);
        } finally {
            order.unlock();
        }
    }

    private static CutException notSent() {
        return CutException.repeatable(
                "the connection was lost while a message was sent in parts: nothing of it is left");
    }

    private static CutException notRepeated() {
        return new CutException(
                "the connection was lost before the broker had confirmed the message, which is not sent again:"
                        + " it is not persistent, or of a transaction that is rolled back; or nobody waits for it any more");
    }

    private static CutException unknown() {
        return new CutException(
                "the connection was lost before the broker had confirmed the message, and the broker does not"
                        + " remember this client: whether it has the message is unknown");
    }

    void onCut() {
        credit.cut();
        confirmations.failUndecided(notRepeated());
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
