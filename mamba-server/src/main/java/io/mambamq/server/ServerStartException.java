// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import org.jspecify.annotations.Nullable;

/** The server did not start and holds nothing any more. The message says what is wrong, where, and what helps. */
public final class ServerStartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public ServerStartException(Reason reason, @Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What kind of thing is in the way. */
    public enum Reason {
        /** The listener's host is unknown, not of this machine, or not a loopback address. */
        ADDRESS_NOT_POSSIBLE,
        /** Another process listens on the port. */
        PORT_IN_USE,
        /** Another broker, in this or another process, uses the data directory. */
        DATA_DIRECTORY_LOCKED,
        /** The data directory cannot be read or written. */
        DATA_DIRECTORY_UNUSABLE,
        /** The file of users cannot be read, or is none. */
        USERS_UNUSABLE,
        /** What is stored is not what was written, or was written by something else. Nothing was changed. */
        JOURNAL_DAMAGED
    }
}
