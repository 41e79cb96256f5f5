// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.mambamq.journal.ReclaimHistory.Takes;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A journal that is reclaimed while the disk crashes, tears, fails and fills up")
class ReclaimSimulationTest {

    private static final int PROCESS_STARTS = 8;

    static LongStream seeds() {
        return Seeds.stream();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("gives back the state that confirmed records led to, with every body, within its bounds")
    void stateAndBodies(long seed) {
        run(seed, Takes.OLDEST);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("does so where what is live lies scattered over its files")
    void scattered(long seed) {
        run(seed, Takes.SCATTERED);
    }

    private static void run(long seed, Takes takes) {
        try {
            new ReclaimHistory(seed, takes).run(PROCESS_STARTS);
        } catch (Exception | AssertionError e) {
            fail("seed " + seed + ", " + takes + " (replay with -Dsim.seed=" + seed + "): " + e.getMessage(), e);
        }
    }

    /**
     * 5454, 16381: a checkpoint begun after an error mixed with one that the superblock named. 22707: page files of a
     * checkpoint that the superblock named were deleted. 87844: a segment was used again before the superblock that freed it
     * was durable. 58452: a segment that was deleted came back.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {5454, 16381, 22707, 58452, 87844})
    @DisplayName("does so for seeds that once found a defect")
    void seedsThatFoundDefects(long seed) {
        stateAndBodies(seed);
    }

    @Test
    @DisplayName("takes checkpoints and reads bodies in that simulation")
    void somethingHappens() throws Exception {
        int committed = 0;
        int bodiesRead = 0;
        for (long seed = 1; seed <= 20; seed++) {
            ReclaimHistory history = new ReclaimHistory(seed, Takes.OLDEST);
            history.run(PROCESS_STARTS);
            committed += history.committed();
            bodiesRead += history.bodiesRead();
        }
        assertTrue(committed > 200, committed + " checkpoints");
        assertTrue(bodiesRead > 500, bodiesRead + " bodies");
    }
}
