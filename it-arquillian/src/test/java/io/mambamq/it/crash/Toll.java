// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.crash;

import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.TransactionCommit;
import io.mambamq.protocol.frame.TransactionPrepare;

/** Where the {@link Tollgate} lets nothing pass any more. */
public enum Toll {
    /** The broker never sees the request to prepare. */
    PREPARE,
    /** The broker never sees the request to commit what is prepared. */
    COMMIT,
    /** The broker has committed, which is durable; the transaction manager never sees the answer. */
    ANSWER_TO_COMMIT;

    /** Whether it is this frame of the container's. */
    boolean isAt(Frame frame) {
        return switch (this) {
            case PREPARE -> frame instanceof TransactionPrepare;
            case COMMIT, ANSWER_TO_COMMIT -> frame instanceof TransactionCommit commit && !commit.onePhase();
        };
    }
}
