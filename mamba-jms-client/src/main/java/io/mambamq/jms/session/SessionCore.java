// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.session;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.MambaDestination;
import io.mambamq.jms.body.BodySource;
import io.mambamq.jms.delivery.Inbox;
import io.mambamq.jms.delivery.ListenerThread;
import io.mambamq.jms.delivery.Received;
import io.mambamq.jms.delivery.SendCompletions;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.jms.message.Acknowledger;
import io.mambamq.jms.message.MambaMessage;
import io.mambamq.jms.message.MessageContext;
import io.mambamq.jms.message.MessageDecoder;
import io.mambamq.jms.message.ObjectDecoder;
import io.mambamq.jms.producer.MessageSender;
import io.mambamq.jms.settlement.Acknowledgement;
import io.mambamq.jms.settlement.AutomaticAcknowledgement;
import io.mambamq.jms.settlement.BranchAcknowledgement;
import io.mambamq.jms.settlement.ClientAcknowledgement;
import io.mambamq.jms.settlement.SerializedAcknowledgement;
import io.mambamq.jms.settlement.StagedAcknowledgement;
import io.mambamq.jms.wire.Answer;
import io.mambamq.jms.wire.Wire;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.frame.SessionRestart;
import io.mambamq.protocol.message.DestinationKind;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.transaction.TransactionId;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageListener;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TransactionInProgressException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A session, whichever API it is used through. */
public final class SessionCore {
    private final SessionOwner owner;
    private final SessionMode mode;
    private final WireSession wire;
    private final Inbox inbox;
    private final ListenerDispatch dispatch;
    private final LocalTransaction localTransaction;
    private final BranchBinding branch = new BranchBinding();
    private final Acknowledgement acknowledgement;
    private final SendCompletions completions;
    private final MessageSender sender;
    private final MessageContext messages;
    private final MessageContext browsedMessages;

    private final SessionConsumers consumers;
    private final DirectSettlement settlement;
    private final LoadedMessages loaded = new LoadedMessages(this);

    /** Held by whoever closes; another waits for it. */
    private final ReentrantLock closing = new ReentrantLock();
    /** A listener that is running while the session is being closed still has all of it (JMS 3.1 §6.1.8). */
    private volatile boolean closed;

    private boolean listening;

    private SessionCore(
            SessionOwner owner, SessionMode mode, WireSession wire, Inbox inbox, ObjectDecoder objectDecoder) {
        this.owner = owner;
        this.mode = mode;
        this.wire = wire;
        this.inbox = inbox;
        this.consumers = new SessionConsumers(this, owner, wire, inbox);
        this.dispatch = new ListenerDispatch(this);
        this.localTransaction = new LocalTransaction(wire);
        this.acknowledgement = new SerializedAcknowledgement(acknowledgement());
        this.settlement = new DirectSettlement(wire);
        this.completions = new SendCompletions(inbox, wire.wire());
        this.sender = new MessageSender(wire, enlistment(), completions);
        this.messages = new MessageContext(this::acknowledge, objectDecoder);
        this.browsedMessages = new MessageContext(Acknowledger.NONE, objectDecoder);
    }

    /** Opens a session at the broker. It is stopped. */
    public static SessionCore open(SessionOwner owner, Wire wire, SessionMode mode, ObjectDecoder objectDecoder)
            throws CallException {
        Inbox inbox = new Inbox();
        return new SessionCore(owner, mode, WireSession.open(wire, inbox), inbox, objectDecoder);
    }

    private Acknowledgement acknowledgement() {
        return switch (mode) {
            case AUTO -> AutomaticAcknowledgement.auto(wire);
            case DUPS_OK -> AutomaticAcknowledgement.dupsOk(wire);
            case CLIENT -> new ClientAcknowledgement(wire);
            case TRANSACTED -> new StagedAcknowledgement(wire, localTransaction);
            case XA ->
                new BranchAcknowledgement(
                        branch, new StagedAcknowledgement(wire, branch), AutomaticAcknowledgement.auto(wire));
        };
    }

    private StagedAcknowledgement.Enlistment enlistment() {
        return switch (mode) {
            case AUTO, DUPS_OK, CLIENT -> () -> 0;
            case TRANSACTED -> localTransaction;
            case XA -> branch;
        };
    }

    public SessionMode mode() {
        return mode;
    }

    public WireSession wire() {
        return wire;
    }

    public MessageSender sender() {
        return sender;
    }

    /**
     * Returns when all that this producer sent asynchronously is complete and its listeners have returned (JMS 3.1 §7.3.4).
     *
     * @throws IllegalStateException from one of the session's completion listeners
     */
    public void awaitSendsOf(Object producer) throws IllegalStateException {
        if (completions.isOutstanding(producer)) {
            requireNoCompletionListener("close a producer of");
            completions.awaitOf(producer);
        }
    }

    private void requireNoCompletionListener(String what) throws IllegalStateException {
        if (completions.isCallingThread()) {
            throw new IllegalStateException("a completion listener cannot " + what + " its own session");
        }
    }

    /** The branch that an XA session works in; never bound in others. */
    public BranchBinding branch() {
        return branch;
    }

    /** What the session does about deliveries now and by itself, rather than by a transaction or by the application. */
    boolean isAutomatic() {
        return switch (mode) {
            case AUTO, DUPS_OK -> true;
            case CLIENT, TRANSACTED -> false;
            case XA -> branch.number() == 0;
        };
    }

    Inbox inbox() {
        return inbox;
    }

    SessionConsumers consumers() {
        return consumers;
    }

    Acknowledgement acknowledgements() {
        return acknowledgement;
    }

    /**
     * Of a message with a large body this fetches the body, and so comes before the message is settled. A body that is not to be
     * had fails when it is looked at ({@link MambaMessage#requireFetchedBody}).
     *
     * @throws CallException if the broker cannot be reached; the message is delivered again then
     */
    public MambaMessage decode(Received received) throws CallException {
        return decode(received, messages);
    }

    /** A message that a browser shows: there is nothing to acknowledge. */
    public MambaMessage decodeBrowsed(Received shown) throws CallException {
        return decode(shown, browsedMessages);
    }

    private MambaMessage decode(Received received, MessageContext context) throws CallException {
        EncodedMessage message = received.message();
        BodySource body =
                message.isBodyLarge() ? BodyDownload.fetch(message.largeBody(), wire, consumers.nextNumber()) : null;
        return MessageDecoder.decode(message, body, received.deliveryCount(), context);
    }

    public void requireOpen() throws IllegalStateException {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
    }

    // ---- consumers

    /**
     * Attaches a consumer.
     *
     * @param prefetchMessages how many messages it is sent ahead
     * @throws IllegalStateException if the subscription needs a client id and the connection has none
     */
    public ConsumerCore createConsumer(ConsumerSource source, int prefetchMessages) throws JMSException {
        requireOpen();
        return consumers.attach(source, prefetchMessages);
    }

    /**
     * Ends a durable subscription (JMS 3.1 §8.3.6).
     *
     * @throws jakarta.jms.InvalidDestinationException if there is none of that name
     * @throws JMSException if it has a consumer, or messages that are not acknowledged or whose transaction is open
     */
    public void unsubscribe(@Nullable String name) throws JMSException {
        requireOpen();
        consumers.unsubscribe(ConsumerSource.unsubscribable(name));
    }

    /**
     * Opens a browser of a queue, behind everything that the session has acknowledged.
     *
     * @param selector as {@link ConsumerSource#parsed} gives it
     */
    public BrowserCore browse(MambaDestination queue, @Nullable String selector) throws JMSException {
        requireOpen();
        return consumers.browse(queue, selector);
    }

    public TemporaryQueue createTemporaryQueue() throws JMSException {
        requireOpen();
        return (TemporaryQueue) owner.createTemporary(DestinationKind.TEMPORARY_QUEUE);
    }

    public TemporaryTopic createTemporaryTopic() throws JMSException {
        requireOpen();
        return (TemporaryTopic) owner.createTemporary(DestinationKind.TEMPORARY_TOPIC);
    }

    /** There is a listener: something has to call it. */
    void listen() {
        if (!listening) {
            listening = true;
            ListenerThread.start(inbox, dispatch, wire.wire().peer());
        }
    }

    void onListenersEnded(CallException reason) {
        owner.onListenersEnded(reason.toJms());
    }

    boolean isListening() {
        return inbox.hasListener();
    }

    // ---- acknowledging

    /** {@code Message.acknowledge()} and {@code JMSContext.acknowledge()}. */
    public void acknowledge() throws JMSException {
        requireOpen();
        try {
            acknowledgement.acknowledgeAll();
            loaded.acknowledgeAll();
        } catch (CallException e) {
            throw e.toJms();
        }
    }

    // ---- messages that a connection consumer received for this session, or this one for another

    /** To be processed by {@link #runLoaded}. Any thread. */
    public void load(SessionCore source, Received received) {
        loaded.load(source, received);
    }

    /** Hands everything that was loaded to the listener, one after the other. */
    public void runLoaded(MessageListener listener) throws JMSException {
        requireOpen();
        try {
            loaded.run(listener);
        } catch (CallException e) {
            throw e.toJms();
        }
    }

    /** The transaction that what the session does now belongs to, begun if need be; null for none. */
    public @Nullable TransactionId enlisted() {
        if (enlistment().number() == 0) {
            return null;
        }
        return mode == SessionMode.XA ? branch.id() : localTransaction.id();
    }

    /** For deliveries of this session that others decide about. */
    public DirectSettlement settlement() {
        return settlement;
    }

    /** Stages what was received in the branch that the session works in, before the branch ends. */
    public void stageReceived() throws CallException {
        acknowledgement.flush();
    }

    /** The branch is rolled back: what was received in it, and could not be staged, comes again. */
    public void giveBackReceived() {
        acknowledgement.giveBack();
        wire.flush();
    }

    /** JMS 3.1 §6.2.11. */
    public void recover() throws JMSException {
        requireOpen();
        if (mode.isTransacted()) {
            throw new IllegalStateException("a transacted session cannot recover; roll it back");
        }
        try {
            restart();
        } catch (CallException e) {
            throw e.toJms();
        }
    }

    /**
     * Everything that was delivered and not acknowledged is delivered again, in its old order; what the application got counts
     * as redelivered.
     */
    void restart() throws CallException {
        if (isAutomatic()) {
            acknowledgement.flush();
        }
        acknowledgement.giveBack();
        loaded.giveBack();
        try {
            wire.requests()
                    .callIn(
                            wire.life(),
                            "restart the session",
                            request -> new SessionRestart(wire.number(), request),
                            restarted());
        } catch (CutException e) {
            // Nothing is left that was delivered before.
            ClientLog.LOG.debugf("a session starts afresh: %s", e.getMessage());
        }
    }

    private Answer restarted() {
        return new Answer() {
            @Override
            public void done(long value) {
                inbox.onRestarted();
                super.done(value);
            }
        };
    }

    // ---- transactions

    /** JMS 3.1 §6.2.7. */
    public void commit() throws JMSException {
        requireLocalTransaction("commit");
        try {
            completions.awaitAll();
            acknowledgement.flush();
            localTransaction.commit();
        } catch (RefusedException e) {
            throw rolledBack(e);
        } catch (CallException e) {
            throw e.toJms();
        }
    }

    /** The broker has rolled back instead; what was received comes again in its old order. */
    private JMSException rolledBack(RefusedException refusal) {
        JMSException failure = refusal.toJms();
        try {
            restart();
        } catch (CallException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** JMS 3.1 §6.2.7. */
    public void rollback() throws JMSException {
        requireLocalTransaction("rollback");
        try {
            completions.awaitAll();
            acknowledgement.giveBack();
            localTransaction.rollback();
            restart();
        } catch (CallException e) {
            throw e.toJms();
        }
    }

    private void requireLocalTransaction(String what) throws JMSException {
        requireOpen();
        if (mode == SessionMode.XA) {
            throw new TransactionInProgressException(what + " is the transaction manager's business in an XA session");
        }
        if (mode != SessionMode.TRANSACTED) {
            throw new IllegalStateException(what + " needs a transacted session");
        }
        requireNoCompletionListener(what);
    }

    // ---- starting, stopping, closing: any thread

    public void start() {
        inbox.start();
    }

    /** Returns when no listener runs any more. */
    public void stop() {
        inbox.stop();
    }

    /** Delivers nothing more, without waiting. */
    public void halt() {
        inbox.halt();
    }

    /** Whether this thread runs one of the session's listeners. */
    public boolean isListenerThread() {
        return inbox.isListenerThread();
    }

    /** Whether this thread runs one of the session's listeners or completion listeners. */
    public boolean isCallbackThread() {
        return isListenerThread() || completions.isCallingThread();
    }

    /**
     * Waits for receives, asynchronous sends and listeners to return, rolls an open transaction back, and lets others have what was
     * not acknowledged.
     *
     * @throws IllegalStateException from one of the session's own listeners or completion listeners
     */
    public void close() throws JMSException {
        if (isCallbackThread()) {
            throw new IllegalStateException("a listener cannot close its own session");
        }
        closing.lock();
        try {
            if (!closed) {
                inbox.close();
                completions.awaitClosing();
                closed = true;
                end();
            }
        } finally {
            closing.unlock();
        }
    }

    private void end() throws JMSException {
        try {
            settleRest();
            wire.close();
        } catch (ConnectionLostException e) {
            // The broker has cleaned up already.
        } catch (CallException e) {
            throw e.toJms();
        } finally {
            owner.onClosed(this);
        }
    }

    private void settleRest() throws CallException {
        if (isAutomatic()) {
            acknowledgement.flush();
        }
        acknowledgement.giveBack();
        loaded.close();
        if (mode == SessionMode.TRANSACTED) {
            localTransaction.rollback();
        }
    }
}
