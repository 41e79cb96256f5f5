// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import io.mambamq.bench.Result;
import io.mambamq.bench.journal.load.FileSystem;
import io.mambamq.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills a journal with millions of messages and measures how long a new JVM takes to open it, with its files in the page cache,
 * and what heap the open journal holds.
 */
final class JournalRestart {
    private static final int STARTS = 3;
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final List<String> JVM_OPTIONS = List.of("-Xms1g", "-Xmx2g", "-XX:+UseParallelGC");
    private static final long SPARE_DISK_BYTES = 2L << 30;
    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private final RestartOptions options;
    private final Path directory;

    private JournalRestart(RestartOptions options, Path directory) {
        this.options = options;
        this.directory = directory;
    }

    /** Arguments: {@link RestartOptions#USAGE}. */
    public static void main(String[] arguments) throws Exception {
        RestartOptions options;
        try {
            options = RestartOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + RestartOptions.USAGE);
            System.exit(NOT_UNDERSTOOD);
            return;
        }
        Path parent = Files.createTempDirectory(Path.of("").toAbsolutePath(), "restart-");
        boolean held;
        try {
            held = new JournalRestart(fitting(options, parent), parent.resolve("journal")).run();
        } finally {
            FileSystem.remove(parent);
        }
        System.exit(held ? 0 : FAILED);
    }

    /** Fewer messages where the disk has no room for all. */
    private static RestartOptions fitting(RestartOptions options, Path parent) throws IOException {
        long usable = Files.getFileStore(parent).getUsableSpace() - SPARE_DISK_BYTES;
        if (options.diskBytes() <= usable) {
            return options;
        }
        long fewer = options.messagesWithin(usable);
        if (fewer < 1) {
            throw new IOException("the disk has no room for the log of " + options.capBytes() + " bytes");
        }
        System.out.printf(
                "!!! %d messages would take %d MiB, and %d MiB may be used: only %d MESSAGES are appended !!!%n",
                options.messages(), options.diskBytes() >> 20, Math.max(0, usable) >> 20, fewer);
        return options.withMessages(fewer);
    }

    private boolean run() throws IOException, InterruptedException {
        RestartFill.Filled filled = new RestartFill(options, directory).run();
        FileSystem.sync();
        FileSystem.warm(directory);
        List<Result> starts = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            starts.add(probe(RestartProbe.TIME, directory));
        }
        RestartReport report = new RestartReport(options, filled, starts, heap(directory), emptyHeap());
        System.out.print(report.text());
        if (options.json() != null) {
            Files.writeString(options.json(), report.json());
        }
        return report.held();
    }

    /** Opened twice: to create a journal takes memory that no later start needs. */
    private Result emptyHeap() throws IOException, InterruptedException {
        Path empty = directory.resolveSibling("empty");
        heap(empty);
        return heap(empty);
    }

    private Result heap(Path journal) throws IOException, InterruptedException {
        return probe(RestartProbe.HEAP, journal);
    }

    private Result probe(String what, Path journal) throws IOException, InterruptedException {
        List<String> arguments = List.of(what, journal.toString(), Long.toString(options.capBytes()));
        try (ChildJvm child = ChildJvm.start(JVM_OPTIONS, RestartProbe.class.getName(), arguments, Result.PREFIX)) {
            child.awaitLine(TIMEOUT);
            return Result.parse(child.output());
        }
    }
}
