// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.session;

import io.mambamq.core.delivery.Sender;
import io.mambamq.core.ledger.KnownClient;
import io.mambamq.core.transaction.Branch;
import io.mambamq.core.transaction.BranchOwner;
import io.mambamq.protocol.message.DestinationName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A client's connection: its sessions, and the temporary destinations and unprepared transactions that end with
 * it. */
public final class ClientConnection implements BranchOwner {
    public static final int TEMPORARIES_MAX = 10_000;

    private final long id;
    private final String clientId;
    private final @Nullable KnownClient client;
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final Set<Branch> branches = new LinkedHashSet<>();
    private final Set<DestinationName> temporaries = new LinkedHashSet<>();
    private final Sender sender;

    ClientConnection(long id, String clientId, @Nullable KnownClient client) {
        this.id = id;
        this.clientId = clientId;
        this.client = client;
        this.sender = new Sender(id, clientId.isEmpty() ? null : clientId);
    }

    public long id() {
        return id;
    }

    /** The JMS client id; empty for none. No other connection has it at the same time. */
    public String clientId() {
        return clientId;
    }

    /** Who is known when it connects again; null if it did not ask for that. */
    public @Nullable KnownClient client() {
        return client;
    }

    /** It, to a topic that it sends to. */
    public Sender sender() {
        return sender;
    }

    // ---- its temporary destinations

    public boolean owns(DestinationName temporary) {
        return temporaries.contains(temporary);
    }

    public void own(DestinationName temporary) {
        temporaries.add(temporary);
    }

    public void disown(DestinationName temporary) {
        temporaries.remove(temporary);
    }

    /** In the order in which they were created; a copy. */
    public List<DestinationName> temporaries() {
        return List.copyOf(temporaries);
    }

    public boolean hasRoomForTemporary() {
        return temporaries.size() < TEMPORARIES_MAX;
    }

    // ---- its sessions and transactions

    /** A copy: closing a session changes the original. */
    public List<Session> sessions() {
        return List.copyOf(sessions);
    }

    /** A copy: rolling a branch back changes the original. */
    public List<Branch> branches() {
        return List.copyOf(branches);
    }

    @Override
    public void own(Branch branch) {
        branches.add(branch);
    }

    @Override
    public void disown(Branch branch) {
        branches.remove(branch);
    }

    void add(Session session) {
        sessions.add(session);
    }

    void remove(Session session) {
        sessions.remove(session);
    }
}
