// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.protocol.frame.Connected;
import java.util.UUID;

/**
 * What the broker said of itself.
 *
 * @param id stays the same for the life of its data: what tells whether two connections lead to the same resource manager
 * @param frameBytesMax the longest frame that it takes
 * @param remembers whether it knows what became of what this client asked over an earlier connection
 */
record Broker(UUID id, int frameBytesMax, boolean remembers, String product) {
    static Broker of(Connected frame) {
        return new Broker(
                new UUID(frame.brokerHigh(), frame.brokerLow()), frame.frameBytesMax(), frame.known(), frame.product());
    }
}
