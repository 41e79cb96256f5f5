// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.log;

import io.mambamq.core.log.CommitListener;
import io.mambamq.journal.JournalException;

/** Learns what becomes of what was proposed. Called on the partition's thread. */
public interface LogListener extends CommitListener {
    /** All commands of one batch were passed to {@link #onCommit}. */
    void onBatchEnd();

    /** The log waits for space and commits nothing until there is some; or there is again. */
    void onSpace(boolean available);

    /** Nothing is committed any more. */
    void onLogFailed(JournalException cause);

    /** Handling a commit failed: a defect. */
    void onDefect(Throwable defect);
}
