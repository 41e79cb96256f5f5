// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import io.mambamq.bench.endurance.AppendTimes.Third;
import io.mambamq.bench.journal.load.FileSystem;
import io.mambamq.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Appends for minutes in a log of limited size, with an owner that takes checkpoints, and judges: does the disk stay within
 * its bounds, the heap flat, and is every message that should be there still to be had after a restart.
 */
final class JournalSoak {
    private static final int WINDOW = 4096;
    private static final long SAMPLE_MS = 200;
    private static final int SAMPLES_PER_LINE = 25;
    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private final SoakOptions options;
    private final Path directory;
    private final SoakQueues queues;
    private final AppendTimes times = new AppendTimes();
    private final SoakFigures figures = new SoakFigures();

    private JournalSoak(SoakOptions options, Path directory) {
        this.options = options;
        this.directory = directory;
        this.queues = new SoakQueues(options);
    }

    /** Arguments: {@link SoakOptions#USAGE}. */
    public static void main(String[] arguments) throws Exception {
        SoakOptions options;
        try {
            options = SoakOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + SoakOptions.USAGE);
            System.exit(NOT_UNDERSTOOD);
            return;
        }
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "soak-");
        boolean held;
        try {
            held = new JournalSoak(options, directory).run();
        } finally {
            FileSystem.remove(directory);
        }
        System.exit(held ? 0 : FAILED);
    }

    private boolean run() throws IOException, InterruptedException {
        OwnerIndex index = SoakQueues.newIndex();
        try (Journal journal = Journal.open(options.journal(directory), index)) {
            OwnerThread owner = new OwnerThread();
            CheckpointTaker checkpoints = new CheckpointTaker(journal, index, owner);
            owner.start(checkpoints::tick);
            AppendWindow.Confirmed confirmed = startNs -> times.add(startNs, checkpoints.wasTakingSince(startNs));
            SoakAppender appender =
                    new SoakAppender(options, new AppendWindow(journal, owner, index, WINDOW, confirmed), queues);
            watch(appender, checkpoints);
            appender.end();
            owner.end();
            figures.ended(appender.appended(), checkpoints.taken());
            figures.slowestSync(journal.stats().syncMaxNanos());
        }
        LiveCheck check = LiveCheck.of(options.journal(directory));
        SoakReport report = new SoakReport(options, queues, figures, times, check, index.size());
        System.out.print(report.text());
        if (options.json() != null) {
            Files.writeString(options.json(), report.json());
        }
        return report.held();
    }

    private void watch(SoakAppender appender, CheckpointTaker checkpoints) throws IOException, InterruptedException {
        System.out.println(SoakFigures.HEADING);
        long startNs = System.nanoTime();
        double totalSeconds = options.minutes() * TimeUnit.MINUTES.toSeconds(1);
        double seconds = 0;
        for (int sample = 1; seconds < totalSeconds; sample++) {
            TimeUnit.MILLISECONDS.sleep(SAMPLE_MS);
            seconds = (System.nanoTime() - startNs) / 1e9;
            Third third = Third.of(seconds / totalSeconds);
            times.third(third);
            figures.disk(DiskUse.of(directory));
            if (sample % SAMPLES_PER_LINE == 0) {
                times.pause(true);
                figures.heap(third, Heap.usedAfterCollection());
                times.pause(false);
                System.out.println(figures.line(seconds, appender.appended(), checkpoints.taken(), times));
            }
        }
        figures.seconds(seconds);
    }
}
