// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.snapshot;

/** A snapshot that this version cannot read: a newer version wrote it, it is damaged, or pieces are missing or doubled. */
public final class SnapshotFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SnapshotFormatException(String message) {
        super(message);
    }

    public SnapshotFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
