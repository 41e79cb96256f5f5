// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.sim;

/** The machine stopped in the middle of an operation. Whatever the program does after it no longer happens. */
public final class SimCrash extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SimCrash() {
        super("simulated crash");
    }
}
