// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

import io.mambamq.protocol.ProtocolException;

/** Queue or topic, durable in the catalog or temporary (owned by one connection). */
public enum DestinationKind {
    QUEUE(1),
    TOPIC(2),
    TEMPORARY_QUEUE(3),
    TEMPORARY_TOPIC(4);

    private static final DestinationKind[] VALUES = values();

    private final int wireValue;

    DestinationKind(int wireValue) {
        this.wireValue = wireValue;
    }

    public int wireValue() {
        return wireValue;
    }

    public boolean isQueue() {
        return this == QUEUE || this == TEMPORARY_QUEUE;
    }

    public boolean isTemporary() {
        return this == TEMPORARY_QUEUE || this == TEMPORARY_TOPIC;
    }

    static boolean isWireValue(int value) {
        return value >= 1 && value <= VALUES.length;
    }

    public static DestinationKind ofWireValue(int value) {
        if (!isWireValue(value)) {
            throw ProtocolException.protocolError(
                    "a destination kind of " + value + ", known are 1 to " + VALUES.length);
        }
        return VALUES[value - 1];
    }
}
