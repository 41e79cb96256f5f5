// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.server.cli.output.JsonWriter;
import io.mambamq.server.cli.output.TextTable;
import java.util.Map;
import java.util.TreeMap;

/** How often a count fell into each class: 0, 1, 2, 3 to 4, 5 to 8 and so on. */
final class CountHistogram {

    private final Map<Integer, Long> frequencies = new TreeMap<>();
    private long samples;
    private long sum;

    void add(long count) {
        int upTo = count <= 2 ? (int) count : Integer.highestOneBit((int) Math.min(1 << 29, count - 1)) * 2;
        frequencies.merge(upTo, 1L, Long::sum);
        samples++;
        sum += count;
    }

    long samples() {
        return samples;
    }

    double mean() {
        return samples == 0 ? 0 : (double) sum / samples;
    }

    TextTable table(String counted, String frequency) {
        TextTable table = new TextTable(">" + counted, ">" + frequency);
        frequencies.forEach((upTo, frequencyOfClass) -> table.row(className(upTo), frequencyOfClass));
        return table;
    }

    void write(JsonWriter json, String name) {
        json.beginObject(name).field("samples", samples).field("mean", mean()).beginArray("classes");
        frequencies.forEach((upTo, frequency) ->
                json.beginObject().field("upTo", upTo).field("count", frequency).end());
        json.end().end();
    }

    private static String className(int upTo) {
        return upTo <= 2 ? Integer.toString(upTo) : (upTo / 2 + 1) + " to " + upTo;
    }
}
