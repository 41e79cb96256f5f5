// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal.load;

import io.mambamq.bench.Result;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What the disk does without a journal: one thread that writes a block into a file of zeros, syncs it, and writes the next.
 * 4 KiB tell the latency no journal can beat, 1 MiB the throughput.
 */
final class DiskLoad {
    private static final int SMALL_BYTES = 4 << 10;
    private static final int LARGE_BYTES = 1 << 20;

    private final LoadOrder order;

    DiskLoad(LoadOrder order) {
        this.order = order;
    }

    Result run() throws IOException, InterruptedException {
        Path path = order.directory().resolve("disk");
        try (FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            fill(file);
            FileSystem.sync();
            Histogram small = loop(file, SMALL_BYTES);
            Histogram large = loop(file, LARGE_BYTES);
            return new Result(String.format(
                    Locale.ROOT,
                    "{\"p50Us\":%.1f,\"p99Us\":%.1f,\"mbPerSecond\":%.1f}",
                    small.getValueAtPercentile(50) / 1e3,
                    small.getValueAtPercentile(99) / 1e3,
                    LARGE_BYTES / 1e6 / (large.getMean() / 1e9)));
        }
    }

    private void fill(FileChannel file) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(LARGE_BYTES);
        for (long offset = 0; offset < fileBytes(); offset += LARGE_BYTES) {
            file.write(zeros.clear(), offset);
        }
        file.force(true);
    }

    private Histogram loop(FileChannel file, int bytes) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(bytes).put(JournalLoad.body(bytes));
        Histogram tookNs = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(order.measuredMs());
        long offset = 0;
        for (long startNs = System.nanoTime(); startNs < endNs; ) {
            file.write(block.clear(), offset);
            file.force(false);
            long doneNs = System.nanoTime();
            tookNs.recordValue(doneNs - startNs);
            startNs = doneNs;
            offset = (offset + bytes) % fileBytes();
        }
        return tookNs;
    }

    private long fileBytes() {
        return (long) order.files() * JournalUnderLoad.FILE_BYTES;
    }
}
