// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.outage;

import io.mambamq.bench.Result;
import io.mambamq.bench.journal.load.FileSystem;
import io.mambamq.bench.liberty.ApplicationServer;
import io.mambamq.testkit.network.TcpRelay;
import io.mambamq.testkit.process.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Fifty instances of message-driven beans at work in an application server, and a broker that is restarted beneath them, in order and by
 * {@code kill -9}, or cut off. A relay between the two counts what the adapter does to come back.
 */
final class RollingRestart {
    private static final int MESSAGES_PER_INSTANCE_AND_SECOND = 20;
    private static final int POLL_MS = 20;
    private static final int THREADS_FOR_PAGES = 10;
    private static final long FULL_TIME_MAX_NS = TimeUnit.MINUTES.toNanos(2);
    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private final OutageOptions options;
    private final BrokerProcess broker;
    private final TcpRelay relay;
    private final ApplicationServer server;

    private RollingRestart(OutageOptions options, BrokerProcess broker, TcpRelay relay, ApplicationServer server) {
        this.options = options;
        this.broker = broker;
        this.relay = relay;
        this.server = server;
    }

    /** Arguments: {@link OutageOptions#USAGE}. */
    public static void main(String[] arguments) throws Exception {
        OutageOptions options;
        try {
            options = OutageOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + OutageOptions.USAGE);
            System.exit(NOT_UNDERSTOOD);
            return;
        }
        List<Report> reports = new ArrayList<>();
        for (Deployment deployment : Deployment.values()) {
            Report report = run(options, deployment);
            System.out.print(report.text());
            reports.add(report);
        }
        if (options.json() != null) {
            Files.writeString(
                    options.json(), reports.stream().map(Report::json).collect(Collectors.joining(",\n", "[", "]\n")));
        }
        System.exit(reports.stream().allMatch(Report::held) ? 0 : FAILED);
    }

    private static Report run(OutageOptions options, Deployment deployment) throws Exception {
        Path work = Files.createTempDirectory(Path.of("").toAbsolutePath(), "restarts-");
        int port = FreePort.find();
        try (BrokerProcess broker = BrokerProcess.start(work.resolve("broker"), port);
                TcpRelay relay = TcpRelay.to(port);
                Load load = Load.start(broker.url(), backlog(options));
                ApplicationServer server = startServer(options, deployment, work.resolve("liberty"), relay.port())) {
            return new RollingRestart(options, broker, relay, server).run(deployment, load);
        } finally {
            FileSystem.remove(work);
        }
    }

    /** More than the beans can do in all rounds. */
    private static int backlog(OutageOptions options) {
        return options.instances()
                * MESSAGES_PER_INSTANCE_AND_SECOND
                * (options.loadS() + 1)
                * Cause.values().length
                * options.rounds();
    }

    private static ApplicationServer startServer(
            OutageOptions options, Deployment deployment, Path directory, int brokerPort) throws Exception {
        int beans = deployment.beans(options.instances());
        return ApplicationServer.start(
                Path.of(System.getProperty("liberty.home")),
                directory,
                RollingRestart.class.getResource("server.xml"),
                Map.of(
                        "mamba.rar", System.getProperty("rar.mamba"),
                        "mamba.port", String.valueOf(brokerPort),
                        "instances", String.valueOf(options.instances()),
                        "threads", String.valueOf(options.instances() + THREADS_FOR_PAGES),
                        "instances.of.bean", String.valueOf(options.instances() / beans)),
                List.of(deployment.archive(options.instances())));
    }

    private Report run(Deployment deployment, Load load) throws Exception {
        awaitAllAtWork();
        TimeUnit.SECONDS.sleep(options.loadS());
        List<Outage> outages = new ArrayList<>();
        for (Cause cause : Cause.values()) {
            for (int round = 0; round < options.rounds(); round++) {
                outages.add(outage(cause));
            }
        }
        return new Report(deployment, options.instances(), outages, load.end());
    }

    private Outage outage(Cause cause) throws Exception {
        int attemptsBefore = relay.attempts().size();
        int begunAgainBefore = begunAgain();
        takeAway(cause);
        TimeUnit.SECONDS.sleep(options.awayS());
        state("?mark");
        bringBack(cause);
        long readyMs = System.currentTimeMillis();
        Result all = awaitAllAtWork();
        List<TcpRelay.Attempt> attempts = relay.attempts();
        TimeUnit.SECONDS.sleep(options.loadS());
        return Outage.of(
                cause,
                attempts.subList(attemptsBefore, attempts.size()),
                (long) all.field("firstMs") - readyMs,
                (long) all.field("latestNewcomerMs") - readyMs,
                begunAgain() - begunAgainBefore);
    }

    private void takeAway(Cause cause) throws InterruptedException {
        switch (cause) {
            case ENDED -> broker.terminate();
            case KILLED -> broker.kill();
            case NETWORK -> relay.interrupt();
        }
    }

    private void bringBack(Cause cause) throws IOException, InterruptedException {
        switch (cause) {
            case ENDED, KILLED -> broker.startAgain();
            case NETWORK -> relay.restore();
        }
    }

    private int begunAgain() throws Exception {
        return (int) state("").field("begunAgain");
    }

    private Result awaitAllAtWork() throws Exception {
        long endNs = System.nanoTime() + FULL_TIME_MAX_NS;
        while (System.nanoTime() - endNs < 0) {
            Result state = state("");
            if (state.field("instances") >= options.instances()) {
                return state;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        throw new IllegalStateException("not all instances work: " + state("").json());
    }

    private Result state(String query) throws Exception {
        return new Result(server.page(Deployment.APPLICATION + "/state" + query));
    }
}
