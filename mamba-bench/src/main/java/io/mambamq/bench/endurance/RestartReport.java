// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import io.mambamq.bench.Result;
import io.mambamq.bench.endurance.RestartFill.Filled;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The figures of a restart. What heap the journal holds beyond an empty one is charged to the messages in segments as a whole,
 * and to the paged ones as a whole: each can only cost less.
 */
final class RestartReport {
    private static final double READY_MS_MAX = 3_000;
    private static final double SEGMENT_BYTES_MAX = 16;
    private static final double PAGED_BYTES_MAX = 1;
    private static final double MIB = 1 << 20;

    private final RestartOptions options;
    private final Filled filled;
    private final List<Result> starts;
    private final Result median;
    private final double heapBytes;
    private final double emptyHeapBytes;

    RestartReport(RestartOptions options, Filled filled, List<Result> starts, Result heap, Result emptyHeap) {
        this.options = options;
        this.filled = filled;
        this.starts = starts;
        this.median = starts.stream()
                .sorted(Comparator.comparingDouble(start -> start.field("readyMs")))
                .toList()
                .get(starts.size() / 2);
        this.heapBytes = heap.field("heapBytes");
        this.emptyHeapBytes = emptyHeap.field("heapBytes");
    }

    boolean held() {
        return slowestMs() <= READY_MS_MAX
                && perMessage(filled.inSegments()) <= SEGMENT_BYTES_MAX
                && perMessage(filled.paged()) <= PAGED_BYTES_MAX;
    }

    String text() {
        return head()
                + stages()
                + line("ready, the slowest of " + starts.size() + " starts", slowestMs(), "ms", READY_MS_MAX)
                + heap()
                + (held() ? "It held.\n" : "It did not hold.\n");
    }

    String json() {
        return format(
                "{\"messages\":%d,\"bodyBytes\":%d,\"held\":%b,\"inSegments\":%d,\"paged\":%d,\"logBytes\":%d,"
                        + "\"pageBytes\":%d,\"fillSeconds\":%.1f,\"readyMs\":%.1f,\"slowestReadyMs\":%.1f,\"heapBytes\":%.0f,"
                        + "\"emptyHeapBytes\":%.0f,\"bytesPerSegmentMessage\":%.3f,\"bytesPerPagedMessage\":%.3f,%n"
                        + "\"starts\":[%s]}%n",
                options.messages(),
                options.bodyBytes(),
                held(),
                filled.inSegments(),
                filled.paged(),
                filled.disk().log(),
                filled.disk().pages(),
                filled.seconds(),
                median.field("readyMs"),
                slowestMs(),
                heapBytes,
                emptyHeapBytes,
                perMessage(filled.inSegments()),
                perMessage(filled.paged()),
                starts.stream().map(Result::json).collect(Collectors.joining(",\n")));
    }

    private String head() {
        return format(
                "%n%d messages of %d bytes, appended in %.0f s: %d in segments, %d paged%n"
                        + "log %.0f MiB, page files %.0f MiB, checkpoints and superblock %.0f MiB%n%n",
                options.messages(),
                options.bodyBytes(),
                filled.seconds(),
                filled.inSegments(),
                filled.paged(),
                filled.disk().log() / MIB,
                filled.disk().pages() / MIB,
                filled.disk().rest() / MIB);
    }

    /** Of the median start. */
    private String stages() {
        return format("%-44s %10s%n", "a start, ms from that of the JVM (median)", "reached")
                + stage("the journal is opened", 0)
                + stage(format("%.0f messages restored", median.field("restored")), median.field("restoredMs"))
                + stage(format("%.0f records replayed", median.field("replayed")), median.field("replayedMs"))
                + stage("the owner has named what is live", median.field("namedMs"))
                + stage("open", median.field("openedMs"))
                + stage("ready: an append is confirmed", median.field("confirmedMs"))
                + format("%n%-44s %10s    %s%n", "", "", "target");
    }

    private String stage(String what, double afterOpeningMs) {
        return format("  %-42s %10.0f%n", what, median.field("jvmMs") + afterOpeningMs);
    }

    private String heap() {
        return format("%-44s %10.1f KiB%n", "heap of a JVM that has the journal open", heapBytes / 1024)
                + format("%-44s %10.1f KiB%n", "heap of one that has an empty journal open", emptyHeapBytes / 1024)
                + line(
                        "the difference per message in segments",
                        perMessage(filled.inSegments()),
                        "B",
                        SEGMENT_BYTES_MAX)
                + line("the difference per paged message", perMessage(filled.paged()), "B", PAGED_BYTES_MAX);
    }

    private static String line(String what, double value, String unit, double max) {
        return format("%-44s %10.3f %-3s <= %.0f  %s%n", what, value, unit, max, value <= max ? "holds" : "BROKEN");
    }

    private double slowestMs() {
        return starts.stream()
                .mapToDouble(start -> start.field("readyMs"))
                .max()
                .orElseThrow();
    }

    private double perMessage(long messages) {
        return messages == 0 ? 0 : Math.max(0, heapBytes - emptyHeapBytes) / messages;
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
