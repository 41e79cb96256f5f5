// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.narayana;

/** Where the process dies, told by the call to the second of two resources that it does not live to make. */
enum CrashPoint {
    NOWHERE,
    /** The first has prepared: nobody has decided. */
    BEFORE_DECISION,
    /** The decision is in the transaction manager's log, and the first has committed. */
    BETWEEN_COMMITS;

    static final int EXIT_STATUS = 77;

    /** Ends the process like a kill if this is the point: no shutdown hook runs, nothing is flushed. */
    void pass(CrashPoint here) {
        if (this == here) {
            Runtime.getRuntime().halt(EXIT_STATUS);
        }
    }
}
