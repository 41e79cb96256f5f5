// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

/** A log entry that this version cannot read as a command: it was written by a newer version, or it is damaged. */
public final class CommandFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFormatException(String message) {
        super(message);
    }

    public CommandFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
