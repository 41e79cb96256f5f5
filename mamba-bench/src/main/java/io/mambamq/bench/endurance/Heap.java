// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;

/** The heap of this JVM. */
final class Heap {
    private Heap() {}

    /** Bytes that a collection leaves in use. What is allocated since, or set aside for it, is not counted. */
    static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }
}
