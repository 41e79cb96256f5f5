// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal;

import io.mambamq.bench.Result;
import io.mambamq.bench.journal.load.FileSystem;
import io.mambamq.bench.journal.load.JournalLoad;
import io.mambamq.bench.journal.load.LoadOrder;
import io.mambamq.bench.journal.load.LoadOrder.Task;
import io.mambamq.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One contender in one scenario: a fresh directory, a fresh JVM, and nothing of either left behind. */
final class ContenderRun {
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms4g", "-Xmx4g", "-XX:+UseParallelGC", "-Djava.library.path=" + System.getProperty("java.library.path"));
    private static final int WARM_UP_MS = 2000;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final Contender contender;
    private final Scenario scenario;
    private final int measuredMs;

    ContenderRun(Contender contender, Scenario scenario, double seconds) {
        this.contender = contender;
        this.scenario = scenario;
        this.measuredMs = (int) (seconds * 1000);
    }

    Result run() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "journal-data-");
        try {
            if (scenario.task() == Task.LOAD) {
                child(Task.FILL, directory);
                FileSystem.sync();
            }
            return child(scenario.task(), directory);
        } finally {
            FileSystem.remove(directory);
        }
    }

    private Result child(Task task, Path directory) throws IOException, InterruptedException {
        LoadOrder order = new LoadOrder(
                task,
                contender.adapter(),
                contender.options(),
                directory,
                scenario.files(),
                scenario.appenders(),
                scenario.window(),
                scenario.bodyBytes(),
                WARM_UP_MS,
                measuredMs,
                scenario.records());
        try (ChildJvm child = ChildJvm.startOn(
                classPath(), JVM_OPTIONS, JournalLoad.class.getName(), order.arguments(), Result.PREFIX)) {
            child.awaitLine(TIMEOUT);
            return Result.parse(child.output());
        }
    }

    private String classPath() {
        String property = "classpath." + contender.classPath();
        String classPath = System.getProperty(property);
        if (classPath == null) {
            throw new IllegalStateException("set -D" + property + "; mamba-bench/journal does");
        }
        return classPath;
    }
}
