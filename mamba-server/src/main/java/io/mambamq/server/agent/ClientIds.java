// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.message.ClientId;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The client ids in use: each by one connection (JMS 3.1 §6.1.2). Confined to the partition's thread. */
final class ClientIds {
    private final Set<String> inUse = new HashSet<>();

    /**
     * Takes a client id for a connection.
     *
     * @param clientId null for none
     * @return the client id; empty for none
     * @throws ProtocolException if another connection has it, or it is not allowed
     */
    String take(@Nullable String clientId) {
        if (clientId == null) {
            return "";
        }
        String problem = ClientId.problemOf(clientId);
        if (problem == null && !inUse.add(clientId)) {
            problem = "another connection has the client id \"" + clientId + "\"; close it first";
        }
        if (problem != null) {
            throw new ProtocolException(ErrorCode.INVALID_CLIENT_ID, problem);
        }
        return clientId;
    }

    /** The connection that had it is gone, and everything that it had with it. */
    void release(String clientId) {
        inUse.remove(clientId);
    }
}
