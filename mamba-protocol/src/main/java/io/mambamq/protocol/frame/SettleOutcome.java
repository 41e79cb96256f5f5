// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.ProtocolException;

/** What became of a delivery. */
public enum SettleOutcome {
    /** Consumed: the message is gone for this queue. */
    ACCEPTED(1),
    /** The application never saw it: ready again, its delivery count unchanged. */
    RELEASED(2),
    /** The application saw it and gives it back: ready again, redelivered, its delivery count one higher. */
    RETURNED(3);

    private static final SettleOutcome[] VALUES = values();

    private final int wireValue;

    SettleOutcome(int wireValue) {
        this.wireValue = wireValue;
    }

    int wireValue() {
        return wireValue;
    }

    static SettleOutcome ofWireValue(int value) {
        if (value < 1 || value > VALUES.length) {
            throw ProtocolException.protocolError("an outcome of " + value + ", known are 1 to " + VALUES.length);
        }
        return VALUES[value - 1];
    }
}
