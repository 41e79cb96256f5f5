// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.micro;

import io.mambamq.journal.format.EncodedRecords;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an appender's thread does for one record: copy, header, checksum. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
public class EncodeBenchmark {
    private static final int ROOM_BYTES = 256;

    private final CRC32C crc = new CRC32C();

    /** Size of the record's body. */
    @Param({"100", "1024", "65536"})
    public int bytes;

    private byte[] body = new byte[0];
    private ByteBuffer direct = ByteBuffer.allocateDirect(0);
    private EncodedRecords records = new EncodedRecords(0);

    public EncodeBenchmark() {}

    @Setup
    public void fill() {
        body = new byte[bytes];
        new Random(1).nextBytes(body);
        direct = ByteBuffer.allocateDirect(bytes).put(body);
        records = new EncodedRecords(bytes + ROOM_BYTES);
    }

    /** All of it. */
    @Benchmark
    public int encode() {
        records.clear();
        records.begin(1, 1, bytes).put(body);
        records.end();
        return records.sizeBytes();
    }

    /** The checksum's share, on the heap as it is. */
    @Benchmark
    public long crcOfArray() {
        crc.reset();
        crc.update(body, 0, body.length);
        return crc.getValue();
    }

    /** What it would cost outside the heap. */
    @Benchmark
    public long crcOfDirectBuffer() {
        crc.reset();
        crc.update(direct.clear());
        return crc.getValue();
    }
}
