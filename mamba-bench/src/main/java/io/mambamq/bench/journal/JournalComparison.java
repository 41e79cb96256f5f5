// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal;

import io.mambamq.bench.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Runs every scenario with every contender, several rounds in rotated order, and prints the ratios. Machines differ and are
 * noisy: only the ratios of one run mean anything.
 */
final class JournalComparison {
    private final ComparisonOptions options;
    private final Figures figures = new Figures();

    private JournalComparison(ComparisonOptions options) {
        this.options = options;
    }

    /** Arguments: {@link ComparisonOptions#usage}. */
    public static void main(String[] arguments) throws Exception {
        ComparisonOptions options;
        try {
            options = ComparisonOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + ComparisonOptions.usage());
            System.exit(2);
            return;
        }
        new JournalComparison(options).run();
    }

    private void run() throws IOException, InterruptedException {
        for (int round = 1; round <= options.rounds(); round++) {
            for (Scenario scenario : options.scenarios()) {
                List<Contender> order = new ArrayList<>(contenders(scenario));
                Collections.rotate(order, round - 1);
                for (Contender contender : order) {
                    measure(round, scenario, contender);
                }
            }
        }
        System.out.print(new Report(figures).text());
        if (options.json() != null) {
            Files.writeString(options.json(), new JsonReport(figures).text());
        }
    }

    private List<Contender> contenders(Scenario scenario) {
        if (scenario.equals(Scenario.DISK)) {
            return List.of(Contender.DISK);
        }
        List<Contender> contenders = new ArrayList<>(options.peers());
        contenders.add(0, Contender.MAMBA);
        contenders.removeIf(contender -> !scenario.isAppend() && !contender.loads());
        return contenders;
    }

    private void measure(int round, Scenario scenario, Contender contender) throws IOException, InterruptedException {
        Result result = new ContenderRun(contender, scenario, options.seconds()).run();
        figures.add(round, scenario, contender, result);
        System.err.println("round " + round + "/" + options.rounds() + "  " + scenario.name() + "  " + contender.label()
                + "  " + result.json());
    }
}
