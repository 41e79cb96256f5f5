// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.session;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.ledger.KnownClient;
import io.mambamq.core.ledger.Ledger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions and their connections. Sessions are looked up with every message, so their ids are keys of an
 * open-addressed table without boxes.
 */
public final class SessionTable {
    private final MachineConfig config;
    private final Map<Long, ClientConnection> connections = new HashMap<>();
    private @Nullable Session[] slots = new @Nullable Session[16];
    private int count;

    public SessionTable(MachineConfig config) {
        this.config = config;
    }

    public boolean isFull() {
        return count >= config.sessionsMax();
    }

    public @Nullable Session find(long id) {
        return slots[slotOf(id)];
    }

    /**
     * A connection with a client id, empty for none.
     *
     * @param client null if the client is not known when it connects again
     * @throws IllegalArgumentException if the id is in use
     */
    public void openConnection(long id, String clientId, @Nullable KnownClient client) {
        if (connections.putIfAbsent(id, new ClientConnection(id, clientId, client)) != null) {
            throw new IllegalArgumentException("connection " + id + " is open already");
        }
    }

    /**
     * A session of a connection; one that was not opened before has no client id.
     *
     * @param ledger null for none
     * @throws IllegalArgumentException if the id is in use: ids are chosen by the caller and must be unique
     */
    public Session open(long connectionId, long id, @Nullable Ledger ledger) {
        if (find(id) != null) {
            throw new IllegalArgumentException("session " + id + " is open already");
        }
        if ((count + 1) * 2 > slots.length) {
            grow();
        }
        ClientConnection connection =
                connections.computeIfAbsent(connectionId, absent -> new ClientConnection(absent, "", null));
        Session session = new Session(id, connection, ledger, config);
        connection.add(session);
        slots[slotOf(id)] = session;
        count++;
        return session;
    }

    public void close(Session session) {
        session.connection().remove(session);
        count--;
        closeGap(slotOf(session.id()));
    }

    /** Null if it was never opened and no session of it either. */
    public @Nullable ClientConnection connection(long id) {
        return connections.get(id);
    }

    /** Null if it was never opened and no session of it either. */
    public @Nullable ClientConnection removeConnection(long id) {
        return connections.remove(id);
    }

    /** Moves later entries of the same run into the gap, so that a search may stop at the first free slot. */
    private void closeGap(int freed) {
        int gap = freed;
        int mask = slots.length - 1;
        slots[gap] = null;
        int slot = (gap + 1) & mask;
        for (Session session = slots[slot]; session != null; session = slots[slot]) {
            int distanceToHome = (slot - home(session.id())) & mask;
            if (distanceToHome >= ((slot - gap) & mask)) {
                slots[gap] = session;
                slots[slot] = null;
                gap = slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    private int slotOf(long id) {
        int slot = home(id);
        for (Session session = slots[slot]; session != null && session.id() != id; session = slots[slot]) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private int home(long id) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & (slots.length - 1);
    }

    private void grow() {
        @Nullable Session[] old = slots;
        slots = new @Nullable Session[old.length * 2];
        for (Session session : old) {
            if (session != null) {
                slots[slotOf(session.id())] = session;
            }
        }
    }
}
