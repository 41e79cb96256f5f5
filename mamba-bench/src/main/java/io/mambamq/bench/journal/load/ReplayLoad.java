// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal.load;

import com.sun.management.OperatingSystemMXBean;
import io.mambamq.bench.Result;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Opens a journal full of records that lie in the page cache, in a JVM that has just started, as a broker's has. */
final class ReplayLoad {
    private final JournalUnderLoad journal;
    private final LoadOrder order;

    ReplayLoad(JournalUnderLoad journal, LoadOrder order) {
        this.journal = journal;
        this.order = order;
    }

    Result run() throws Exception {
        FileSystem.warm(order.directory());
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpuBefore = system.getProcessCpuTime();
        long startNs = System.nanoTime();
        long records = journal.load(order.directory());
        double seconds = (System.nanoTime() - startNs) / 1e9;
        double cpuUs = (system.getProcessCpuTime() - cpuBefore) / 1e3;
        if (records != order.records()) {
            throw new IllegalStateException(
                    records + " records were loaded, " + order.records() + " had been appended");
        }
        return new Result(String.format(
                Locale.ROOT,
                "{\"recordsPerSecond\":%.0f,\"mbPerSecond\":%.1f,\"cpuUs\":%.3f,\"seconds\":%.3f}",
                records / seconds,
                records / seconds * order.bodyBytes() / 1e6,
                cpuUs / records,
                seconds));
    }
}
