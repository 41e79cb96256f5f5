// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.page;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Names of records that have to be carried into page files. Filled by one thread, then read by another. */
public final class CarriedRecords {

    /** Positions of one stream. */
    static final class Positions {

        private long[] values = new long[16];
        private int count;

        private void add(long position) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = position;
        }

        int count() {
            return count;
        }

        long get(int index) {
            return values[index];
        }

        private void sort() {
            Arrays.sort(values, 0, count);
        }
    }

    private final TreeMap<Integer, Positions> byStream = new TreeMap<>();
    private int lastStream;
    private Positions last = new Positions();

    public CarriedRecords() {}

    public void add(int stream, long position) {
        if (byStream.isEmpty() || stream != lastStream) {
            last = byStream.computeIfAbsent(stream, number -> new Positions());
            lastStream = stream;
        }
        last.add(position);
    }

    public boolean isEmpty() {
        return byStream.isEmpty();
    }

    /** By stream, positions ascending. */
    Map<Integer, Positions> sorted() {
        byStream.values().forEach(Positions::sort);
        return byStream;
    }
}
