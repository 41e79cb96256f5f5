// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

/**
 * How far a connection got.
 *
 * <pre>
 *   AWAIT_PREFACE -> AWAIT_CONNECT -> LOGGING_IN -> CONNECTED -> CLOSING -> CLOSED
 *         |                |              |          |     ^                  ^
 *         |                |              |          v     |                  |
 *         |                |              |         DETACHED                  |
 *         +----------------+--------------+-------------+---------------------+
 * </pre>
 *
 * CLOSING comes from AWAIT_CONNECT and LOGGING_IN too.
 */
public enum ConnectionState {
    AWAIT_PREFACE,
    AWAIT_CONNECT,
    /** The gatekeeper has the login; what else the client sends meanwhile waits. */
    LOGGING_IN,
    CONNECTED,
    /** Without a transport: the client may come back with another. */
    DETACHED,
    /**
     * A Close frame is on its way out, and what still comes in is thrown away until the peer closes, because closing over unread
     * bytes would take the Close frame back from the peer.
     */
    CLOSING,
    CLOSED;

    boolean mayFollow(ConnectionState earlier) {
        return switch (this) {
            case AWAIT_PREFACE -> false;
            case AWAIT_CONNECT -> earlier == AWAIT_PREFACE;
            case LOGGING_IN -> earlier == AWAIT_CONNECT;
            case CONNECTED -> earlier == LOGGING_IN || earlier == DETACHED;
            case DETACHED -> earlier == CONNECTED;
            case CLOSING -> earlier == AWAIT_CONNECT || earlier == LOGGING_IN || earlier == CONNECTED;
            case CLOSED -> earlier != CLOSED;
        };
    }

    /** Whether something may still be said. */
    boolean isOpen() {
        return this != CLOSING && this != CLOSED;
    }
}
