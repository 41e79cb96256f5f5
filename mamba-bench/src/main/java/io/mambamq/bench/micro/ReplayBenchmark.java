// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.micro;

import io.mambamq.bench.journal.load.MambaJournal;
import io.mambamq.bench.journal.load.WindowAppender;
import io.mambamq.journal.Journal;
import io.mambamq.journal.JournalConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Opens a journal that holds 128 MiB of record bodies, in memory: reading, checking, handing to the application. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
public class ReplayBenchmark {
    private static final int LOG_BYTES = 128 << 20;
    private static final int SEGMENT_BYTES = 16 << 20;
    private static final int WINDOW = 256;

    private final MemoryIo io = new MemoryIo();
    private final JournalConfig config = JournalConfig.builder(Path.of("memory"))
            .segmentBytes(SEGMENT_BYTES)
            .readySegmentsMin(1)
            .io(directory -> io)
            .build();

    /** Size of each record's body. */
    @Param({"100", "1024", "65536"})
    public int bytes;

    private long bodyBytes;

    public ReplayBenchmark() {}

    @Setup(Level.Trial)
    public void fill() throws Exception {
        try (Journal journal = Journal.open(config, (position, type, stream, body) -> {})) {
            new WindowAppender(new MambaJournal(journal), new byte[bytes], WINDOW).append(LOG_BYTES / bytes);
        }
    }

    /** One start. */
    @Benchmark
    public long open() throws IOException {
        bodyBytes = 0;
        Journal.open(config, (position, type, stream, body) -> bodyBytes += body.remaining())
                .close();
        return bodyBytes;
    }
}
