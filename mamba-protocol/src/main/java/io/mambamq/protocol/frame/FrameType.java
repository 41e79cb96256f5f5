// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

/** The kinds of frames and their wire values, which are never reused. */
public enum FrameType {
    CONNECT(0x01),
    CONNECTED(0x02),
    PING(0x03),
    PONG(0x04),
    CLOSE(0x05),
    RECEIVED(0x06),
    SESSION_OPEN(0x10),
    SESSION_RESTART(0x11),
    SESSION_CLOSE(0x12),
    DONE(0x20),
    FAILED(0x21),
    SEND(0x30),
    SENT(0x31),
    SEND_FAILED(0x32),
    SEND_CREDIT(0x33),
    CONSUMER_ATTACH(0x40),
    CONSUMER_DETACH(0x41),
    CREDIT(0x42),
    DELIVER(0x43),
    DRAIN(0x44),
    DRAINED(0x45),
    SETTLE(0x46),
    UNSUBSCRIBE(0x47),
    BROWSER_OPEN(0x48),
    BROWSER_CLOSE(0x49),
    BROWSE(0x4A),
    BROWSED(0x4B),
    TRANSACTION_BEGIN(0x50),
    TRANSACTION_END(0x51),
    TRANSACTION_PREPARE(0x52),
    TRANSACTION_COMMIT(0x53),
    TRANSACTION_ROLLBACK(0x54),
    TRANSACTION_FORGET(0x55),
    TRANSACTION_RECOVER(0x56),
    TRANSACTIONS_IN_DOUBT(0x57),
    TRANSACTION_COMPLETE(0x58),
    TRANSACTION_LIST(0x59),
    TRANSACTION_LISTED(0x5A),
    TRANSACTION_OUTCOME(0x5B),
    TEMPORARY_CREATE(0x60),
    TEMPORARY_DELETE(0x61);

    private static final @Nullable FrameType[] BY_WIRE_VALUE = new FrameType[256];

    static {
        for (FrameType type : values()) {
            BY_WIRE_VALUE[type.wireValue] = type;
        }
    }

    private final int wireValue;

    FrameType(int wireValue) {
        this.wireValue = wireValue;
    }

    public int wireValue() {
        return wireValue;
    }

    /**
     * The type with that value.
     *
     * @throws ProtocolException if there is no such frame
     */
    public static FrameType ofWireValue(int wireValue) {
        FrameType type = BY_WIRE_VALUE[wireValue & 0xFF];
        if (type == null) {
            throw ProtocolException.protocolError(String.format("a frame of the unknown type 0x%02X", wireValue));
        }
        return type;
    }
}
