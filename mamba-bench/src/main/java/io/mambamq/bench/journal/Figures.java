// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal;

import io.mambamq.bench.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The results of all rounds, and the ratios between them: always within one round, then the median over the rounds. */
final class Figures {
    private final Map<Scenario, Map<Contender, List<Result>>> results = new LinkedHashMap<>();
    private int rounds;

    void add(int round, Scenario scenario, Contender contender, Result result) {
        rounds = round;
        results.computeIfAbsent(scenario, ignored -> new LinkedHashMap<>())
                .computeIfAbsent(contender, ignored -> new ArrayList<>())
                .add(result);
    }

    int rounds() {
        return rounds;
    }

    List<Scenario> scenarios() {
        return List.copyOf(results.keySet());
    }

    List<Contender> contenders(Scenario scenario) {
        return results.getOrDefault(scenario, Map.of()).keySet().stream()
                .sorted(Comparator.comparing((Contender contender) -> contender.isPeer())
                        .thenComparing(Contender::label))
                .toList();
    }

    List<Result> of(Scenario scenario, Contender contender) {
        return results.getOrDefault(scenario, Map.of()).getOrDefault(contender, List.of());
    }

    double median(Scenario scenario, Contender contender, String field) {
        return median(of(scenario, contender), result -> result.field(field));
    }

    /** How Mamba's figure relates to the contender's. */
    double ratio(Scenario scenario, Contender contender, String field) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ratios.add(mamba(scenario, round).field(field)
                    / of(scenario, contender).get(round).field(field));
        }
        return median(ratios, Double::doubleValue);
    }

    /** How Mamba's figure relates to that of whichever peer had the highest rate in the round; empty without a peer. */
    Optional<Double> ratioToBest(Scenario scenario, String field) {
        List<Contender> peers =
                contenders(scenario).stream().filter(Contender::isPeer).toList();
        if (peers.isEmpty()) {
            return Optional.empty();
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ratios.add(mamba(scenario, round).field(field)
                    / best(scenario, peers, round).field(field));
        }
        return Optional.of(median(ratios, Double::doubleValue));
    }

    /** How the figure of a journal relates to the disk's own; empty where the disk was not measured. */
    Optional<Double> ratioToDisk(Scenario scenario, Contender contender, String field) {
        List<Result> disk = of(Scenario.DISK, Contender.DISK);
        if (disk.isEmpty()) {
            return Optional.empty();
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ratios.add(of(scenario, contender).get(round).field(field)
                    / disk.get(round).field(field));
        }
        return Optional.of(median(ratios, Double::doubleValue));
    }

    private Result mamba(Scenario scenario, int round) {
        return of(scenario, Contender.MAMBA).get(round);
    }

    private Result best(Scenario scenario, List<Contender> peers, int round) {
        return peers.stream()
                .map(peer -> of(scenario, peer).get(round))
                .max(Comparator.comparingDouble(result -> result.field("recordsPerSecond")))
                .orElseThrow();
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> field) {
        double[] sorted = values.stream().mapToDouble(field).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
