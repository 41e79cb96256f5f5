// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.ClientKey;
import io.mambamq.core.command.CloseLedger;
import io.mambamq.core.command.Commit;
import io.mambamq.core.command.ForgetClient;
import io.mambamq.core.command.OpenLedger;
import io.mambamq.core.command.RememberClient;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The clients that are known when they connect again, and the ledgers that tell them which of their sends and commits the log
 * has. A ledger is looked up with every send, so its id is a place in an array; whoever gives the ids keeps them low.
 */
public final class LedgerTable {
    /** Ids are at most this: a bound for the array, whatever a damaged log or snapshot says. */
    static final int ID_MAX = 1 << 24;

    private final Map<ClientKey, LoggedClient> clients = new LinkedHashMap<>();
    private @Nullable LoggedLedger[] ledgers = new @Nullable LoggedLedger[16];

    LedgerTable() {}

    /** In the order in which they became known. */
    public Collection<LoggedClient> clients() {
        return Collections.unmodifiableCollection(clients.values());
    }

    /**
     * The ledger with the id.
     *
     * @throws IllegalStateException if there is none
     */
    public LoggedLedger ledger(int id) {
        LoggedLedger ledger = id > 0 && id < ledgers.length ? ledgers[id] : null;
        if (ledger == null) {
            throw new IllegalStateException("no ledger has the id " + id);
        }
        return ledger;
    }

    // ---- commands

    void remember(RememberClient command) {
        if (clients.putIfAbsent(command.client(), new LoggedClient(command.client())) != null) {
            throw new IllegalStateException("client " + command.client() + " is remembered twice");
        }
    }

    void forget(ForgetClient command) {
        LoggedClient client = client(command.client());
        clients.remove(client.key());
        client.ledgers().forEach(ledger -> ledgers[ledger.id()] = null);
    }

    void open(OpenLedger command) {
        LoggedLedger ledger = new LoggedLedger(command.id(), command.client(), command.number());
        if (client(command.client()).add(ledger) != null || !place(ledger)) {
            throw new IllegalStateException("a ledger is opened where another is open: " + command);
        }
    }

    void close(CloseLedger command) {
        LoggedLedger ledger = ledger(command.id());
        client(ledger.client()).remove(ledger);
        ledgers[ledger.id()] = null;
    }

    /** @param ledgerId 0 for none */
    void send(int ledgerId, long sequence) {
        if (ledgerId != 0) {
            ledger(ledgerId).sent().add(sequence);
        }
    }

    void commit(Commit command) {
        if (command.ledgerId() != 0) {
            ledger(command.ledgerId()).commit(command.transaction());
        }
    }

    private LoggedClient client(ClientKey key) {
        LoggedClient client = clients.get(key);
        if (client == null) {
            throw new IllegalStateException("client " + key + " is not known");
        }
        return client;
    }

    // ---- snapshots

    /** The clients of a snapshot, in their order; there were none before. */
    void restore(List<LoggedClient> restored) {
        restored.forEach(client -> {
            clients.put(client.key(), client);
            client.ledgers().forEach(this::place);
        });
    }

    /** Tells whether its id is allowed and was free. */
    private boolean place(LoggedLedger ledger) {
        int id = ledger.id();
        if (id < 1 || id > ID_MAX) {
            return false;
        }
        if (id >= ledgers.length) {
            ledgers = Arrays.copyOf(ledgers, Integer.highestOneBit(id) * 2);
        }
        boolean free = ledgers[id] == null;
        ledgers[id] = ledger;
        return free;
    }
}
