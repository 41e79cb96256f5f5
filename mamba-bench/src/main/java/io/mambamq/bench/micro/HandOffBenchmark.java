// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.micro;

import io.mambamq.journal.agent.MpscQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Control;

/** The queue between appenders and the writer. */
@State(Scope.Group)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
public class HandOffBenchmark {
    private static final int CAPACITY = 1024;

    private final MpscQueue<Object> queue = new MpscQueue<>(CAPACITY);
    private final Object element = new Object();

    public HandOffBenchmark() {}

    /** Nobody else is there: what the instructions cost. */
    @Benchmark
    @Group("alone")
    @GroupThreads(1)
    public @Nullable Object offerAndPoll() {
        queue.offer(element);
        return queue.poll();
    }

    /** One accepted offer, while another thread takes. */
    @Benchmark
    @Group("contended")
    @GroupThreads(1)
    public void offer(Control control) {
        while (queue.offer(element) != MpscQueue.Offer.ACCEPTED && !control.stopMeasurement) {
            Thread.onSpinWait();
        }
    }

    /** One element taken, while another thread offers. */
    @Benchmark
    @Group("contended")
    @GroupThreads(1)
    public @Nullable Object poll(Control control) {
        Object taken = queue.poll();
        while (taken == null && !control.stopMeasurement) {
            Thread.onSpinWait();
            taken = queue.poll();
        }
        return taken;
    }
}
