// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.session;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.delivery.ConsumerBuffer;
import io.mambamq.jms.delivery.Received;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.jms.message.MambaMessage;
import io.mambamq.jms.wire.Deadline;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.frame.ConsumerDetach;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.Drain;
import io.mambamq.protocol.frame.SettleOutcome;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageListener;
import org.jspecify.annotations.Nullable;

/** A consumer, whichever API it is used through. */
public final class ConsumerCore {
    /** What of a received message the application wants. */
    @FunctionalInterface
    public interface Extraction<T> {
        @Nullable
        T from(MambaMessage message) throws JMSException;
    }

    private final SessionCore session;
    private final ConsumerSource source;
    private final ConsumerBuffer buffer;

    /** Attached. */
    ConsumerCore(SessionCore session, ConsumerSource source, ConsumerBuffer buffer) {
        this.session = session;
        this.source = source;
        this.buffer = buffer;
    }

    public ConsumerSource source() {
        return source;
    }

    public void requireOpen() throws IllegalStateException {
        session.requireOpen();
        if (buffer.isClosed()) {
            throw new IllegalStateException("the consumer is closed");
        }
    }

    // ---- receiving

    /**
     * Waits for the next message (JMS 3.1 §8.6), and acknowledges it as the session's mode wants.
     *
     * @param timeoutMs 0 for ever
     * @return null when the time is over or the consumer was closed meanwhile
     * @throws MessageFormatException from the extraction. In a session that acknowledges by itself the message is then not
     *     received; in others it is (JMS 3.1 §8.6)
     */
    public <T> @Nullable T receive(long timeoutMs, Extraction<T> extraction) throws JMSException {
        Deadline deadline = timeoutMs == 0 ? null : Deadline.in(timeoutMs);
        return receiveFrom(() -> accepted(() -> next(deadline), extraction));
    }

    /** The same without waiting: null when the broker has nothing. */
    public <T> @Nullable T receiveNoWait(Extraction<T> extraction) throws JMSException {
        return receiveFrom(() -> accepted(this::nextNoWait, extraction));
    }

    /**
     * Waits for the next message and leaves it unsettled: {@link DirectSettlement} follows.
     *
     * @return null when the time is over or the consumer was closed meanwhile
     */
    public @Nullable Received receiveUnsettled(long timeoutMs) throws JMSException {
        return receiveFrom(() -> next(Deadline.in(timeoutMs)));
    }

    /** The same without waiting: only what lies here already; null if there is nothing. */
    public @Nullable Received pollUnsettled() throws JMSException {
        return receiveFrom(buffer::poll);
    }

    /**
     * Waits until a message lies here, and leaves it to {@link #pollUnsettled}.
     *
     * @return false when the time is over, or the consumer was closed, {@link #wake} was called or the connection was made anew
     *     meanwhile
     */
    public boolean awaitReady(long timeoutMs) throws JMSException {
        requireOpen();
        buffer.enter();
        try {
            beforeWaiting();
            return buffer.awaitReady(Deadline.in(timeoutMs));
        } catch (CallException e) {
            throw e.toJms();
        } finally {
            buffer.leave();
        }
    }

    /** Ends an {@link #awaitReady}, now or later. Any thread. */
    public void wake() {
        buffer.wake();
    }

    /** How many messages may lie here or be on their way from now on; what is out already stays. Any thread. */
    public void resizeWindow(int messagesMax) {
        buffer.resize(messagesMax);
        session.consumers().giveCredit(buffer);
    }

    /** The broker gets back what lies here or is on its way; nothing more comes until the window is resized. */
    public void giveUnseenBack() throws JMSException {
        buffer.resize(0);
        try {
            returnUnseen();
        } catch (CallException e) {
            throw e.toJms();
        }
    }

    @FunctionalInterface
    private interface Reception<T> {
        @Nullable
        T get() throws CallException, JMSException;
    }

    private <T> @Nullable T receiveFrom(Reception<T> reception) throws JMSException {
        requireOpen();
        if (session.isListening()) {
            throw new IllegalStateException("the session has a message listener; it cannot receive as well");
        }
        buffer.enter();
        try {
            return reception.get();
        } catch (CallException e) {
            throw e.toJms();
        } finally {
            buffer.leave();
        }
    }

    /** What is wanted of the first message that the application may have. */
    private <T> @Nullable T accepted(Reception<Received> reception, Extraction<T> extraction)
            throws CallException, JMSException {
        Received received = reception.get();
        while (received != null) {
            try {
                T wanted = extract(received, extraction);
                if (complete(received)) {
                    return wanted;
                }
            } catch (CutException e) {
                ClientLog.LOG.debugf("a message comes again: %s", e.getMessage());
            }
            received = reception.get();
        }
        return null;
    }

    private <T> @Nullable T extract(Received received, Extraction<T> extraction) throws CallException, JMSException {
        MambaMessage message = session.decode(received);
        try {
            if (session.isAutomatic()) {
                // It is about to be acknowledged: without its body it would be lost.
                message.requireFetchedBody();
            }
            return extraction.from(message);
        } catch (MessageFormatException e) {
            if (session.isAutomatic()) {
                buffer.putBack(received);
            } else {
                complete(received);
            }
            throw e;
        }
    }

    /** False if the connection was lost since the message came: it comes again. */
    private boolean complete(Received received) throws CallException {
        boolean delivered = session.acknowledgements().delivered(received.delivery());
        if (delivered) {
            session.acknowledgements().completed(received.delivery(), !buffer.isEmpty());
        }
        session.consumers().giveCredit(buffer);
        return delivered;
    }

    private @Nullable Received next(@Nullable Deadline deadline) throws CallException {
        Received next = buffer.poll();
        while (next == null && !buffer.isClosed()) {
            beforeWaiting();
            next = buffer.await(deadline);
            if (next == null && deadline != null && deadline.remainingNanos() <= 0) {
                return lastChance();
            }
        }
        return next;
    }

    private @Nullable Received nextNoWait() throws CallException {
        Received next = buffer.poll();
        if (next == null) {
            beforeWaiting();
            next = drained();
        }
        return next;
    }

    private void beforeWaiting() throws CallException {
        session.acknowledgements().flush();
        session.consumers().giveCredit(buffer);
        session.wire().flush();
    }

    /** The time is over: asks the broker for what there is, unless the connection is cut just now. */
    private @Nullable Received lastChance() throws CallException {
        int life = session.wire().life();
        if (life != 0 && buffer.isActive()) {
            isDrained(life, session.wire().wire().callDeadline());
        }
        return buffer.poll();
    }

    /** Asks the broker for what there is. Nothing is sent ahead any more afterwards, until the next receive waits. */
    private @Nullable Received drained() throws CallException {
        if (buffer.isActive()) {
            drain();
        }
        return buffer.poll();
    }

    private void drain() throws CallException {
        Deadline deadline = session.wire().wire().callDeadline();
        int life = session.wire().awaitLife(deadline, "receive a message");
        while (!isDrained(life, deadline)) {
            life = session.wire().awaitLife(deadline, "receive a message");
        }
    }

    /** False if that life of the session ends before the answer. */
    private boolean isDrained(int life, Deadline deadline) throws CallException {
        WireSession wire = session.wire();
        buffer.expectDrained();
        wire.tell(life, new Drain(wire.number(), buffer.consumer()));
        wire.flush();
        return buffer.awaitDrained(life, deadline);
    }

    // ---- listening

    public @Nullable MessageListener listener() throws JMSException {
        requireOpen();
        return buffer.listener();
    }

    /** Null takes the listener away. */
    public void listen(@Nullable MessageListener listener) throws JMSException {
        requireOpen();
        buffer.listen(listener);
        if (listener != null) {
            session.listen();
        }
    }

    // ---- closing: any thread

    /**
     * Waits for a receive or listener of this consumer to return, unless called by that listener itself. What the application
     * got stays its to acknowledge, commit or roll back; the rest goes to others (JMS 3.1 §8.8).
     */
    public void close() throws JMSException {
        if (!buffer.close()) {
            return;
        }
        try {
            boolean keep = session.isListenerThread() || leavesUnacknowledged();
            if (keep) {
                returnUnseen();
            }
            detach(keep);
        } catch (ConnectionLostException e) {
            buffer.remove();
        } catch (CallException e) {
            throw e.toJms();
        }
    }

    /** The broker would take what is unsettled when the consumer goes for unseen, and give it to somebody else. */
    private boolean leavesUnacknowledged() throws CallException {
        session.acknowledgements().flush();
        return session.acknowledgements().hasUnacknowledged();
    }

    private void returnUnseen() throws CallException {
        int life = session.wire().life();
        if (life == 0 || !isDrained(life, session.wire().wire().callDeadline())) {
            // All of it has gone back with the connection.
            return;
        }
        DeliveryRanges unseen = buffer.clear();
        if (unseen != null) {
            session.wire().settle(0, SettleOutcome.RELEASED, unseen);
            session.wire().flush();
        }
    }

    /** The consumer ends at the broker; what the application got stays the session's to settle, or there is nothing of it left. */
    private void detach(boolean keep) throws CallException {
        WireSession wire = session.wire();
        wire.standings()
                .release(
                        buffer.consumer(),
                        "close a consumer",
                        request -> new ConsumerDetach(wire.number(), request, buffer.consumer(), keep));
        buffer.remove();
    }
}
