// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal;

import java.util.Locale;
import java.util.Optional;

/** The figures as a table for people. */
final class Report {
    private static final String RATES = "%-28s %8s %8s %9s %9s %8s %8s   %6s %6s %6s %6s %10s%n";

    private final Figures figures;
    private final StringBuilder text = new StringBuilder();

    Report(Figures figures) {
        this.figures = figures;
    }

    String text() {
        append("Medians over %d rounds; x = median over the rounds of Mamba's figure / the peer's of the same round.%n"
                .formatted(figures.rounds()));
        append(
                "rec/s: higher is better for Mamba. p50, p99, CPU: lower is. of disk: p50 beside one 4 KiB write and sync for"
                        + " one appender, MB/s beside 1 MiB writes and syncs for the others.\n");
        for (Scenario scenario : figures.scenarios()) {
            if (scenario.equals(Scenario.DISK)) {
                disk();
            } else {
                scenario(scenario);
            }
        }
        return text.toString();
    }

    private void disk() {
        append(String.format(
                Locale.ROOT,
                "%ndisk: write and sync of 4 KiB p50 %.0f us, p99 %.0f us; of 1 MiB %.0f MB/s%n",
                figures.median(Scenario.DISK, Contender.DISK, "p50Us"),
                figures.median(Scenario.DISK, Contender.DISK, "p99Us"),
                figures.median(Scenario.DISK, Contender.DISK, "mbPerSecond")));
    }

    private void scenario(Scenario scenario) {
        append("%n%s%n".formatted(scenario.name()));
        append(RATES.formatted(
                "", "rec/s", "MB/s", "p50 us", "p99 us", "CPU us", "syncs/s", "rec/s", "p50", "p99", "CPU", "of disk"));
        for (Contender contender : figures.contenders(scenario)) {
            append(RATES.formatted(
                    contender.label(),
                    median(scenario, contender, "recordsPerSecond", "%.0f"),
                    median(scenario, contender, "mbPerSecond", "%.1f"),
                    latency(scenario, contender, "p50Us"),
                    latency(scenario, contender, "p99Us"),
                    median(scenario, contender, "cpuUs", "%.2f"),
                    syncs(scenario, contender),
                    ratio(scenario, contender, "recordsPerSecond"),
                    ratio(scenario, contender, "p50Us"),
                    ratio(scenario, contender, "p99Us"),
                    ratio(scenario, contender, "cpuUs"),
                    ofDisk(scenario, contender)));
        }
        best(scenario);
    }

    private void best(Scenario scenario) {
        if (figures.ratioToBest(scenario, "recordsPerSecond").isPresent()) {
            append(RATES.formatted(
                    "Mamba / best peer",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    times(figures.ratioToBest(scenario, "recordsPerSecond")),
                    scenario.isAppend() ? times(figures.ratioToBest(scenario, "p50Us")) : "",
                    scenario.isAppend() ? times(figures.ratioToBest(scenario, "p99Us")) : "",
                    times(figures.ratioToBest(scenario, "cpuUs")),
                    ""));
        }
    }

    private String latency(Scenario scenario, Contender contender, String field) {
        return scenario.isAppend() ? median(scenario, contender, field, "%.0f") : "";
    }

    private String syncs(Scenario scenario, Contender contender) {
        boolean known = scenario.isAppend() && figures.median(scenario, contender, "syncsPerSecond") >= 0;
        return known ? median(scenario, contender, "syncsPerSecond", "%.0f") : "";
    }

    private String ratio(Scenario scenario, Contender contender, String field) {
        boolean isLatency = field.startsWith("p");
        if (!contender.isPeer() || (isLatency && !scenario.isAppend())) {
            return "";
        }
        return times(Optional.of(figures.ratio(scenario, contender, field)));
    }

    private String ofDisk(Scenario scenario, Contender contender) {
        if (!scenario.isAppend()) {
            return "";
        }
        boolean alone = scenario.appenders() == 1 && scenario.window() == 1;
        return times(figures.ratioToDisk(scenario, contender, alone ? "p50Us" : "mbPerSecond"));
    }

    private String median(Scenario scenario, Contender contender, String field, String format) {
        return String.format(Locale.ROOT, format, figures.median(scenario, contender, field));
    }

    private static String times(Optional<Double> ratio) {
        return ratio.map(value -> String.format(Locale.ROOT, "%.2fx", value)).orElse("");
    }

    private void append(String part) {
        text.append(part);
    }
}
