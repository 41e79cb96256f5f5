// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.crash;

/** Where the two-phase commit stands when somebody is killed. */
public enum CrashPoint {
    BEFORE_PREPARE(Toll.PREPARE, 0),
    /** The database, whose branch comes first, has committed. */
    BETWEEN_PREPARE_AND_COMMIT(Toll.COMMIT, 2),
    /** One of the broker's two branches has committed. */
    BEFORE_ACKNOWLEDGEMENT(Toll.ANSWER_TO_COMMIT, 1),
    /** As between prepare and commit, and again when recovery has committed one of the broker's two branches. */
    DURING_RECOVERY(Toll.COMMIT, 2);

    private final Toll toll;
    private final int inDoubtMin;

    CrashPoint(Toll toll, int inDoubtMin) {
        this.toll = toll;
        this.inDoubtMin = inDoubtMin;
    }

    Toll toll() {
        return toll;
    }

    /** So many branches at least the broker has in doubt then. */
    int inDoubtMin() {
        return inDoubtMin;
    }
}
