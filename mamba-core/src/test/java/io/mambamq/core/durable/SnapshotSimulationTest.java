// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.core.durable.RandomCommands.Logged;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Snapshots of queues of many blocks, written while anything happens to these. {@code -Dsim.seed=N} replays one seed,
 * {@code -Dsim.seeds=N} runs that many.
 */
class SnapshotSimulationTest {
    private static final int SEEDS_DEFAULT = 100;

    static LongStream seeds() {
        Long single = Long.getLong("sim.seed");
        return single != null
                ? LongStream.of(single)
                : LongStream.rangeClosed(1, Long.getLong("sim.seeds", SEEDS_DEFAULT));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("a snapshot is the state of its beginning, whatever happens until its end")
    void isTheStateOfItsBeginning(long seed) {
        Random random = new Random(seed);
        DurableState state = new DurableState();
        RandomCommands commands = new RandomCommands(state, random);
        for (int round = 0; round < 8; round++) {
            apply(commands, random.nextInt(60));
            long digest = state.digest();
            List<String> live = TakenSnapshot.liveIn(state);
            int logged = commands.log.size();
            TakenSnapshot snapshot = new TakenSnapshot(state);
            if (random.nextInt(6) == 0) {
                apply(commands, 5);
                snapshot.abandon();
                continue;
            }

            int commandsPerPiece = random.nextInt(8);
            int bytesMax = 1 + random.nextInt(3_000);
            do {
                apply(commands, commandsPerPiece);
                bytesMax += 100;
            } while (snapshot.writeNext(bytesMax));
            apply(commands, random.nextInt(20));

            DurableState restored = snapshot.restored();
            assertEquals(digest, restored.digest(), "the state of the beginning");
            assertEquals(
                    live.stream().sorted().toList(),
                    snapshot.told.stream().sorted().toList(),
                    "live bodies");
            assertEquals(live, TakenSnapshot.liveIn(restored), "live bodies of the restored state, in order");
            for (Logged later : commands.log.subList(logged, commands.log.size())) {
                restored.apply(later.position(), later.command());
            }
            assertEquals(state.digest(), restored.digest(), "the snapshot and later commands are the whole log");
        }
    }

    private static void apply(RandomCommands commands, int count) {
        for (int i = 0; i < count; i++) {
            commands.next();
        }
    }
}
