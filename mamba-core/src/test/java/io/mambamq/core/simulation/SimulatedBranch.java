// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A transaction as its participants know it. */
final class SimulatedBranch {
    enum State {
        ACTIVE,
        PREPARED,
        HEURISTIC,
        FINISHED
    }

    final TransactionId id;
    final List<Long> sends = new ArrayList<>();
    final Map<Long, DestinationName> settles = new LinkedHashMap<>();
    final Set<Long> connections = new HashSet<>();
    State state = State.ACTIVE;
    boolean committedHeuristically;
    boolean rollbackOnly;
    boolean knownByLog;
    int boundCount;
    long stagedBytes;

    SimulatedBranch(TransactionId id) {
        this.id = id;
    }

    boolean isLocal() {
        return id instanceof TransactionId.Local;
    }

    boolean isReadOnly() {
        return !knownByLog && settles.isEmpty();
    }
}
