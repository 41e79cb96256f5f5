// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import io.mambamq.core.PartitionMachine;
import io.mambamq.core.command.ClientKey;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.server.connection.Connection;
import io.mambamq.server.connection.Welcome;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The clients that were let in: who they are, and what each of them has for itself. Confined to the partition's thread. */
final class Clients {
    private final PartitionAgent agent;
    private final PartitionMachine machine;
    private final SessionTable sessions;
    private final ClientIds clientIds = new ClientIds();
    private final Map<ClientKey, Connection> connectionsByKey = new HashMap<>();
    private long connectionsConnected;

    Clients(PartitionAgent agent, PartitionMachine machine, SessionTable sessions) {
        this.agent = agent;
        this.machine = machine;
        this.sessions = sessions;
    }

    /** The client's connection that is still there; null for none, and for a client without a secret. */
    @Nullable
    Connection earlier(Connect connect) {
        ClientKey key = ClientKeys.of(connect);
        return key == null ? null : connectionsByKey.get(key);
    }

    /**
     * Lets a client in; its older connection ends.
     *
     * @throws io.mambamq.protocol.ProtocolException if there is no place for it, or it cannot have the client id
     */
    Welcome letIn(Connection connection, Connect connect) {
        ClientKey key = ClientKeys.of(connect);
        Connection older = key == null ? null : connectionsByKey.get(key);
        if (older != null) {
            older.close(ErrorCode.CONNECTION_REPLACED, "the client has connected again");
        }
        agent.requirePlace();
        String clientId = clientIds.take(connect.clientId(), connection);
        long id = ++connectionsConnected;
        agent.beginInput();
        boolean known = machine.openConnection(id, clientId, key);
        if (key != null) {
            connectionsByKey.put(key, connection);
        }
        return new Welcome(
                new ConnectionSessions(id, connection, agent, machine, sessions, () -> forget(clientId, key)), known);
    }

    /** The connection that had them has ended. */
    private void forget(String clientId, @Nullable ClientKey key) {
        clientIds.release(clientId);
        if (key != null) {
            connectionsByKey.remove(key);
        }
    }
}
