// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.transaction;

import io.mambamq.protocol.ProtocolException;

/** What a branch that is in doubt waits for. */
public enum InDoubtState {
    /** For its outcome. */
    PREPARED(1),
    /** An administrator committed it; for being forgotten. */
    HEURISTICALLY_COMMITTED(2),
    /** An administrator rolled it back; for being forgotten. */
    HEURISTICALLY_ROLLED_BACK(3);

    private static final InDoubtState[] VALUES = values();

    private final int wireValue;

    InDoubtState(int wireValue) {
        this.wireValue = wireValue;
    }

    int wireValue() {
        return wireValue;
    }

    static InDoubtState ofWireValue(int value) {
        if (value < 1 || value > VALUES.length) {
            throw ProtocolException.protocolError("a state in doubt of " + value + ", known are 1 to " + VALUES.length);
        }
        return VALUES[value - 1];
    }
}
