// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.MachineConfig;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.message.DestinationName;
import org.jspecify.annotations.Nullable;

/** Which destinations this broker has. */
final class Destinations {
    private Destinations() {}

    /** Null if messages can be sent to it and received from it. */
    static @Nullable Refusal refusal(DestinationName destination) {
        return destination.kind().isTemporary()
                ? new Refusal(
                        ErrorCode.NOT_SUPPORTED,
                        destination + " cannot be used: this version of Mamba has no temporary destinations")
                : null;
    }

    /** Null if it can be browsed. */
    static @Nullable Refusal browsingRefusal(DestinationName destination) {
        return destination.kind().isQueue()
                ? refusal(destination)
                : new Refusal(ErrorCode.INVALID_DESTINATION, destination + " cannot be browsed, only queues can");
    }

    static Refusal tooMany(MachineConfig config) {
        return new Refusal(
                ErrorCode.RESOURCE_LIMIT, "the broker has as many destinations as it may, " + config.queuesMax());
    }
}
