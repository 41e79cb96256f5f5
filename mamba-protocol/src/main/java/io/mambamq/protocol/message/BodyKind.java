// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

/** The five body types of Jakarta Messaging and the message without a body (JMS 3.1 §3.11). */
public enum BodyKind {
    NONE(0),
    /** UTF-8. */
    TEXT(1),
    /** The bytes as they are. */
    BYTES(2),
    /** A u32 count, then that many names (u16 length, UTF-8) each followed by a {@link TypedValue}. */
    MAP(3),
    /** {@link TypedValue}s until the body ends. */
    STREAM(4),
    /** A Java serialized object, which only clients read. */
    OBJECT(5);

    private static final BodyKind[] BY_WIRE_VALUE = values();

    private final int wireValue;

    BodyKind(int wireValue) {
        this.wireValue = wireValue;
    }

    int wireValue() {
        return wireValue;
    }

    static boolean isWireValue(int value) {
        return value < BY_WIRE_VALUE.length;
    }

    static BodyKind ofWireValue(int value) {
        return BY_WIRE_VALUE[value];
    }
}
