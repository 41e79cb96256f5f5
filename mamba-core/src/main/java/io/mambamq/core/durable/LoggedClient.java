// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.ClientKey;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client that is known when it connects again, and its ledgers. */
public final class LoggedClient {
    private final ClientKey key;
    private final Map<Integer, LoggedLedger> ledgers = new LinkedHashMap<>();

    LoggedClient(ClientKey key) {
        this.key = key;
    }

    public ClientKey key() {
        return key;
    }

    /** In the order in which they were opened. */
    public Collection<LoggedLedger> ledgers() {
        return Collections.unmodifiableCollection(ledgers.values());
    }

    /** Returns the one that had the number, null for none. */
    @Nullable
    LoggedLedger add(LoggedLedger ledger) {
        return ledgers.put(ledger.number(), ledger);
    }

    void remove(LoggedLedger ledger) {
        ledgers.remove(ledger.number());
    }
}
