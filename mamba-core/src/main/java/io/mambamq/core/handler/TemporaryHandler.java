// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.delivery.QueueDirectory;
import io.mambamq.core.session.ClientConnection;
import io.mambamq.core.session.Session;
import io.mambamq.core.session.SessionTable;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.message.DestinationName;
import org.jspecify.annotations.Nullable;

/**
 * Temporary destinations come and go (JMS 3.1 §6.2.2). Each belongs to the connection that created it, and ends with it: with
 * {@link SessionHandler#loseConnection}, and after a crash of the broker with {@link io.mambamq.core.command.Restarted}.
 */
public final class TemporaryHandler {
    private final MachineConfig config;
    private final SessionTable sessions;
    private final QueueDirectory queues;
    private final Answers answers;

    public TemporaryHandler(MachineConfig config, SessionTable sessions, QueueDirectory queues, Answers answers) {
        this.config = config;
        this.sessions = sessions;
        this.queues = queues;
        this.answers = answers;
    }

    public void create(long id, int request, DestinationName name) {
        Session session = sessions.find(id);
        if (session == null) {
            answers.refuseUnknownSession(id, request);
            return;
        }
        Refusal refusal = creationRefusal(session.connection(), name);
        if (refusal != null) {
            answers.refuse(id, request, refusal.code(), refusal.text());
            return;
        }
        queues.declare(name);
        session.connection().own(name);
        answers.succeedWhenDurable(id, request);
    }

    private @Nullable Refusal creationRefusal(ClientConnection connection, DestinationName name) {
        if (!name.kind().isTemporary()) {
            return new Refusal(ErrorCode.PROTOCOL_ERROR, name + " is not temporary");
        }
        if (queues.isKnown(name)) {
            return new Refusal(ErrorCode.INVALID_DESTINATION, name + " exists already");
        }
        if (!connection.hasRoomForTemporary()) {
            return new Refusal(
                    ErrorCode.RESOURCE_LIMIT,
                    "a connection has at most " + ClientConnection.TEMPORARIES_MAX + " temporary destinations");
        }
        return queues.isFull() ? Destinations.tooMany(config) : null;
    }

    public void delete(long id, int request, DestinationName name) {
        Session session = sessions.find(id);
        if (session == null) {
            answers.refuseUnknownSession(id, request);
        } else if (!session.connection().owns(name)) {
            answers.refuse(
                    id,
                    request,
                    ErrorCode.INVALID_DESTINATION,
                    name + " is not a temporary destination of this connection, or not any more");
        } else if (queues.consumers(name) > 0) {
            answers.refuse(
                    id,
                    request,
                    ErrorCode.DESTINATION_IN_USE,
                    name + " has " + queues.consumers(name) + " consumers, which are to be closed first");
        } else {
            queues.delete(name);
            session.connection().disown(name);
            answers.succeedWhenDurable(id, request);
        }
    }
}
