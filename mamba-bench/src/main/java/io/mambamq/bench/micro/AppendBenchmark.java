// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.micro;

import com.sun.management.OperatingSystemMXBean;
import io.mambamq.bench.journal.load.MambaJournal;
import io.mambamq.bench.journal.load.WindowAppender;
import io.mambamq.journal.Journal;
import io.mambamq.journal.JournalConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From the append to its confirmation with a disk that takes no time: encoding, hand-off, copying, batching, completion. One
 * appender with a window, as the broker appends. After each iteration it prints the CPU time per record of all threads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
public class AppendBenchmark {
    private static final int RECORDS = 100_000;
    private static final int WINDOW = 1024;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Size of the record's body. */
    @Param({"100", "1024", "65536"})
    public int bytes;

    private @Nullable Journal journal;
    private @Nullable WindowAppender appender;
    private long records;
    private long cpuBefore;

    public AppendBenchmark() {}

    @Setup(Level.Trial)
    public void open() throws IOException {
        Journal opened = Journal.open(
                JournalConfig.builder(Path.of("nowhere"))
                        .io(directory -> new NullIo())
                        .build(),
                (position, type, stream, body) -> {});
        journal = opened;
        appender = new WindowAppender(new MambaJournal(opened), new byte[bytes], WINDOW);
    }

    @TearDown(Level.Trial)
    public void close() {
        Objects.requireNonNull(journal).close();
    }

    @Setup(Level.Iteration)
    public void startCounting() {
        records = 0;
        cpuBefore = system.getProcessCpuTime();
    }

    @TearDown(Level.Iteration)
    public void printCpu() {
        double cpuNs = system.getProcessCpuTime() - cpuBefore;
        System.out.print(String.format(Locale.ROOT, "[CPU %.0f ns/record] ", cpuNs / records));
    }

    /** Returns when all are confirmed. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void appendToConfirmed() throws Exception {
        Objects.requireNonNull(appender).append(RECORDS);
        records += RECORDS;
    }
}
