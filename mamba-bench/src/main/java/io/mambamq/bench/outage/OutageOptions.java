// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.outage;

import io.mambamq.bench.Arguments;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param rounds restarts in order, as many by {@code kill -9}, and failures of the network
 * @param instances of beans
 * @param loadS seconds of load between them
 * @param awayS seconds without a broker
 * @param json where the figures go, or null
 */
record OutageOptions(
        int rounds,
        int instances,
        int loadS,
        int awayS,
        @Nullable Path json) {
    static final String USAGE = """
            Usage: mamba-bench/rolling-restart [--rounds 3] [--instances 50] [--load-s 5] [--away-s 3] [--json FILE]
            """;

    OutageOptions {
        if (rounds < 1 || instances < 1 || loadS < 1 || awayS < 0) {
            throw new IllegalArgumentException("--rounds, --instances and --load-s from 1 on, --away-s from 0 on");
        }
    }

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException naming the one that it does not understand
     */
    static OutageOptions parse(String[] arguments) {
        Arguments options =
                Arguments.parse(arguments, List.of("--rounds", "--instances", "--load-s", "--away-s", "--json"));
        return new OutageOptions(
                (int) options.count("--rounds", 3),
                (int) options.count("--instances", 50),
                (int) options.count("--load-s", 5),
                (int) options.count("--away-s", 3),
                options.path("--json").orElse(null));
    }
}
