// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import java.util.stream.LongStream;

/** Which seeds a simulation runs: {@code -Dsim.seed=} replays one, {@code -Dsim.seeds=} says how many. */
final class Seeds {

    private static final int DEFAULT_COUNT = 200;

    private Seeds() {}

    static LongStream stream() {
        Long one = Long.getLong("sim.seed");
        return one == null
                ? LongStream.rangeClosed(1, Integer.getInteger("sim.seeds", DEFAULT_COUNT))
                : LongStream.of(one);
    }
}
