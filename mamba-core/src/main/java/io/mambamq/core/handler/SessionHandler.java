// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.command.ClientKey;
import io.mambamq.core.delivery.Dispatcher;
import io.mambamq.core.delivery.QueueConsumer;
import io.mambamq.core.delivery.QueueDirectory;
import io.mambamq.core.durable.LedgerTable;
import io.mambamq.core.durable.SentSequences;
import io.mambamq.core.effect.SendCreditGranted;
import io.mambamq.core.effect.SendsRecalled;
import io.mambamq.core.ledger.ClientTable;
import io.mambamq.core.ledger.KnownClient;
import io.mambamq.core.ledger.Ledger;
import io.mambamq.core.session.ClientConnection;
import io.mambamq.core.session.Session;
import io.mambamq.core.session.SessionTable;
import io.mambamq.protocol.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions open, start afresh, close, and are lost with their connection. */
public final class SessionHandler {
    private final MachineConfig config;
    private final SessionTable sessions;
    private final QueueDirectory queues;
    private final ClientTable clients;
    private final LedgerTable ledgers;
    private final TransactionEnding transactionEnding;
    private final Dispatcher dispatcher;
    private final Answers answers;

    public SessionHandler(
            MachineConfig config,
            SessionTable sessions,
            QueueDirectory queues,
            ClientTable clients,
            LedgerTable ledgers,
            TransactionEnding transactionEnding,
            Dispatcher dispatcher,
            Answers answers) {
        this.config = config;
        this.sessions = sessions;
        this.queues = queues;
        this.clients = clients;
        this.ledgers = ledgers;
        this.transactionEnding = transactionEnding;
        this.dispatcher = dispatcher;
        this.answers = answers;
    }

    public boolean openConnection(long id, String clientId, @Nullable ClientKey key) {
        if (key == null) {
            sessions.openConnection(id, clientId, null);
            return false;
        }
        boolean known = clients.isKnown(key);
        sessions.openConnection(id, clientId, clients.connect(key));
        return known;
    }

    public void open(long connection, long session, int request, int ledgerNumber) {
        if (sessions.isFull()) {
            answers.refuse(
                    session,
                    request,
                    ErrorCode.RESOURCE_LIMIT,
                    "the broker has as many sessions as it may, " + config.sessionsMax());
            return;
        }
        if (ledgerNumber == 0) {
            opened(sessions.open(connection, session, null), request, 0);
        } else {
            openWithLedger(connection, session, request, ledgerNumber);
        }
    }

    private void opened(Session session, int request, long lastSequence) {
        answers.succeed(session.id(), request, lastSequence);
        answers.now(new SendCreditGranted(session.id(), config.sendCreditBytes()));
    }

    /** Answered when all that earlier sessions with the ledger have proposed is durable. */
    private void openWithLedger(long connectionId, long id, int request, int number) {
        ClientConnection connection = sessions.connection(connectionId);
        KnownClient client = connection == null ? null : connection.client();
        Ledger ledger = client == null || number < 0 ? null : clients.ledger(client, number);
        if (ledger == null || ledger.isInUse()) {
            refuseLedger(id, request, client, number, ledger);
            return;
        }
        ledger.use();
        Session session = sessions.open(connectionId, id, ledger);
        if (ledger.id() == 0) {
            opened(session, request, 0);
        } else {
            answers.whenDurable(
                    () -> recall(session, request, ledgers.ledger(ledger.id()).sent()));
        }
    }

    private void recall(Session session, int request, SentSequences sent) {
        sent.forEachRange((first, last) -> answers.now(new SendsRecalled(session.id(), first, last)));
        opened(session, request, sent.last());
    }

    private void refuseLedger(long id, int request, @Nullable KnownClient client, int number, @Nullable Ledger ledger) {
        if (ledger != null) {
            answers.refuse(id, request, ErrorCode.PROTOCOL_ERROR, "another session has ledger " + number);
        } else if (client == null || number < 0) {
            String why = client == null ? "a ledger of a client without a secret" : "a ledger of number " + number;
            answers.refuse(id, request, ErrorCode.PROTOCOL_ERROR, why);
        } else {
            answers.refuse(
                    id,
                    request,
                    ErrorCode.RESOURCE_LIMIT,
                    "the broker has as many ledgers as it may, "
                            + config.reconnect().ledgersMax());
        }
    }

    /** JMS 3.1 §6.2.11 recover, or the end of a rollback. */
    public void restart(long id, int request) {
        Session session = sessions.find(id);
        if (session == null) {
            answers.refuseUnknownSession(id, request);
            return;
        }
        session.consumers().forEach(QueueConsumer::takeCredit);
        session.giveBackUnsettled(null, false, dispatcher);
        answers.succeedWhenDurable(id, request);
    }

    public void close(long id, int request) {
        Session session = sessions.find(id);
        if (session == null) {
            answers.refuseUnknownSession(id, request);
            return;
        }
        end(session, false);
        answers.succeedWhenDurable(id, request);
        // Behind the answer, which need not wait for it.
        if (session.ledger() != null) {
            clients.close(session.ledger());
        }
    }

    /** The connection is gone; nobody can tell what its applications saw of what was not settled. */
    public void loseConnection(long id) {
        ClientConnection connection = sessions.removeConnection(id);
        if (connection != null) {
            end(connection);
            if (connection.client() != null) {
                clients.lose(connection.client());
            }
        }
    }

    /** The client ended the connection, and will not connect again. */
    public void closeConnection(long id) {
        ClientConnection connection = sessions.removeConnection(id);
        if (connection != null) {
            end(connection);
            if (connection.client() != null) {
                clients.forget(connection.client());
            }
        }
    }

    private void end(ClientConnection connection) {
        connection.sessions().forEach(session -> end(session, true));
        connection.branches().forEach(transactionEnding::rollBack);
        connection.temporaries().forEach(queues::delete);
    }

    private void end(Session session, boolean seen) {
        List<QueueConsumer> consumers = List.copyOf(session.consumers());
        consumers.forEach(session::detach);
        session.giveBackUnsettled(null, seen, dispatcher);
        consumers.forEach(consumer -> queues.consumerDetached(consumer.queue()));
        session.transactions().unbindEach(branch -> {
            if (branch.isActive()) {
                transactionEnding.rollBack(branch);
            }
        });
        sessions.close(session);
    }
}
