// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench;

import io.mambamq.testkit.process.ChildJvm;
import io.mambamq.testkit.process.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs {@link QueueLoad} against each peer in turn, several rounds with rotated order, and prints medians and the ratio to
 * Mamba. Machines differ and are noisy: only the ratios of one run mean anything.
 */
final class PeerComparison {
    private static final List<String> SERVER_OPTIONS = List.of("-Xms2g", "-Xmx2g", "-XX:+UseParallelGC");
    private static final List<String> LOAD_OPTIONS = List.of("-Xmx1g", "-XX:+UseParallelGC");
    private static final int WARM_UP_S = 6;
    private static final int MEASURED_S = 8;
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final int producers;
    private final int consumers;
    private final int bodyBytes;

    private PeerComparison(int producers, int consumers, int bodyBytes) {
        this.producers = producers;
        this.consumers = consumers;
        this.bodyBytes = bodyBytes;
    }

    /** Arguments, all optional: rounds (3), producers (16), consumers (16), body bytes (1024). */
    public static void main(String[] arguments) throws Exception {
        int rounds = argument(arguments, 0, 3);
        PeerComparison comparison = new PeerComparison(
                argument(arguments, 1, 16), argument(arguments, 2, 16), argument(arguments, 3, 1024));
        Map<Peer, List<Result>> results = new EnumMap<>(Peer.class);
        List<Peer> order = new ArrayList<>(List.of(Peer.values()));
        for (int round = 1; round <= rounds; round++) {
            for (Peer peer : order) {
                Result result = comparison.measure(peer);
                System.out.println("round " + round + "  " + peer.label() + "  " + result.json());
                results.computeIfAbsent(peer, ignored -> new ArrayList<>()).add(result);
            }
            Collections.rotate(order, 1);
        }
        print(results);
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private Result measure(Peer peer) throws Exception {
        Path data = Files.createTempDirectory(Path.of("").toAbsolutePath(), "bench-data-");
        int port = FreePort.find();
        try (ChildJvm server = peer.start(data.resolve("broker"), port, SERVER_OPTIONS)) {
            server.awaitLine(START_TIMEOUT);
            try (ChildJvm load = peer.run(
                    LOAD_OPTIONS, QueueLoad.class.getName(), loadArguments(peer, port, server), Result.PREFIX)) {
                load.awaitLine(Duration.ofSeconds(WARM_UP_S + MEASURED_S).plus(START_TIMEOUT));
                return Result.parse(load.output());
            }
        } finally {
            delete(data);
        }
    }

    private List<String> loadArguments(Peer peer, int port, ChildJvm server) {
        return Stream.of(
                        peer.factoryClass(),
                        peer.url(port),
                        server.pid(),
                        producers,
                        consumers,
                        bodyBytes,
                        WARM_UP_S,
                        MEASURED_S)
                .map(Object::toString)
                .toList();
    }

    private static void print(Map<Peer, List<Result>> results) {
        double mambaRate = median(results, Peer.MAMBA, "messagesPerSecond");
        double mambaCpu = cpu(results, Peer.MAMBA);
        System.out.println(
                "\npeer          msg/s   p50 us   p99 us  server us  client us   mamba's msg/s  mamba's CPU");
        for (Peer peer : results.keySet()) {
            double rate = median(results, peer, "messagesPerSecond");
            System.out.println(String.format(
                    Locale.ROOT,
                    "%-12s %6.0f %8.0f %8.0f %10.0f %10.0f %14.2fx %11.2fx",
                    peer.label(),
                    rate,
                    median(results, peer, "sendP50Us"),
                    median(results, peer, "sendP99Us"),
                    median(results, peer, "serverCpuUs"),
                    median(results, peer, "clientCpuUs"),
                    mambaRate / rate,
                    mambaCpu / cpu(results, peer)));
        }
    }

    private static double cpu(Map<Peer, List<Result>> results, Peer peer) {
        return median(results, peer, "serverCpuUs") + median(results, peer, "clientCpuUs");
    }

    private static double median(Map<Peer, List<Result>> results, Peer peer, String field) {
        List<Result> runs = results.getOrDefault(peer, List.of());
        double[] sorted =
                runs.stream().mapToDouble(run -> run.field(field)).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static void delete(Path directory) throws java.io.IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
