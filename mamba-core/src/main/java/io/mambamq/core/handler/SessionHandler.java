// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.delivery.Dispatcher;
import io.mambamq.core.delivery.QueueConsumer;
import io.mambamq.core.delivery.QueueDirectory;
import io.mambamq.core.delivery.Redeliveries;
import io.mambamq.core.effect.SendCreditGranted;
import io.mambamq.core.session.ClientConnection;
import io.mambamq.core.session.Session;
import io.mambamq.core.session.SessionTable;
import io.mambamq.protocol.ErrorCode;
import java.util.List;
import java.util.function.Consumer;

/** Sessions open, start afresh, close, and are lost with their connection. */
public final class SessionHandler {
    private final MachineConfig config;
    private final SessionTable sessions;
    private final QueueDirectory queues;
    private final TransactionEnding transactionEnding;
    private final Dispatcher dispatcher;
    private final Redeliveries redeliveries;
    private final Answers answers;

    public SessionHandler(
            MachineConfig config,
            SessionTable sessions,
            QueueDirectory queues,
            TransactionEnding transactionEnding,
            Dispatcher dispatcher,
            Redeliveries redeliveries,
            Answers answers) {
        this.config = config;
        this.sessions = sessions;
        this.queues = queues;
        this.transactionEnding = transactionEnding;
        this.dispatcher = dispatcher;
        this.redeliveries = redeliveries;
        this.answers = answers;
    }

    public void openConnection(long id, String clientId) {
        sessions.openConnection(id, clientId);
    }

    public void open(long connection, long session, int request) {
        if (sessions.isFull()) {
            answers.refuse(
                    session,
                    request,
                    ErrorCode.RESOURCE_LIMIT,
                    "the broker has as many sessions as it may, " + config.sessionsMax());
            return;
        }
        sessions.open(connection, session);
        answers.succeed(session, request, 0);
        answers.now(new SendCreditGranted(session, config.sendCreditBytes()));
    }

    /** JMS 3.1 §6.2.11 recover, or the end of a rollback. */
    public void restart(long id, int request) {
        Session session = sessions.find(id);
        if (session == null) {
            answers.refuseUnknownSession(id, request);
            return;
        }
        session.consumers().forEach(QueueConsumer::takeCredit);
        session.releaseUnsettled(null, dispatcher);
        answers.succeedWhenDurable(id, request);
    }

    public void close(long id, int request) {
        Session session = sessions.find(id);
        if (session == null) {
            answers.refuseUnknownSession(id, request);
            return;
        }
        end(session, ending -> ending.releaseUnsettled(null, dispatcher));
        answers.succeedWhenDurable(id, request);
    }

    /** The connection is gone; nobody can tell what its applications saw of what was not settled. */
    public void loseConnection(long id) {
        ClientConnection connection = sessions.removeConnection(id);
        if (connection == null) {
            return;
        }
        connection.sessions().forEach(session -> end(session, lost -> lost.returnUnsettled(redeliveries)));
        redeliveries.propose();
        connection.branches().forEach(transactionEnding::rollBack);
        connection.temporaries().forEach(queues::delete);
    }

    /** @param unsettled what becomes of its unsettled deliveries */
    private void end(Session session, Consumer<Session> unsettled) {
        List<QueueConsumer> consumers = List.copyOf(session.consumers());
        consumers.forEach(session::detach);
        unsettled.accept(session);
        consumers.forEach(consumer -> queues.consumerDetached(consumer.queue()));
        session.transactions().unbindEach(branch -> {
            if (branch.isActive()) {
                transactionEnding.rollBack(branch);
            }
        });
        sessions.close(session);
    }
}
