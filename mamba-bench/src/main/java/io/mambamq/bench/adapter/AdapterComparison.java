// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.adapter;

import io.mambamq.bench.liberty.ApplicationServer;
import io.mambamq.bench.liberty.WebArchive;
import io.mambamq.testkit.process.ChildJvm;
import io.mambamq.testkit.process.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Many instances of a message-driven bean on one queue, each message in a transaction of the container: Mamba's adapter and broker
 * beside those of Artemis, in one application server, in turn. Prints messages per second and the CPU time that
 * a message costs the application server and the broker. Only the ratios of one run mean anything.
 */
final class AdapterComparison {
    private static final List<String> BROKER_OPTIONS = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");
    private static final String APPLICATION_PACKAGE = "io.mambamq.bench.adapter.app";
    private static final List<String> APPLICATION_CLASSES = List.of("LoadBean", "LoadServlet");
    private static final Duration START_TIME_MAX = Duration.ofMinutes(2);
    private static final Duration FILL_TIME_MAX = Duration.ofMinutes(5);
    private static final int BODY_BYTES = 1024;
    private static final int POLL_MS = 100;

    private final int messages;
    private final int measuredS;
    private final ApplicationServer server;

    /** One adapter with its broker. */
    private record Side(String label, String factoryClass, String url, String classPath, ChildJvm broker) {
        String application() {
            return label + "-load";
        }

        WebArchive archive() {
            return new WebArchive(application(), APPLICATION_PACKAGE, APPLICATION_CLASSES, Map.of());
        }
    }

    private record Figures(double rate, double serverCpuUs, double brokerCpuUs) {}

    private AdapterComparison(int messages, int measuredS, ApplicationServer server) {
        this.messages = messages;
        this.measuredS = measuredS;
        this.server = server;
    }

    /** Arguments, all optional: rounds (3), instances (64), messages that lie there at the beginning (40000), seconds (8). */
    public static void main(String[] arguments) throws Exception {
        int rounds = argument(arguments, 0, 3);
        int instances = argument(arguments, 1, 64);
        Path work = Files.createTempDirectory(Path.of("").toAbsolutePath(), "adapters-");
        int mambaPort = FreePort.find();
        int artemisPort = FreePort.find();
        try (ChildJvm mamba = broker(
                        "mamba",
                        "io.mambamq.server.cli.MambaCommand",
                        "is ready on",
                        "server",
                        "--data",
                        work.resolve("mamba").toString(),
                        "--port",
                        String.valueOf(mambaPort));
                ChildJvm artemis = broker(
                        "artemis",
                        "io.mambamq.bench.artemis.ArtemisServer",
                        "peer ready",
                        work.resolve("artemis").toString(),
                        String.valueOf(artemisPort),
                        "NIO")) {
            List<Side> sides = new ArrayList<>(List.of(
                    new Side(
                            "mamba",
                            "io.mambamq.jms.MambaConnectionFactory",
                            "mamba://127.0.0.1:" + mambaPort,
                            classPath("mamba"),
                            mamba),
                    new Side(
                            "artemis",
                            "org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory",
                            "tcp://127.0.0.1:" + artemisPort,
                            classPath("artemis"),
                            artemis)));
            Map<String, String> variables = Map.of(
                    "mamba.rar", System.getProperty("rar.mamba"),
                    "artemis.rar", System.getProperty("rar.artemis"),
                    "mamba.port", String.valueOf(mambaPort),
                    "artemis.port", String.valueOf(artemisPort),
                    "instances", String.valueOf(instances));
            try (ApplicationServer server = ApplicationServer.start(
                    Path.of(System.getProperty("liberty.home")),
                    work.resolve("liberty"),
                    AdapterComparison.class.getResource("server.xml"),
                    variables,
                    sides.stream().map(Side::archive).toList())) {
                new AdapterComparison(argument(arguments, 2, 40_000), argument(arguments, 3, 8), server)
                        .run(rounds, sides);
            }
        }
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private static String classPath(String peer) {
        return System.getProperty("classpath." + peer);
    }

    private static ChildJvm broker(String peer, String mainClass, String ready, String... arguments) throws Exception {
        ChildJvm broker = ChildJvm.startOn(classPath(peer), BROKER_OPTIONS, mainClass, List.of(arguments), ready);
        broker.awaitLine(START_TIME_MAX);
        return broker;
    }

    private void run(int rounds, List<Side> sides) throws Exception {
        Map<String, List<Figures>> figures = new TreeMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Side side : sides) {
                Figures measured = measure(side);
                System.out.println((round == 0 ? "warm-up" : "round " + round) + "  " + side.label() + "  " + measured);
                if (round > 0) {
                    figures.computeIfAbsent(side.label(), label -> new ArrayList<>())
                            .add(measured);
                }
            }
            Collections.reverse(sides);
        }
        System.out.println("\nadapter     msg/s  application server us/msg  broker us/msg  instances");
        for (Side side : sides) {
            print(side, figures.getOrDefault(side.label(), List.of()));
        }
    }

    private void print(Side side, List<Figures> figures) throws Exception {
        System.out.println(String.format(
                Locale.ROOT,
                "%-8s %8.0f %25.0f %14.0f %10d",
                side.label(),
                median(figures.stream().mapToDouble(Figures::rate).toArray()),
                median(figures.stream().mapToDouble(Figures::serverCpuUs).toArray()),
                median(figures.stream().mapToDouble(Figures::brokerCpuUs).toArray()),
                instances(side)));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Fills the queue, measures while the beans drain it, at most for the given time, and waits until they have. */
    private Figures measure(Side side) throws Exception {
        long target = count(side) + messages;
        fill(side);
        long countBefore = count(side);
        Duration serverBefore = server.cpu();
        Duration brokerBefore = side.broker().cpu();
        long startNs = System.nanoTime();
        long endNs = startNs + TimeUnit.SECONDS.toNanos(measuredS);
        long count = 0;
        while (countBefore + count < target && System.nanoTime() - endNs < 0) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
            count = count(side) - countBefore;
        }
        double seconds = (System.nanoTime() - startNs) / 1e9;
        Duration serverCpu = server.cpu().minus(serverBefore);
        Duration brokerCpu = side.broker().cpu().minus(brokerBefore);
        while (count(side) < target) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return new Figures(count / seconds, serverCpu.toNanos() / 1e3 / count, brokerCpu.toNanos() / 1e3 / count);
    }

    /** How many messages the side's bean has processed. */
    private long count(Side side) throws Exception {
        return numbers(side)[0];
    }

    /** How many instances of its bean the container has made. */
    private long instances(Side side) throws Exception {
        return numbers(side)[1];
    }

    private long[] numbers(Side side) throws Exception {
        String page = server.page(side.application() + "/count");
        return Arrays.stream(page.split(" ", 2)).mapToLong(Long::parseLong).toArray();
    }

    private void fill(Side side) throws Exception {
        List<String> arguments =
                List.of(side.factoryClass(), side.url(), "load", String.valueOf(messages), String.valueOf(BODY_BYTES));
        try (ChildJvm fill = ChildJvm.startOn(
                side.classPath(), List.of("-Xmx512m"), QueueFill.class.getName(), arguments, QueueFill.READY)) {
            fill.awaitLine(FILL_TIME_MAX);
        }
    }
}
