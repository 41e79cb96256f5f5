// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.server.cli.output.JsonWriter;
import io.mambamq.server.cli.output.Text;
import io.mambamq.server.cli.output.TextTable;
import java.util.Map;
import java.util.TreeMap;

/** How many records of each kind and size class there are. A size class reaches up to a power of two. */
final class RecordHistogram {

    /** What is counted together. */
    private record Cell(String kind, int sizeClassBytes) implements Comparable<Cell> {
        @Override
        public int compareTo(Cell other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : Integer.compare(sizeClassBytes, other.sizeClassBytes);
        }
    }

    private final Map<Cell, Long> counts = new TreeMap<>();

    void add(String kind, int sizeBytes) {
        int sizeClass = Math.max(64, Integer.highestOneBit(Math.max(1, sizeBytes - 1)) * 2);
        counts.merge(new Cell(kind, sizeClass), 1L, Long::sum);
    }

    TextTable table() {
        TextTable table = new TextTable("records", ">up to", ">count");
        counts.forEach((cell, count) -> table.row(cell.kind, Text.bytes(cell.sizeClassBytes), count));
        return table;
    }

    void write(JsonWriter json, String name) {
        json.beginArray(name);
        counts.forEach((cell, count) -> json.beginObject()
                .field("kind", cell.kind)
                .field("upToBytes", cell.sizeClassBytes)
                .field("count", count)
                .end());
        json.end();
    }
}
