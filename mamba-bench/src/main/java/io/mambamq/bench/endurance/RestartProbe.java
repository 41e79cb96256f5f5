// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import io.mambamq.bench.Result;
import io.mambamq.journal.Journal;
import io.mambamq.journal.JournalConfig;
import io.mambamq.journal.LiveRecords;
import io.mambamq.journal.RecordBatch;
import io.mambamq.journal.ReplayHandler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Opens a journal full of messages, in a JVM of its own, and prints one {@link Result}: how long that takes, or what heap is in
 * use then.
 */
final class RestartProbe {
    /** Measures the time until an append is confirmed. */
    static final String TIME = "time";

    /** Measures the heap in use while the journal is open. */
    static final String HEAP = "heap";

    private RestartProbe() {}

    /** Arguments: what to measure, the directory, and the limit of its log. */
    public static void main(String[] arguments) throws Exception {
        JournalConfig config = RestartOptions.journal(Path.of(arguments[1]), Long.parseLong(arguments[2]));
        String json = arguments[0].equals(TIME) ? time(config) : heap(config);
        System.out.println(Result.PREFIX + json);
        System.exit(0);
    }

    private static String time(JournalConfig config) throws IOException, InterruptedException {
        long openNs = System.nanoTime();
        long jvmMs = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        Stages stages = new Stages(RestartFill.newIndex());
        try (Journal journal = Journal.open(config, stages)) {
            long openedNs = System.nanoTime();
            appendOne(journal);
            long readyNs = System.nanoTime();
            return String.format(
                    Locale.ROOT,
                    "{\"readyMs\":%.1f,\"jvmMs\":%d,\"restoredMs\":%.1f,\"replayedMs\":%.1f,\"namedMs\":%.1f,\"openedMs\":%.1f,"
                            + "\"confirmedMs\":%.1f,\"restored\":%d,\"replayed\":%d}",
                    jvmMs + ms(openNs, readyNs),
                    jvmMs,
                    ms(openNs, stages.restoredNs),
                    ms(openNs, stages.replayedNs),
                    ms(openNs, stages.namedNs),
                    ms(openNs, openedNs),
                    ms(openNs, readyNs),
                    stages.index.restored(),
                    stages.index.replayed());
        }
    }

    /** All of this JVM's. The owner's index is not counted: it is gone by then. */
    private static String heap(JournalConfig config) throws IOException, InterruptedException {
        try (Journal journal = Journal.open(config, RestartFill.newIndex())) {
            appendOne(journal);
            return "{\"heapBytes\":" + Heap.usedAfterCollection() + "}";
        }
    }

    private static void appendOne(Journal journal) throws IOException, InterruptedException {
        RecordBatch batch = journal.newBatch();
        batch.beginRecord(OwnerIndex.put(0), RestartFill.newIndex().stream(0), 0);
        batch.endRecord();
        journal.appendAndWait(batch);
    }

    private static double ms(long fromNs, long toNs) {
        return (toNs - fromNs) / 1e6;
    }

    /** When a start was how far. */
    private static final class Stages implements ReplayHandler {
        private final OwnerIndex index;
        private long restoredNs = System.nanoTime();
        private long replayedNs;
        private long namedNs;

        Stages(OwnerIndex index) {
            this.index = index;
        }

        @Override
        public void checkpoint(ByteBuffer piece) {
            index.checkpoint(piece);
            restoredNs = System.nanoTime();
        }

        @Override
        public void record(long position, int userType, int stream, ByteBuffer body) {
            index.record(position, userType, stream, body);
        }

        @Override
        public void live(LiveRecords live) {
            replayedNs = System.nanoTime();
            index.live(live);
            namedNs = System.nanoTime();
        }
    }
}
