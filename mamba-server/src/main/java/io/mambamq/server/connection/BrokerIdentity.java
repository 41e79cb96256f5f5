// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import io.mambamq.protocol.frame.Connected;
import io.mambamq.protocol.frame.Resumption;
import java.util.UUID;

/**
 * As whom the broker introduces itself.
 *
 * @param id stays the same for the life of the data directory
 * @param product name and version
 */
public record BrokerIdentity(UUID id, String product) {
    /** Says it to a client that is let in, and on what terms it is. */
    Connected greeting(int heartbeatMs, int frameBytesMax, boolean known, Resumption resumption) {
        return new Connected(
                id.getMostSignificantBits(),
                id.getLeastSignificantBits(),
                heartbeatMs,
                frameBytesMax,
                0,
                known,
                resumption,
                product);
    }
}
