// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol;

/**
 * The peer's mistake: bytes that do not follow the protocol. Carries the code to answer with. Whoever reads from a peer
 * catches it, answers, and closes that peer's connection; it never harms another.
 */
public final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public ProtocolException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    public static ProtocolException malformedMessage(String message) {
        return new ProtocolException(ErrorCode.MALFORMED_MESSAGE, message);
    }

    public static ProtocolException protocolError(String message) {
        return new ProtocolException(ErrorCode.PROTOCOL_ERROR, message);
    }
}
