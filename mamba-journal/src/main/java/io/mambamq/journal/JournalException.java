// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The journal cannot do what was asked of it. {@link #kind()} tells a caller what to do; the message tells an operator
 * what is wrong, where, and what helps.
 */
public class JournalException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public JournalException(Kind kind, String message) {
        this(kind, message, null);
    }

    public JournalException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What went wrong, by what the caller can do about it. */
    public enum Kind {
        /** Another journal, in this or another process, holds the directory. */
        LOCKED,
        /**
         * No room: no segment can be prepared, nearly always for lack of space. Nothing of the append was written. The
         * journal stays open and takes appends again once a segment can be prepared.
         */
        DISK_FULL,
        /** The storage failed. After a failed write or sync the journal is {@link JournalState#FAILED} for good. */
        IO,
        /** What is stored is not what was written; see {@link JournalCorruptionException}. */
        CORRUPT,
        /** The directory was written by a newer format, or by something else. */
        INCOMPATIBLE,
        /** The storage cannot do what the configuration asks for; the message says what to change. */
        UNSUPPORTED,
        /** The position names no durable record of this journal. */
        NO_SUCH_RECORD,
        /** The journal was closed before the operation began. */
        CLOSED
    }
}
