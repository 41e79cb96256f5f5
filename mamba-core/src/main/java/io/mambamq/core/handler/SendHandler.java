// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.Stage;
import io.mambamq.core.delivery.QueueDelivery;
import io.mambamq.core.delivery.QueueDirectory;
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
    private boolean logHasSpace = true;

    public SendHandler(
            MachineConfig config, SessionTable sessions, QueueDirectory queues, Proposals proposals, Answers answers) {
        this.config = config;
        this.sessions = sessions;
        this.queues = queues;
        this.proposals = proposals;
        this.answers = answers;
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
        Refusal refusal = transaction == 0
                ? sendAlone(message)
                : sendInTransaction(session.transactions().find(transaction), transaction, message);
        if (refusal == null) {
            proposals.afterProposed(() -> committed(session, sequence, confirm, message.sizeBytes()));
        } else {
            answers.now(new SendRefused(id, sequence, refusal.code(), refusal.text()));
            returnCredit(session, message.sizeBytes());
        }
    }

    private @Nullable Refusal sendAlone(EncodedMessage message) {
        DestinationName destination = message.destination();
        Refusal refusal = refusal(destination);
        if (refusal != null) {
            return refusal;
        }
        QueueDelivery queue = queues.findOrDeclare(destination);
        if (queue == null) {
            return Destinations.tooMany(config);
        }
        proposals.propose(new Send(queue.id(), message));
        return null;
    }

    /** A refused send leaves a transaction that can only be rolled back: its client counts on all of its sends. */
    private @Nullable Refusal sendInTransaction(@Nullable Branch branch, int number, EncodedMessage message) {
        if (branch == null) {
            return Refusal.unknownTransactionNumber(number);
        }
        if (!branch.isActive()) {
            return Refusal.notActive(branch);
        }
        Refusal refusal = stage(branch, message);
        if (refusal != null) {
            branch.markRollbackOnly("a message sent in it was refused: " + refusal.text());
        }
        return refusal;
    }

    private @Nullable Refusal stage(Branch branch, EncodedMessage message) {
        DestinationName destination = message.destination();
        Refusal refusal = refusal(destination);
        if (refusal != null) {
            return refusal;
        }
        if (branch.stagedBytes() + message.sizeBytes() > config.stagedBytesPerTransactionMax()) {
            return new Refusal(
                    ErrorCode.RESOURCE_LIMIT,
                    "a transaction sends at most " + config.stagedBytesPerTransactionMax() + " bytes");
        }
        QueueDelivery queue = queues.findOrDeclare(destination);
        if (queue == null) {
            return Destinations.tooMany(config);
        }
        branch.staged(message.sizeBytes());
        proposals.propose(new Stage(branch.id(), queue.id(), message));
        return null;
    }

    private @Nullable Refusal refusal(DestinationName destination) {
        return logHasSpace
                ? Destinations.refusal(destination)
                : new Refusal(ErrorCode.RESOURCE_LIMIT, "the broker has no space left to store messages");
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
