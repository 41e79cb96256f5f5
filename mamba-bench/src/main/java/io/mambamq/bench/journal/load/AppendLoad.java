// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal.load;

import com.sun.management.OperatingSystemMXBean;
import io.mambamq.bench.Result;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Appends with many threads, or one thread and a window, first to warm up, then measured. The measured time ends early when
 * the prepared files run out: no journal is to pay for making files while it is measured.
 */
final class AppendLoad {
    private static final int POLL_MS = 5;
    private static final int FREE_FILES_MIN = 2;

    private final JournalUnderLoad journal;
    private final LoadOrder order;
    private final Progress progress = new Progress();
    private final List<Appender> appenders = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    AppendLoad(JournalUnderLoad journal, LoadOrder order) {
        this.journal = journal;
        this.order = order;
    }

    Result run() throws Exception {
        journal.create(order.directory(), order.files());
        FileSystem.sync();
        start();
        // A third of the files at the most, so that enough are left to measure.
        runUntil(order.warmUpMs(), order.files() * 2 / 3);
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        progress.measuring(true);
        long startNs = System.nanoTime();
        long cpuBefore = system.getProcessCpuTime();
        long confirmedBefore = progress.confirmed();
        long syncsBefore = journal.syncs();
        runUntil(order.measuredMs(), FREE_FILES_MIN);
        double seconds = (System.nanoTime() - startNs) / 1e9;
        double cpuUs = (system.getProcessCpuTime() - cpuBefore) / 1e3;
        long records = progress.confirmed() - confirmedBefore;
        double syncs = syncsBefore < 0 ? -1 : (journal.syncs() - syncsBefore) / seconds;
        progress.measuring(false);
        end();
        return result(records, seconds, cpuUs, syncs);
    }

    private void start() {
        byte[] body = JournalLoad.body(order.bodyBytes());
        for (int i = 0; i < order.appenders(); i++) {
            appenders.add(
                    order.window() > 1
                            ? new WindowAppender(progress, journal, body, order.window())
                            : new BlockingAppender(progress, journal, body));
        }
        for (Appender appender : appenders) {
            threads.add(new Thread(appender, "appender-" + threads.size()));
        }
        threads.forEach(Thread::start);
    }

    private void runUntil(long ms, int freeFilesMin) throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        while (System.nanoTime() < endNs && journal.freeFiles() > freeFilesMin) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    private void end() throws InterruptedException {
        progress.end();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private Result result(long records, double seconds, double cpuUs, double syncsPerSecond) {
        Histogram latencyNs = new Histogram(appenders.get(0).latencyNs());
        appenders.forEach(appender -> latencyNs.add(appender.latencyNs()));
        return new Result(String.format(
                Locale.ROOT,
                "{\"recordsPerSecond\":%.0f,\"mbPerSecond\":%.1f,\"p50Us\":%.1f,\"p99Us\":%.1f,\"cpuUs\":%.3f,"
                        + "\"syncsPerSecond\":%.0f,\"seconds\":%.2f}",
                records / seconds,
                records / seconds * order.bodyBytes() / 1e6,
                latencyNs.getValueAtPercentile(50) / 1e3,
                latencyNs.getValueAtPercentile(99) / 1e3,
                cpuUs / records,
                syncsPerSecond,
                seconds));
    }
}
