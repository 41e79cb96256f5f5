// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import io.mambamq.journal.Journal;
import io.mambamq.journal.file.FileIoLayer;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.inspect.JournalInspection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Fills a journal with live messages. Checkpoints move what is old to page files; the last one is as old at the end as one
 * gets, so that a start has as much to replay as there can be.
 */
final class RestartFill {

    /** Where the messages are. */
    record Filled(long inSegments, long paged, DiskUse disk, double seconds) {}

    /** Queues with a stream each; messages go to them in turn. */
    private static final int[] STREAMS = {1, 2, 3, 4, 5, 6, 7, 8};

    private static final int WINDOW = 16;
    private static final int BATCH_BYTES_MAX = 64 << 10;
    private static final int SEED = 4711;
    private static final long LINE_NS = TimeUnit.SECONDS.toNanos(5);

    private final RestartOptions options;
    private final Path directory;
    private final OwnerIndex index = newIndex();
    private final long startNs = System.nanoTime();
    private final byte[] body;
    private final int batchMessages;
    private long lineNs = startNs;
    private long appended;

    RestartFill(RestartOptions options, Path directory) {
        this.options = options;
        this.directory = directory;
        this.body = new byte[options.bodyBytes()];
        new Random(SEED).nextBytes(body);
        this.batchMessages = Math.max(1, Math.min(AppendWindow.Slot.RECORDS_MAX, BATCH_BYTES_MAX / body.length));
    }

    /** The index that belongs to a journal that was filled. */
    static OwnerIndex newIndex() {
        return new OwnerIndex(STREAMS);
    }

    Filled run() throws IOException, InterruptedException {
        try (Journal journal = Journal.open(options.journal(directory), index)) {
            OwnerThread owner = new OwnerThread();
            CheckpointTaker checkpoints = new CheckpointTaker(journal, index, owner);
            AppendWindow window = new AppendWindow(journal, owner, index, WINDOW, ignored -> {});
            owner.start(checkpoints::tick);
            append(window, options.messages() - options.messagesBehindCheckpoint());
            CountDownLatch taken = new CountDownLatch(1);
            owner.execute(() -> checkpoints.takeLast(taken::countDown));
            taken.await();
            append(window, options.messages());
            owner.end();
        }
        double seconds = (System.nanoTime() - startNs) / 1e9;
        long paged = countBelow(oldestPosition());
        return new Filled(index.size() - paged, paged, DiskUse.of(directory), seconds);
    }

    private void append(AppendWindow window, long until) throws InterruptedException, IOException {
        while (appended < until) {
            AppendWindow.Slot slot = window.next();
            for (int i = 0; i < batchMessages && appended < until; i++) {
                slot.add(OwnerIndex.put((int) (appended++ % STREAMS.length)), body);
            }
            slot.append(System.nanoTime());
            printProgress();
        }
        window.drain();
    }

    private void printProgress() throws IOException {
        long nowNs = System.nanoTime();
        if (nowNs - lineNs >= LINE_NS) {
            lineNs = nowNs;
            DiskUse use = DiskUse.of(directory);
            System.out.printf(
                    "%5.0f s  %d of %d messages, log %d MiB, page files %d MiB%n",
                    (nowNs - startNs) / 1e9, appended, options.messages(), use.log() >> 20, use.pages() >> 20);
        }
    }

    private long oldestPosition() throws IOException {
        try (JournalInspection inspection = JournalInspection.open(FileIoLayer::open, directory)) {
            Superblock superblock = inspection.root().superblock();
            return superblock.oldestSegmentId() * superblock.segmentBytes();
        }
    }

    private long countBelow(long oldestPosition) {
        long[] count = {0};
        index.live((stream, position) -> count[0] += position < oldestPosition ? 1 : 0);
        return count[0];
    }
}
