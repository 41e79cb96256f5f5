// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.message.ClientId;
import io.mambamq.server.connection.Connection;
import io.mambamq.server.connection.ConnectionState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The client ids in use: each by one connection (JMS 3.1 §6.1.2). Confined to the partition's thread. */
final class ClientIds {
    private final Map<String, Connection> owners = new HashMap<>();

    /**
     * Takes a client id for a connection. A connection that is detached yields it, and ends: a client that was started anew
     * must not wait for its own ghost.
     *
     * @param clientId null for none
     * @return the client id; empty for none
     * @throws ProtocolException if another connection has it, or it is not allowed
     */
    String take(@Nullable String clientId, Connection connection) {
        if (clientId == null) {
            return "";
        }
        String problem = ClientId.problemOf(clientId);
        if (problem != null) {
            throw refusal(problem);
        }
        Connection owner = owners.get(clientId);
        if (owner != null && owner.state() == ConnectionState.DETACHED) {
            owner.close(ErrorCode.CONNECTION_REPLACED, "another connection wants its client id \"" + clientId + '"');
        }
        if (owners.putIfAbsent(clientId, connection) != null) {
            throw refusal("another connection has the client id \"" + clientId + "\"; close it first");
        }
        return clientId;
    }

    /** The connection that had it is gone, and everything that it had with it. */
    void release(String clientId) {
        owners.remove(clientId);
    }

    private static ProtocolException refusal(String problem) {
        return new ProtocolException(ErrorCode.INVALID_CLIENT_ID, problem);
    }
}
