// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.CommandType;
import io.mambamq.core.command.Restarted;
import io.mambamq.core.delivery.DeliveryFeed;
import io.mambamq.core.delivery.Dispatcher;
import io.mambamq.core.delivery.QueueDelivery;
import io.mambamq.core.delivery.QueueDirectory;
import io.mambamq.core.durable.DurableState;
import io.mambamq.core.durable.StateSnapshot;
import io.mambamq.core.effect.Effect;
import io.mambamq.core.effect.EffectList;
import io.mambamq.core.handler.Answers;
import io.mambamq.core.handler.BrowserHandler;
import io.mambamq.core.handler.ConsumerHandler;
import io.mambamq.core.handler.RecoveryHandler;
import io.mambamq.core.handler.SendHandler;
import io.mambamq.core.handler.SessionHandler;
import io.mambamq.core.handler.SettleHandler;
import io.mambamq.core.handler.SubscriptionHandler;
import io.mambamq.core.handler.TemporaryHandler;
import io.mambamq.core.handler.TransactionEnding;
import io.mambamq.core.handler.TransactionHandler;
import io.mambamq.core.log.CommandLog;
import io.mambamq.core.log.CommitListener;
import io.mambamq.core.log.Proposals;
import io.mambamq.core.session.SessionTable;
import io.mambamq.core.snapshot.LiveMessages;
import io.mambamq.core.transaction.BranchTable;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One partition of the broker: a deterministic machine. Confined to its owner's thread; it starts no thread, reads no clock
 * and touches no file.
 *
 * <p>Its life: {@link #restore} for every piece of a snapshot, if there is one; {@link #apply} for every command of an
 * existing log, or for those behind the snapshot, in order; {@link #start} once; then any inputs, and {@link #onCommit}
 * for every command that the log commits. An input decides, proposes commands to the log, and parks the
 * answer until they have committed. What is to be done for clients comes out as effects, which the owner carries out
 * with {@link #drainEffects} after each input or batch of them.
 *
 * <p>Sessions and connections are numbered by the owner, uniquely as long as the process lives. Requests, consumers,
 * transactions and sends are numbered by the client within its session; request 0 asks for no answer to its success.
 * Whatever a client says wrong is refused by an effect and never throws; an exception out of this class is a defect of
 * Mamba or a log that cannot be trusted, after which the machine must not be used any more. The log is then still intact.
 */
public final class PartitionMachine implements CommitListener {
    private final DurableState durable = new DurableState();
    private final EffectList effects = new EffectList();
    private final Proposals proposals;
    private final BranchTable branches;
    private final QueueDirectory queues;
    private final Dispatcher dispatcher;
    private final DeliveryFeed deliveryFeed;

    private final SessionHandler sessionHandler;
    private final SendHandler sendHandler;
    private final SubscriptionHandler subscriptionHandler;
    private final ConsumerHandler consumerHandler;
    private final BrowserHandler browserHandler;
    private final TemporaryHandler temporaryHandler;
    private final SettleHandler settleHandler;
    private final TransactionHandler transactionHandler;
    private final RecoveryHandler recoveryHandler;
    private boolean started;

    public PartitionMachine(MachineConfig config, CommandLog log) {
        proposals = new Proposals(log);
        branches = new BranchTable(config.openTransactionsMax());
        queues = new QueueDirectory(config.queuesMax(), config.autoCreate(), proposals);
        dispatcher = new Dispatcher(effects, proposals);
        deliveryFeed = new DeliveryFeed(queues, dispatcher, effects);
        SessionTable sessions = new SessionTable(config);
        Answers answers = new Answers(effects, proposals);
        TransactionEnding ending = new TransactionEnding(branches, proposals, dispatcher);
        sessionHandler = new SessionHandler(config, sessions, queues, ending, dispatcher, answers);
        sendHandler = new SendHandler(config, sessions, queues, proposals, answers);
        subscriptionHandler = new SubscriptionHandler(config, sessions, queues, answers);
        consumerHandler =
                new ConsumerHandler(config, sessions, queues, subscriptionHandler, dispatcher, proposals, answers);
        browserHandler = new BrowserHandler(config, sessions, queues, dispatcher, proposals, answers);
        temporaryHandler = new TemporaryHandler(config, sessions, queues, answers);
        settleHandler = new SettleHandler(config, sessions, dispatcher, proposals, answers);
        transactionHandler = new TransactionHandler(config, sessions, branches, ending, dispatcher, proposals, answers);
        recoveryHandler = new RecoveryHandler(sessions, durable, proposals, answers);
    }

    // ---- replay and start

    /**
     * The next piece of a snapshot that {@link #beginSnapshot} gave, in place of the commands before it.
     *
     * @throws io.mambamq.core.snapshot.SnapshotFormatException if it is not the next piece, or this version cannot read
     *     it; the machine must not be used any more
     * @throws IllegalStateException if there were commands before it
     */
    public void restore(byte[] array, int offset, int length) {
        if (started) {
            throw new IllegalStateException("restoring is over since the machine was started");
        }
        durable.restore(array, offset, length);
    }

    /** A command of the log as it was before {@link #start}; has no effects. */
    public void apply(long position, Command command) {
        if (started) {
            throw new IllegalStateException("replay is over since the machine was started");
        }
        durable.apply(position, command);
    }

    /**
     * The log is replayed; this machine leads the partition from now on. Proposes {@link Restarted}, when which commits
     * delivery begins; other inputs may come before that.
     *
     * @param nowMs milliseconds since 1970
     * @throws io.mambamq.core.snapshot.SnapshotFormatException if pieces of a snapshot are missing
     */
    public void start(long nowMs) {
        if (started) {
            throw new IllegalStateException("the machine was started already");
        }
        durable.endRestore();
        started = true;
        durable.catalog().queues().forEach(queues::adopt);
        queues.startAt(durable.firstIdAfterRestart());
        durable.transactions().transactions().forEach(branches::adopt);
        dispatcher.tick(nowMs);
        proposals.propose(new Restarted(nowMs));
    }

    /** The oldest command that was proposed and had not committed is durable. */
    @Override
    public void onCommit(long position, Command command) {
        proposals.committed();
        if (command.type() == CommandType.RESTARTED) {
            durable.apply(position, command);
            durable.bodies().forEach(queues::adoptBody);
            durable.catalog().queues().forEach(deliveryFeed::addAll);
        } else {
            durable.apply(position, command, deliveryFeed);
        }
        dispatcher.run();
        proposals.answerDue();
        dispatcher.run();
    }

    /** Whether two machines have the same durable state. */
    public long digest() {
        return durable.digest();
    }

    // ---- snapshots

    /**
     * Begins a snapshot of the durable state: what all commands up to now have led to, whatever commits while it is
     * written. Takes no time to speak of.
     *
     * @param listener is told of each live message in the snapshot, once, at the latest when the message is written; calls
     *     come from within {@link StateSnapshot#writeNext}, {@link #apply} and {@link #onCommit}
     * @throws IllegalStateException if another one is neither finished nor abandoned
     */
    public StateSnapshot beginSnapshot(LiveMessages listener) {
        return durable.beginSnapshot(listener);
    }

    /** Tells of each message that is live now; takes time in proportion to their number. */
    public void forEachLive(LiveMessages listener) {
        durable.forEachLive(listener);
    }

    // ---- effects and counts

    /** Hands over the effects produced since the last time, in order. */
    public void drainEffects(Consumer<? super Effect> interpreter) {
        effects.drainTo(interpreter);
    }

    /** Commands that were proposed and have not committed. */
    public long outstandingProposals() {
        return proposals.outstanding();
    }

    /** The queue's counts as far as the log has committed; all zero if there is no such queue. */
    public QueueCounts queueCounts(DestinationName name) {
        QueueDelivery queue = queues.find(name);
        return queue == null ? new QueueCounts(0, 0, 0) : queue.counts();
    }

    // ---- inputs

    /**
     * Time goes on. The machine knows no other clock: call it at least as often as delays and expiry should be exact.
     *
     * @param nowMs milliseconds since 1970
     */
    public void tick(long nowMs) {
        dispatcher.tick(nowMs);
        dispatcher.run();
    }

    /**
     * A connection with a client id. Optional for one that has none: its first session makes it known.
     *
     * @param clientId empty for none; no other open connection has it, which the caller sees to
     * @throws IllegalArgumentException if the connection's id is in use
     */
    public void openConnection(long connection, String clientId) {
        sessionHandler.openConnection(connection, clientId);
    }

    /**
     * A session of a connection, which has no client id if it was not opened before.
     *
     * @throws IllegalArgumentException if the session id is in use
     */
    public void openSession(long connection, long session, int request) {
        sessionHandler.open(connection, session, request);
    }

    /**
     * Its consumers end, its unsettled deliveries are ready again as if they had never been delivered, and transactions in
     * which it still takes part are rolled back unless they are prepared.
     */
    public void closeSession(long session, int request) {
        sessionHandler.close(session, request);
        dispatcher.run();
    }

    /**
     * To be called at the end of every connection, however it ended. Its open sessions end, their unsettled deliveries are
     * ready again and count as redelivered, and every unprepared transaction in which any of its sessions ever took part
     * is rolled back. Unknown connections are those without a session: nothing happens.
     */
    public void loseConnection(long connection) {
        sessionHandler.loseConnection(connection);
        dispatcher.run();
    }

    /**
     * The session's consumers lose their credit and its unsettled deliveries are ready again as if they had never been
     * delivered. The answer comes behind every delivery of before.
     */
    public void restartSession(long session, int request) {
        sessionHandler.restart(session, request);
        dispatcher.run();
    }

    /**
     * A message for the queue that its header names, or for those subscriptions of the topic that are there and want it.
     * The destination is declared if it is new.
     *
     * @param sequence names the send in its confirmation or refusal
     * @param transaction 0 for none
     * @param confirm whether to tell when it is durable; a refusal is always told
     * @param message valid, and its bytes unchanged until the command that carries it has committed
     */
    public void send(long session, long sequence, int transaction, boolean confirm, EncodedMessage message) {
        sendHandler.send(session, sequence, transaction, confirm, message);
    }

    /** A queue or topic exists from now on, if it did not and there is room; not a temporary one. */
    public void declare(DestinationName name) {
        if (!queues.isKnown(name) && !queues.isFull()) {
            queues.declare(name);
        }
    }

    /** Without space in the log sends are refused; what may make space, settling and ending transactions, is not. */
    public void logHasSpace(boolean value) {
        sendHandler.logHasSpace(value);
    }

    /**
     * A consumer, which gets nothing before {@link #credit}. Its destination is declared if it is new, and so is its
     * subscription if it is one of a topic; the subscription gets what is sent from the answer on.
     */
    public void attach(long session, int request, int consumer, ConsumerSource source) {
        consumerHandler.attach(session, request, consumer, source);
    }

    /**
     * The consumer ends.
     *
     * @param keep whether its unsettled deliveries stay the session's; else they are ready again as if they had never been
     *     delivered
     */
    public void detach(long session, int request, int consumer, boolean keep) {
        consumerHandler.detach(session, request, consumer, keep);
        dispatcher.run();
    }

    /**
     * A durable subscription of the connection's client id ends with all that it holds. Refused while it has a consumer, or
     * messages that a session or an open transaction has.
     */
    public void unsubscribe(long session, int request, String name) {
        subscriptionHandler.unsubscribe(session, request, name);
    }

    /** That many more messages and bytes may be delivered; the last message may overdraw the bytes. */
    public void credit(long session, int consumer, int messages, long bytes) {
        consumerHandler.credit(session, consumer, messages, bytes);
        dispatcher.run();
    }

    /**
     * The answer to {@link io.mambamq.core.effect.Examine}: its messages in its order, null in place of one that cannot be
     * read. Without effect if the consumer or browser has gone.
     */
    public void examined(long session, int consumer, long examination, List<@Nullable EncodedMessage> messages) {
        if (!browserHandler.examined(session, consumer, examination, messages)) {
            consumerHandler.examined(session, consumer, examination, messages);
        }
        dispatcher.run();
    }

    /**
     * Takes the consumer's credit back once everything proposed before has committed and been delivered as far as the
     * credit went; then tells {@link io.mambamq.core.effect.Drained}.
     */
    public void drain(long session, int consumer) {
        consumerHandler.drain(session, consumer);
    }

    /**
     * A temporary queue or topic, which belongs to the session's connection: its sessions alone receive from it, and it ends
     * with the connection. Its name must be new.
     */
    public void createTemporary(long session, int request, DestinationName name) {
        temporaryHandler.create(session, request, name);
    }

    /** A temporary queue or topic of the session's connection ends, with all that it holds. Refused while it has consumers. */
    public void deleteTemporary(long session, int request, DestinationName name) {
        temporaryHandler.delete(session, request, name);
    }

    /**
     * A browser of a queue, which is declared if it is new. It shows what is in the queue once everything proposed before has
     * committed, when this is answered.
     *
     * @param browser a number that no consumer of the session has either
     * @param selector null, empty or white space for all messages
     */
    public void openBrowser(
            long session, int request, int browser, DestinationName destination, @Nullable String selector) {
        browserHandler.open(session, request, browser, destination, selector);
    }

    /**
     * Tells {@link io.mambamq.core.effect.Browsed} for the next messages of a browser, at most so many messages and bytes, and
     * succeeds with 1 at the end, else with 0; there may be more even where none was told.
     */
    public void browse(long session, int request, int browser, int messages, long bytes) {
        browserHandler.browse(session, request, browser, messages, bytes);
    }

    public void closeBrowser(long session, int request, int browser) {
        browserHandler.close(session, request, browser);
    }

    /**
     * What became of deliveries of the session.
     *
     * @param transaction 0 for at once; else the outcome is accepted, and takes effect with the transaction
     */
    public void settle(long session, int request, int transaction, SettleOutcome outcome, DeliveryRanges deliveries) {
        settleHandler.settle(session, request, transaction, outcome, deliveries);
        dispatcher.run();
    }

    /**
     * Binds a number to a transaction, in which the session takes part from now on.
     *
     * @param join whether the transaction must exist already, or must not
     */
    public void beginTransaction(long session, int request, int transaction, TransactionId id, boolean join) {
        transactionHandler.begin(session, request, transaction, id, join);
    }

    /** The number is free again; the transaction goes on without this session. */
    public void endTransaction(long session, int transaction) {
        transactionHandler.end(session, transaction);
    }

    /** Succeeds with 0 when prepared, with 1 if there was nothing to do and the branch is over (XA_RDONLY). */
    public void prepareTransaction(long session, int request, TransactionId id) {
        transactionHandler.prepare(session, request, id);
        dispatcher.run();
    }

    /**
     * The transaction takes effect as a whole. One that had a refusal is rolled back instead, and the answer says so.
     *
     * @param onePhase whether it is active, or was prepared
     */
    public void commitTransaction(long session, int request, TransactionId id, boolean onePhase) {
        transactionHandler.commit(session, request, id, onePhase);
        dispatcher.run();
    }

    /** Its settled messages are back in their places, counted as seen, and nothing that it sent ever was. */
    public void rollbackTransaction(long session, int request, TransactionId id) {
        transactionHandler.rollBack(session, request, id);
        dispatcher.run();
    }

    /** An administrator decides over a prepared branch; the outcome is remembered until it is forgotten. */
    public void completeHeuristically(long session, int request, TransactionId id, boolean committed) {
        transactionHandler.completeHeuristically(session, request, id, committed);
    }

    public void forgetTransaction(long session, int request, TransactionId id) {
        transactionHandler.forget(session, request, id);
    }

    /**
     * An administrator asks what is in the branches in doubt. Tells {@link io.mambamq.core.effect.BranchListed} for each, and
     * succeeds with their number.
     */
    public void listTransactions(long session, int request) {
        recoveryHandler.list(session, request);
    }

    /** Answered with {@link io.mambamq.core.effect.InDoubt}. */
    public void recoverTransactions(long session, int request) {
        recoveryHandler.recover(session, request);
    }
}
