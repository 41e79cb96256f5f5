// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.command.MessageCommand;
import io.mambamq.core.command.Publish;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.Stage;
import io.mambamq.core.command.StagePublish;
import io.mambamq.core.command.SubscriptionIds;
import io.mambamq.core.delivery.QueueDelivery;
import io.mambamq.core.delivery.QueueDirectory;
import io.mambamq.core.delivery.TopicDelivery;
import io.mambamq.core.effect.SendConfirmed;
import io.mambamq.core.effect.SendCreditGranted;
import io.mambamq.core.effect.SendRefused;
import io.mambamq.core.log.Proposals;
import io.mambamq.core.session.Session;
import io.mambamq.core.session.SessionTable;
import io.mambamq.core.transaction.Branch;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import org.jspecify.annotations.Nullable;

/** A message arrives. */
public final class SendHandler {
    private final MachineConfig config;
    private final SessionTable sessions;
    private final QueueDirectory queues;
    private final Proposals proposals;
    private final Answers answers;
    private final LargeBodies bodies;
    private boolean logHasSpace = true;

    public SendHandler(
            MachineConfig config, SessionTable sessions, QueueDirectory queues, Proposals proposals, Answers answers) {
        this.config = config;
        this.sessions = sessions;
        this.queues = queues;
        this.proposals = proposals;
        this.answers = answers;
        this.bodies = new LargeBodies(queues);
    }

    /** Without space in the log every send is refused; one that came before waits for its commit. */
    public void logHasSpace(boolean value) {
        logHasSpace = value;
    }

    public void send(long id, long sequence, int transaction, boolean confirm, EncodedMessage message) {
        Session session = sessions.find(id);
        if (session == null) {
            answers.now(new SendRefused(id, sequence, ErrorCode.PROTOCOL_ERROR, "the session is not open"));
            return;
        }
        if (session.sendCredit().isUsedUp()) {
            answers.now(new SendRefused(id, sequence, ErrorCode.PROTOCOL_ERROR, "sent without credit"));
            return;
        }
        session.sendCredit().spend(message.sizeBytes());
        Refusal refusal =
                transaction == 0 ? accept(session, null, message) : sendInTransaction(session, transaction, message);
        if (refusal == null) {
            proposals.afterProposed(() -> committed(session, sequence, confirm, message.sizeBytes()));
        } else {
            answers.now(new SendRefused(id, sequence, refusal.code(), refusal.text()));
            returnCredit(session, message.sizeBytes());
        }
    }

    /** A refused send leaves a transaction that can only be rolled back: its client counts on all of its sends. */
    private @Nullable Refusal sendInTransaction(Session session, int number, EncodedMessage message) {
        Branch branch = session.transactions().find(number);
        if (branch == null) {
            return Refusal.unknownTransactionNumber(number);
        }
        if (!branch.isActive()) {
            return Refusal.notActive(branch);
        }
        Refusal refusal = stagedTooMuch(branch, message);
        if (refusal == null) {
            refusal = accept(session, branch, message);
        }
        if (refusal != null) {
            branch.markRollbackOnly("a message sent in it was refused: " + refusal.text());
        }
        return refusal;
    }

    private @Nullable Refusal stagedTooMuch(Branch branch, EncodedMessage message) {
        return branch.stagedBytes() + message.sizeBytes() <= config.stagedBytesPerTransactionMax()
                ? null
                : new Refusal(
                        ErrorCode.RESOURCE_LIMIT,
                        "a transaction sends at most " + config.stagedBytesPerTransactionMax() + " bytes");
    }

    /** In a transaction or, without a branch, by itself. What no subscription wants is accepted and leaves no trace. */
    private @Nullable Refusal accept(Session session, @Nullable Branch branch, EncodedMessage message) {
        if (!logHasSpace) {
            return new Refusal(ErrorCode.RESOURCE_LIMIT, "the broker has no space left to store messages");
        }
        DestinationName destination = message.destination();
        Refusal refusal = message.isBodyLarge() ? bodies.refusal(session, message) : null;
        if (refusal != null) {
            return refusal;
        }
        return destination.kind().isQueue()
                ? toQueue(queues.findOrDeclare(destination), session, branch, message)
                : toTopic(queues.findOrDeclareTopic(destination), session, branch, message);
    }

    private @Nullable Refusal toQueue(
            @Nullable QueueDelivery queue, Session session, @Nullable Branch branch, EncodedMessage message) {
        if (queue == null) {
            return Destinations.missing(message.destination(), config);
        }
        propose(
                session,
                branch,
                branch == null ? new Send(queue.id(), message) : new Stage(branch.id(), queue.id(), message));
        return null;
    }

    private @Nullable Refusal toTopic(
            @Nullable TopicDelivery topic, Session session, @Nullable Branch branch, EncodedMessage message) {
        if (topic == null) {
            return Destinations.missing(message.destination(), config);
        }
        SubscriptionIds matching = topic.matching(message, session.connection().sender());
        if (matching.isEmpty()) {
            bodies.drop(session, message);
        } else {
            propose(
                    session,
                    branch,
                    branch == null
                            ? new Publish(topic.id(), matching, message)
                            : new StagePublish(branch.id(), topic.id(), matching, message));
        }
        return null;
    }

    private void propose(Session session, @Nullable Branch branch, MessageCommand command) {
        if (branch != null) {
            branch.staged(command.message().sizeBytes());
        }
        proposals.propose(command);
        bodies.claim(session, command.message());
    }

    private void committed(Session session, long sequence, boolean confirm, int sizeBytes) {
        if (confirm) {
            answers.now(new SendConfirmed(session.id(), sequence));
        }
        returnCredit(session, sizeBytes);
    }

    private void returnCredit(Session session, int sizeBytes) {
        long granted = session.sendCredit().giveBack(sizeBytes);
        if (granted > 0) {
            answers.now(new SendCreditGranted(session.id(), granted));
        }
    }
}
