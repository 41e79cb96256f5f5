// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.outage;

/** Why the broker is away. */
enum Cause {
    ENDED("SIGTERM"),
    KILLED("kill -9"),
    /** Between the broker and the application server, which both live on. */
    NETWORK("network");

    private final String label;

    Cause(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
