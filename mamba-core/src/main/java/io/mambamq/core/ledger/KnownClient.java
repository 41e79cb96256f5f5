// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.ledger;

import io.mambamq.core.command.ClientKey;
import java.util.HashMap;
import java.util.Map;

/** A client that is known when it connects again: connected now, or away. */
public final class KnownClient {
    private final ClientKey key;
    final Map<Integer, Ledger> ledgers = new HashMap<>();
    // valid while away
    long forgetAtMs;

    KnownClient(ClientKey key) {
        this.key = key;
    }

    ClientKey key() {
        return key;
    }
}
