// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A journal on a disk that crashes, tears, fails and fills up")
class JournalSimulationTest {

    private static final int PROCESS_STARTS = 8;

    static LongStream seeds() {
        return Seeds.stream();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("gives back a prefix of what was appended, with all of what was confirmed")
    void prefixWithEverythingConfirmed(long seed) {
        try {
            new SimulatedHistory(seed).run(PROCESS_STARTS);
        } catch (Exception | AssertionError e) {
            fail("seed " + seed + " (replay with -Dsim.seed=" + seed + "): " + e.getMessage(), e);
        }
    }
}
