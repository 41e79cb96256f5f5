// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.transaction;

/**
 * How far a transaction got, by what its leader has proposed.
 *
 * <pre>
 *  ACTIVE   -> PREPARED, FINISHED
 *  PREPARED -> HEURISTICALLY_COMMITTED, HEURISTICALLY_ROLLED_BACK, FINISHED
 *  HEURISTICALLY_*  -> FINISHED
 * </pre>
 */
public enum BranchState {
    /** Begun; takes sends and settles. */
    ACTIVE,
    /** Waits for its outcome, whatever becomes of the connections. */
    PREPARED,
    HEURISTICALLY_COMMITTED,
    HEURISTICALLY_ROLLED_BACK,
    /** Committed, rolled back or forgotten. */
    FINISHED;

    /** An administrator decided over it. */
    public boolean isHeuristic() {
        return this == HEURISTICALLY_COMMITTED || this == HEURISTICALLY_ROLLED_BACK;
    }

    boolean mayBecome(BranchState next) {
        return switch (this) {
            case ACTIVE -> next == PREPARED || next == FINISHED;
            case PREPARED -> next != ACTIVE && next != PREPARED;
            case HEURISTICALLY_COMMITTED, HEURISTICALLY_ROLLED_BACK -> next == FINISHED;
            case FINISHED -> false;
        };
    }
}
