// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.delivery.QueueDirectory;
import io.mambamq.core.session.Session;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import org.jspecify.annotations.Nullable;

/**
 * Temporary queues that become the bodies of messages. Until the command of its message was proposed, a body belongs to the
 * connection that sends it, and ends with that.
 */
final class LargeBodies {
    private final QueueDirectory queues;

    LargeBodies(QueueDirectory queues) {
        this.queues = queues;
    }

    /** Null if the session may send a message with this large body. */
    @Nullable
    Refusal refusal(Session session, EncodedMessage message) {
        DestinationName body = message.largeBody().queue();
        if (!session.connection().owns(body)) {
            return new Refusal(
                    ErrorCode.INVALID_DESTINATION,
                    body + " is to be the body of a message, and not a temporary queue of this connection");
        }
        if (body.equals(message.destination())) {
            return new Refusal(ErrorCode.INVALID_DESTINATION, "a message in " + body + " cannot have it as its body");
        }
        if (queues.consumers(body) > 0) {
            return new Refusal(
                    ErrorCode.DESTINATION_IN_USE, body + " is to be the body of a message and has consumers");
        }
        return queues.isFullOfBodies()
                ? new Refusal(
                        ErrorCode.RESOURCE_LIMIT,
                        "the broker has as many messages with a large body as it may, " + QueueDirectory.BODIES_MAX)
                : null;
    }

    /** The message's command was proposed, whose applying makes the queue its body. */
    void claim(Session session, EncodedMessage message) {
        if (message.isBodyLarge()) {
            DestinationName body = message.largeBody().queue();
            session.connection().disown(body);
            queues.makeBody(body);
        }
    }

    /** Nobody wants the message. */
    void drop(Session session, EncodedMessage message) {
        if (message.isBodyLarge()) {
            DestinationName body = message.largeBody().queue();
            session.connection().disown(body);
            queues.delete(body);
        }
    }
}
