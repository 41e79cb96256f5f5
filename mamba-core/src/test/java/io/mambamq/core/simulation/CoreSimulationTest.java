// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The machine against a naive oracle, under several clients that do anything at any time, a log with a delay, snapshots and
 * crashes.
 * {@code -Dsim.seed=N} replays one seed, {@code -Dsim.seeds=N} runs that many.
 */
class CoreSimulationTest {
    private static final int SEEDS_DEFAULT = 200;
    private static final int STEPS = 800;

    private static long deadLetters;
    private static long runs;

    static LongStream seeds() {
        Long single = Long.getLong("sim.seed");
        return single != null
                ? LongStream.of(single)
                : LongStream.rangeClosed(1, Long.getLong("sim.seeds", SEEDS_DEFAULT));
    }

    @AfterAll
    static void messagesFailedForGood() {
        assertTrue(runs < SEEDS_DEFAULT || deadLetters > runs, () -> deadLetters + " dead letters");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName(
            "M-40 M-47 M-62 M-66 M-76: nothing confirmed is lost, nothing accepted comes twice, transactions are whole")
    void keepsItsPromises(long seed) {
        Random random = new Random(seed);
        World world = new World();
        Workload workload = new Workload(world, random);
        List<Invariant> invariants = List.of(
                new EveryConfirmedMessageIsInTheLog(),
                new EveryMessageIsSomewhere(),
                new NobodyWaitsForWhatIsReady(),
                new ProducersAreNotStarved(),
                new EveryTransactionIsInOneState(),
                new EveryLiveBodyIsKnown());
        try {
            for (int step = 0; step < STEPS; step++) {
                workload.step();
                invariants.forEach(invariant -> invariant.check(world));
            }
            new Ending(world, workload, random).run();
            deadLetters += world.deadLetters;
            runs++;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed " + seed + " (replay with -Dsim.seed=" + seed + "): " + e.getMessage() + "\n  "
                            + world.trace(),
                    e);
        }
    }
}
