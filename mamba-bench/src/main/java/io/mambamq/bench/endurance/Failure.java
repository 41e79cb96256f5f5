// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

/** Something went wrong on a thread that nobody waits for. */
final class Failure {
    /** Exit status of a program that could not do its work. */
    static final int STATUS = 3;

    private Failure() {}

    /** There is nothing to measure any more. */
    static void abort(Throwable failure) {
        failure.printStackTrace();
        Runtime.getRuntime().halt(STATUS);
    }
}
