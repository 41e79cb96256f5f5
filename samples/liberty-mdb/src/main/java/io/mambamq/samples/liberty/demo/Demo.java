// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.liberty.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The story of the demo, in order: start, send and consume, kill half-way, start again, count. */
public final class Demo {

    private static final long POLL_MS = 100;
    private static final Duration STANDSTILL_MAX = Duration.ofMinutes(2);
    private static final Duration QUIET_AT_END = Duration.ofSeconds(1);

    private final DemoOptions options;
    private final Progress progress;
    private final LibertyServer server;
    private final OrderClient client;

    private Demo(DemoOptions options, Progress progress, LibertyServer server) {
        this.options = options;
        this.progress = progress;
        this.server = server;
        this.client = new OrderClient(server.httpPort());
    }

    @SuppressWarnings("checkstyle:noConsole") // a command: it talks to people
    public static void main(String[] arguments) throws Exception {
        DemoOptions options;
        try {
            options = DemoOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "; see ./mamba demo --help");
            System.exit(2);
            return;
        }
        System.exit(run(options));
    }

    /** Runs the demo in front of the user and returns the exit status. */
    @SuppressWarnings("checkstyle:noConsole") // a command: it talks to people
    private static int run(DemoOptions options) throws InterruptedException {
        // With --json, standard output carries the one line alone.
        PrintStream talk = options.json() ? System.err : System.out;
        var progress = new Progress(talk, options.terminal());
        try {
            Account account = run(options, progress);
            talk.print(account.toText());
            if (options.json()) {
                System.out.println(account.toJson());
            }
            return account.nothingLostOrDuplicated() ? 0 : 1;
        } catch (IOException e) {
            progress.step("demo: " + e);
            return 1;
        }
    }

    /** Runs the demo and cleans up after it, also when the user interrupts it. A demo that fails leaves its logs behind. */
    static Account run(DemoOptions options, Progress progress) throws IOException, InterruptedException {
        LibertyServer server = LibertyServer.create(
                options.liberty(), options.server(), options.server().resolveSibling("demo"));
        var interrupted = new Thread(() -> cleanUp(server, options.keep(), progress), "demo-interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        boolean keep = true;
        try {
            Account account = new Demo(options, progress, server).tell();
            progress.running("  stopping Open Liberty");
            server.stop();
            keep = options.keep() || !account.nothingLostOrDuplicated();
            return account;
        } finally {
            cleanUp(server, keep, progress);
        }
    }

    private Account tell() throws IOException, InterruptedException {
        Instant begin = Instant.now();
        Duration start = start("  Open Liberty with Mamba inside: started");

        new OrderFeed(client, options.messages()).start();
        OrderCounts atKill = watchUntil((options.messages() + 1) / 2);
        server.kill();
        progress.step(String.format(
                "  kill -9 at %,d orders sent, %,d consumed; nothing was shut down", atKill.sent(), atKill.received()));

        Duration restart = start("  Open Liberty started again, transactions recovered");
        OrderCounts atEnd = watchUntil(options.messages());
        Duration whole = Duration.between(begin, Instant.now());
        return new Account(options.messages(), afterQuiet(atEnd), atKill, start, restart, whole);
    }

    private Duration start(String done) throws IOException, InterruptedException {
        Instant begin = Instant.now();
        progress.running("  starting Open Liberty");
        server.start();
        Duration took = Duration.between(begin, Instant.now());
        progress.step(String.format("%s in %.1f s", done, took.toMillis() / 1000.0));
        return took;
    }

    /** Returns the counts once so many different orders are consumed, or when nothing has changed for long. */
    private OrderCounts watchUntil(int consumed) throws IOException, InterruptedException {
        OrderCounts counts = OrderCounts.NONE;
        Instant changed = Instant.now();
        while (counts.different() < consumed && changed.plus(STANDSTILL_MAX).isAfter(Instant.now())) {
            OrderCounts now = countUnlessBusy(counts);
            if (!now.equals(counts)) {
                counts = now;
                changed = Instant.now();
                progress.counts(counts, options.messages());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return counts;
    }

    /** Just after a restart the rows of recovering transactions are locked, and the application may not get to count. */
    private OrderCounts countUnlessBusy(OrderCounts last) throws IOException, InterruptedException {
        try {
            return client.count();
        } catch (IOException e) {
            if (server.running()) {
                return last;
            }
            throw e;
        }
    }

    /** A duplicate would come after the last order: gives it the time to show itself. */
    private OrderCounts afterQuiet(OrderCounts counts) throws IOException, InterruptedException {
        OrderCounts before;
        OrderCounts now = counts;
        do {
            before = now;
            TimeUnit.MILLISECONDS.sleep(QUIET_AT_END.toMillis());
            now = client.count();
        } while (!now.equals(before));
        return now;
    }

    /** Does its work once: the shutdown hook finds nothing left to do after an orderly end. */
    private static synchronized void cleanUp(LibertyServer server, boolean keep, Progress progress) {
        if (server.closed()) {
            return;
        }
        try {
            server.close();
            if (keep) {
                progress.step("  Kept for you to look at: " + server.directory());
            } else {
                server.deleteDirectory();
            }
        } catch (IOException e) {
            progress.step("  Could not delete " + server.directory() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
