// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.session.Session;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.message.DestinationName;
import org.jspecify.annotations.Nullable;

/** Which destinations can be used by whom. */
final class Destinations {
    private Destinations() {}

    /** Null if the session may receive from it: a temporary one belongs to a connection (JMS 3.1 §6.2.2). */
    static @Nullable Refusal receivingRefusal(Session session, DestinationName destination) {
        return destination.kind().isTemporary() && !session.connection().owns(destination)
                ? new Refusal(
                        ErrorCode.INVALID_DESTINATION,
                        destination
                                + " is not a temporary destination of this connection, which alone may receive from it")
                : null;
    }

    /** Null if the session may browse it. */
    static @Nullable Refusal browsingRefusal(Session session, DestinationName destination) {
        return destination.kind().isQueue()
                ? receivingRefusal(session, destination)
                : new Refusal(ErrorCode.INVALID_DESTINATION, destination + " cannot be browsed, only queues can");
    }

    /** Why a destination that there is not did not come into being by being used. */
    static Refusal missing(DestinationName destination, MachineConfig config) {
        if (destination.kind().isTemporary()) {
            return new Refusal(ErrorCode.INVALID_DESTINATION, destination + " does not exist, or not any more");
        }
        return config.autoCreate()
                ? tooMany(config)
                : new Refusal(
                        ErrorCode.INVALID_DESTINATION,
                        destination + " does not exist, and the broker is configured to create none on first use");
    }

    static Refusal tooMany(MachineConfig config) {
        return new Refusal(
                ErrorCode.RESOURCE_LIMIT, "the broker has as many destinations as it may, " + config.queuesMax());
    }
}
