// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

/** The server stopped working while it ran. What it confirmed is in the journal; start it again to go on. */
public final class ServerFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public ServerFailedException(Reason reason, Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whose fault it was. */
    public enum Reason {
        /** Writing or syncing the journal failed: look at the storage. */
        JOURNAL,
        /** Mamba's own: the log has the stack trace. */
        DEFECT
    }
}
