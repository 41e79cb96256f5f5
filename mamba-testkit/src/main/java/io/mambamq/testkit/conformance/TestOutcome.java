// SPDX-License-Identifier: Apache-2.0

package io.mambamq.testkit.conformance;

import java.util.Locale;

/** How a test went, the better ones first. */
enum TestOutcome {
    PASSED,
    SKIPPED,
    FAILED;

    static TestOutcome of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    TestOutcome worse(TestOutcome other) {
        return compareTo(other) >= 0 ? this : other;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
