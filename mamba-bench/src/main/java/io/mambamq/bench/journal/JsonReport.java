// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal;

import io.mambamq.bench.Result;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures of every round, and the ratios to the best peer, as JSON for machines. */
final class JsonReport {
    private static final List<String> RATIOS = List.of("recordsPerSecond", "cpuUs", "p50Us", "p99Us");

    private final Figures figures;

    JsonReport(Figures figures) {
        this.figures = figures;
    }

    String text() {
        String scenarios = figures.scenarios().stream().map(this::scenario).collect(Collectors.joining(",\n"));
        return "{\"rounds\":" + figures.rounds() + ",\"processors\":"
                + Runtime.getRuntime().availableProcessors() + ",\"scenarios\":[\n" + scenarios + "\n]}\n";
    }

    private String scenario(Scenario scenario) {
        String contenders = figures.contenders(scenario).stream()
                .map(contender -> "{\"contender\":\"" + contender.label() + "\",\"rounds\":["
                        + rounds(figures.of(scenario, contender)) + "]}")
                .collect(Collectors.joining(",\n  "));
        return "{\"scenario\":\"" + scenario.name() + "\",\"ratiosToBestPeer\":{" + ratios(scenario)
                + "},\"contenders\":[\n  " + contenders + "]}";
    }

    private String ratios(Scenario scenario) {
        return RATIOS.stream()
                .filter(field -> scenario.isAppend() || !field.startsWith("p"))
                .flatMap(field -> figures.ratioToBest(scenario, field).stream()
                        .map(ratio -> String.format(Locale.ROOT, "\"%s\":%.3f", field, ratio)))
                .collect(Collectors.joining(","));
    }

    private static String rounds(List<Result> results) {
        return results.stream().map(Result::json).collect(Collectors.joining(","));
    }
}
