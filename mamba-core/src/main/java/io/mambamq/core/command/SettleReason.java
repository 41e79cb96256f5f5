// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.ProtocolException;

/** Why a message leaves its queue. */
public enum SettleReason {
    /** A consumer accepted it. */
    CONSUMED(1),
    /** Its time to live was over before it could be delivered (JMS 3.1 §3.4.9). */
    EXPIRED(2);

    private final int logValue;

    SettleReason(int logValue) {
        this.logValue = logValue;
    }

    int logValue() {
        return logValue;
    }

    static SettleReason ofLogValue(int logValue) {
        return switch (logValue) {
            case 1 -> CONSUMED;
            case 2 -> EXPIRED;
            default -> throw ProtocolException.protocolError("a settle reason of " + logValue);
        };
    }
}
