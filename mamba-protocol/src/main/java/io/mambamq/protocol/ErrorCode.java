// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol;

import java.util.Arrays;

/**
 * Why a peer refuses something. The wire value is part of the protocol and never reused; a value that this version does
 * not know reads as {@link #INTERNAL_ERROR}, so that a newer server's refusal is still a refusal.
 */
public enum ErrorCode {
    /** A defect of the answering side; the text says what it knows. */
    INTERNAL_ERROR(1),
    /** Bytes that are not a frame, a frame in the wrong state, an unknown session or consumer. Ends the connection. */
    PROTOCOL_ERROR(2),
    /** No common protocol version. Ends the connection. */
    VERSION_NOT_SUPPORTED(3),
    /** Unknown user or wrong password. Ends the connection. */
    AUTHENTICATION_FAILED(4),
    /** The user may not do this. */
    NOT_AUTHORIZED(5),
    /** Well understood, not offered by this server. */
    NOT_SUPPORTED(6),
    /** The destination does not exist or its name is not allowed. */
    INVALID_DESTINATION(7),
    /** The selector does not parse; the text names the position. */
    INVALID_SELECTOR(8),
    /** The encoded message contradicts itself. */
    MALFORMED_MESSAGE(9),
    /** A limit was reached: frame size, number of sessions, space on disk. */
    RESOURCE_LIMIT(10),
    /** The transaction was rolled back; nothing of it happened. */
    TRANSACTION_ROLLED_BACK(11),
    /** No transaction has that id (XAER_NOTA). */
    TRANSACTION_UNKNOWN(12),
    /** The transaction is not in a state that allows this (XAER_PROTO). */
    TRANSACTION_STATE(13),
    /** A transaction has that id already (XAER_DUPID). */
    TRANSACTION_DUPLICATE(14),
    /** The server is shutting down. Ends the connection. */
    SHUTTING_DOWN(15),
    /** The journal failed; nothing is confirmed any more until the server is restarted. Ends the connection. */
    LOG_FAILED(16),
    /** An administrator committed the prepared branch before its transaction manager decided (XA_HEURCOM). */
    TRANSACTION_HEURISTICALLY_COMMITTED(17),
    /** An administrator rolled the prepared branch back before its transaction manager decided (XA_HEURRB). */
    TRANSACTION_HEURISTICALLY_ROLLED_BACK(18),
    /** The subscription is in use, or another one has its name: shared or not, of another topic or selector. */
    SUBSCRIPTION_CONFLICT(20),
    /** No durable subscription of the client has that name. */
    SUBSCRIPTION_UNKNOWN(21),
    /** The client id is in use by another connection, or not allowed. Ends the connection. */
    INVALID_CLIENT_ID(22),
    /** The destination cannot be deleted while it has consumers. */
    DESTINATION_IN_USE(23),
    /** The client has connected again. Ends the older connection. */
    CONNECTION_REPLACED(24);

    private static final ErrorCode[] BY_WIRE_VALUE = new ErrorCode[25];

    static {
        Arrays.fill(BY_WIRE_VALUE, INTERNAL_ERROR);
        Arrays.stream(values()).forEach(code -> BY_WIRE_VALUE[code.wireValue] = code);
    }

    private final int wireValue;

    ErrorCode(int wireValue) {
        this.wireValue = wireValue;
    }

    public int wireValue() {
        return wireValue;
    }

    public static ErrorCode ofWireValue(int wireValue) {
        return wireValue > 0 && wireValue < BY_WIRE_VALUE.length ? BY_WIRE_VALUE[wireValue] : INTERNAL_ERROR;
    }
}
