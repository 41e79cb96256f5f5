// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.ledger;

import io.mambamq.core.ReconnectLimits;
import io.mambamq.core.command.ClientKey;
import io.mambamq.core.command.CloseLedger;
import io.mambamq.core.command.ForgetClient;
import io.mambamq.core.command.OpenLedger;
import io.mambamq.core.command.RememberClient;
import io.mambamq.core.durable.LoggedClient;
import io.mambamq.core.durable.LoggedLedger;
import io.mambamq.core.log.Proposals;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The clients that are known when they connect again, and their ledgers. One that is away is forgotten after a time, or to
 * make room; one that is connected is not.
 */
public final class ClientTable {
    private final ReconnectLimits limits;
    private final Proposals proposals;
    private final LedgerIds ids = new LedgerIds();
    private final Map<ClientKey, KnownClient> clients = new HashMap<>();
    /** The one that is away for longest first. */
    private final Set<KnownClient> away = new LinkedHashSet<>();

    private int ledgerCount;
    private long nowMs;

    public ClientTable(ReconnectLimits limits, Proposals proposals) {
        this.limits = limits;
        this.proposals = proposals;
    }

    /** A client that the log told before this leader began: it is away. */
    public void adopt(LoggedClient logged) {
        KnownClient client = new KnownClient(logged.key());
        for (LoggedLedger ledger : logged.ledgers()) {
            ids.take(ledger.id());
            client.ledgers.put(
                    ledger.number(),
                    new Ledger(
                            client, ledger.number(), ledger.id(), ledger.sent().last()));
            ledgerCount++;
        }
        clients.put(client.key(), client);
        lose(client);
    }

    /** Time goes on: who was away for too long is forgotten. */
    public void tick(long timeMs) {
        nowMs = timeMs;
        for (KnownClient oldest = oldestAway(); oldest != null && oldest.forgetAtMs <= nowMs; oldest = oldestAway()) {
            forget(oldest);
        }
    }

    // ---- clients

    public boolean isKnown(ClientKey key) {
        return clients.containsKey(key);
    }

    /**
     * The client is connected; if it was not known, it is from now on.
     *
     * @throws IllegalArgumentException if it is connected already
     */
    public KnownClient connect(ClientKey key) {
        KnownClient client = clients.get(key);
        if (client == null) {
            client = new KnownClient(key);
            clients.put(key, client);
            proposals.propose(new RememberClient(key));
        } else if (!away.remove(client)) {
            throw new IllegalArgumentException("client " + key + " is connected already");
        }
        return client;
    }

    /** The client's connection is lost: it may connect again. No session has one of its ledgers any more. */
    public void lose(KnownClient client) {
        for (Ledger ledger : List.copyOf(client.ledgers.values())) {
            ledger.leave();
            if (ledger.id == 0) {
                remove(ledger);
            }
        }
        client.forgetAtMs = nowMs + limits.awayMs();
        away.add(client);
        if (away.size() > limits.clientsAwayMax()) {
            forgetOldestAway();
        }
    }

    /** The client will not connect again. */
    public void forget(KnownClient client) {
        away.remove(client);
        clients.remove(client.key());
        List.copyOf(client.ledgers.values()).forEach(this::remove);
        proposals.propose(new ForgetClient(client.key()));
    }

    /** Tells whether there was one. */
    private boolean forgetOldestAway() {
        KnownClient oldest = oldestAway();
        if (oldest != null) {
            forget(oldest);
        }
        return oldest != null;
    }

    private @Nullable KnownClient oldestAway() {
        return away.isEmpty() ? null : away.iterator().next();
    }

    // ---- ledgers

    /** The client's ledger of that number, a new one if there is none; null if there is no room for another. */
    public @Nullable Ledger ledger(KnownClient client, int number) {
        Ledger ledger = client.ledgers.get(number);
        if (ledger == null && hasRoom()) {
            ledger = new Ledger(client, number);
            client.ledgers.put(number, ledger);
            ledgerCount++;
        }
        return ledger;
    }

    private boolean hasRoom() {
        boolean someoneWent = true;
        while (ledgerCount >= limits.ledgersMax() && someoneWent) {
            someoneWent = forgetOldestAway();
        }
        return ledgerCount < limits.ledgersMax();
    }

    /** What the log calls the ledger, from now on if it did not; 0 for null. */
    public int idOf(@Nullable Ledger ledger) {
        if (ledger == null) {
            return 0;
        }
        if (ledger.id == 0) {
            ledger.id = ids.take();
            proposals.propose(new OpenLedger(ledger.id, ledger.client.key(), ledger.number));
        }
        return ledger.id;
    }

    /** The ledger ends with its session. */
    public void close(Ledger ledger) {
        int id = ledger.id;
        remove(ledger);
        if (id != 0) {
            proposals.propose(new CloseLedger(id));
        }
    }

    private void remove(Ledger ledger) {
        ledger.client.ledgers.remove(ledger.number);
        ledgerCount--;
        if (ledger.id != 0) {
            ids.free(ledger.id);
        }
    }
}
