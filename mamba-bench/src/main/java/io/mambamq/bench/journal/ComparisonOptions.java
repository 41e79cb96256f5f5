// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param seconds measured, per scenario, contender and round
 * @param json where the figures of every round go, or null
 */
record ComparisonOptions(
        int rounds,
        double seconds,
        List<Scenario> scenarios,
        List<Contender> peers,
        @Nullable Path json) {
    static final String USAGE = """
            Usage: mamba-bench/journal [--rounds 5] [--seconds 3] [--scenarios NAME,...] [--peers PART,...] [--json FILE]
              --scenarios  %s
              --peers      parts of %s
            """;

    static String usage() {
        return USAGE.formatted(
                String.join(" ", Scenario.all().stream().map(Scenario::name).toList()),
                String.join(
                        " ", Contender.peers().stream().map(Contender::label).toList()));
    }

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException naming the one that it does not understand
     */
    static ComparisonOptions parse(String[] arguments) {
        ComparisonOptions options = new ComparisonOptions(5, 3, Scenario.all(), Contender.peers(), null);
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("no value for " + arguments[i]);
            }
            options = options.with(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private ComparisonOptions with(String name, String value) {
        return switch (name) {
            case "--rounds" -> new ComparisonOptions(Integer.parseInt(value), seconds, scenarios, peers, json);
            case "--seconds" -> new ComparisonOptions(rounds, Double.parseDouble(value), scenarios, peers, json);
            case "--scenarios" -> new ComparisonOptions(rounds, seconds, scenariosNamed(value), peers, json);
            case "--peers" -> new ComparisonOptions(rounds, seconds, scenarios, peersNamed(value), json);
            case "--json" ->
                new ComparisonOptions(
                        rounds, seconds, scenarios, peers, Path.of(value).toAbsolutePath());
            default -> throw new IllegalArgumentException("no option " + name);
        };
    }

    private static List<Scenario> scenariosNamed(String value) {
        List<String> names = List.of(value.split(","));
        List<Scenario> found = Scenario.all().stream()
                .filter(scenario -> names.contains(scenario.name()))
                .toList();
        if (found.size() != names.size()) {
            throw new IllegalArgumentException("no such scenario among " + value);
        }
        return found;
    }

    private static List<Contender> peersNamed(String value) {
        return Contender.peers().stream()
                .filter(peer -> Stream.of(value.split(",")).anyMatch(peer.label()::contains))
                .toList();
    }
}
