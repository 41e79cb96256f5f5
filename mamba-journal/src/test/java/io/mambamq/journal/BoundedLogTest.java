// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal with a limit for its log")
class BoundedLogTest {

    private static final int SEGMENT_BYTES = SteppedOwner.SEGMENT_BYTES;
    private static final int SEGMENTS_MAX = SteppedOwner.LOG_BYTES_MAX / SEGMENT_BYTES;

    private final SimDisk disk = new SimDisk(1);
    private final AtomicLong nowNs = new AtomicLong();
    private final Set<Long> carried = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private long pagedRecords;

    @Test
    @DisplayName("stays within it whatever is old: a message that is never consumed, a stream that never moves")
    void nothingPinsASegment() throws IOException {
        JournalConfig config = config(0).build();
        SteppedOwner owner = SteppedOwner.open(config);
        owner.put(1, 300);
        for (int i = 0; i < 10; i++) {
            owner.put(7, 200);
        }
        for (int round = 0; round < 1500; round++) {
            owner.take(List.of(owner.put(2, 600)));
            checkpointWhenDue(owner);
            assertTrue(segments() <= SEGMENTS_MAX, () -> segments() + " segments");
        }
        assertEquals(11, pagedRecords, "what is old was carried once, and never again");
        assertEquals(Map.of(), owner.readAll());
        assertEquals(11, owner.state().things().size());
    }

    @Test
    @DisplayName("rewrites little when one message of a hundred stays: most page files go as they are")
    void rewritingIsCheap() throws IOException {
        SteppedOwner owner = SteppedOwner.open(config(0).build());
        ArrayDeque<Integer> backlog = new ArrayDeque<>();
        int puts = 3000;
        for (int i = 0; i < puts; i++) {
            int number = owner.put(1, 200);
            if (i % 100 != 0) {
                backlog.add(number);
            }
            if (backlog.size() == 400) {
                List<Integer> taken = new ArrayList<>();
                while (backlog.size() > 300) {
                    taken.add(backlog.removeFirst());
                }
                owner.take(taken);
            }
            checkpointWhenDue(owner);
        }
        long rewritten = pagedRecords - carried.size();
        assertTrue(carried.size() > puts / 2, carried.size() + " messages stay for so long that they are carried");
        assertTrue(rewritten > 0 && rewritten < puts / 5, rewritten + " records of " + puts + " were rewritten");
        assertEquals(Map.of(), owner.readAll());
    }

    @Test
    @DisplayName("goes from NORMAL to RESERVE to FULL on a full disk, and back when a checkpoint frees segments")
    void capacity() throws IOException {
        SteppedOwner owner = SteppedOwner.open(config(1).build());
        owner.put(1, 100);
        owner.checkpoint();
        owner.put(1, 100);
        owner.checkpoint();
        disk.faults().capacityBytes(12L * SEGMENT_BYTES);
        assertEquals(CapacityLevel.NORMAL, level(owner));
        while (level(owner) == CapacityLevel.NORMAL) {
            owner.put(1, 400);
        }
        assertEquals(CapacityLevel.RESERVE, level(owner));

        owner.take(owner.state().things().keySet());
        assertTrue(owner.state().things().isEmpty(), "what frees space goes through");
        while (level(owner) == CapacityLevel.RESERVE) {
            owner.put(1, 400);
        }
        assertEquals(CapacityLevel.FULL, level(owner));
        AppendOutcome refused = owner.tryPut(1, 400);
        while (refused.isDurable()) {
            refused = owner.tryPut(1, 400);
        }
        JournalException cause = refused.await();
        assertNotNull(cause);
        assertEquals(JournalException.Kind.DISK_FULL, cause.kind());

        owner.checkpoint();
        owner.checkpoint();
        assertEquals(CapacityLevel.NORMAL, level(owner));
        owner.put(1, 400);
        owner.close();
        disk.killProcess();
        assertTrue(SteppedOwner.open(config(1).build()).has(owner.state()));
    }

    @Test
    @DisplayName(
            "asks to append nothing that takes space while page files are past their limit, until what is live is less")
    void pageBytesMax() throws IOException {
        int pageBytesMax = 16 << 10;
        JournalConfig config = config(0)
                .reclaim(config(0).build().reclaim().withPageBytesMax(pageBytesMax))
                .build();
        SteppedOwner owner = SteppedOwner.open(config);
        while (level(owner) == CapacityLevel.NORMAL) {
            owner.put(1, 200);
            checkpointWhenDue(owner);
        }
        assertEquals(CapacityLevel.RESERVE, level(owner));
        assertTrue(
                pageBytes() > pageBytesMax && pageBytes() <= pageBytesMax + SteppedOwner.LOG_BYTES_MAX,
                pageBytes() + " bytes of page files");
        assertTrue(owner.journal().parts().whyNoSpace().contains(Long.toString(pageBytes())));

        disk.killProcess();
        owner = SteppedOwner.open(config);
        assertEquals(CapacityLevel.RESERVE, level(owner), "after a restart as before");
        owner.checkpoint();
        assertEquals(CapacityLevel.RESERVE, level(owner), "all of it is live");

        owner.take(owner.state().things().keySet());
        assertFalse(owner.journal().isCheckpointDue(), "not one after the other");
        nowNs.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertTrue(owner.journal().isCheckpointDue(), "but before the log has grown by much");
        owner.checkpoint();
        assertEquals(CapacityLevel.NORMAL, level(owner));
    }

    @Test
    @DisplayName("rewrites page files past their limit although much of them is live, and without further appends")
    void rewritesPastTheLimit() throws IOException {
        SteppedOwner owner = SteppedOwner.open(config(0)
                .reclaim(config(0).build().reclaim().withPageBytesMax(16 << 10))
                .build());
        while (level(owner) == CapacityLevel.NORMAL) {
            owner.put(1, 200);
            checkpointWhenDue(owner);
        }
        owner.take(owner.state().things().keySet().stream()
                .filter(number -> number % 4 != 0)
                .toList());

        for (int second = 0; second < 10 && level(owner) == CapacityLevel.RESERVE; second++) {
            nowNs.addAndGet(TimeUnit.SECONDS.toNanos(1));
            checkpointWhenDue(owner);
        }

        assertEquals(CapacityLevel.NORMAL, level(owner));
        assertTrue(pageBytes() <= 16 << 10, pageBytes() + " bytes of page files");
        assertEquals(Map.of(), owner.readAll());
        nowNs.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertFalse(owner.journal().isCheckpointDue(), "there is nothing more to win");
    }

    @Test
    @DisplayName("is closed promptly while appends wait at the limit: they fail, and what was confirmed is there")
    void closeAtTheLimit(@TempDir Path directory) throws JournalException {
        JournalConfig config = JournalConfig.builder(directory)
                .backEnd(BackEnd.BUFFERED)
                .blockBytes(512)
                .segmentBytes(SEGMENT_BYTES)
                .stagingBytes(1024)
                .recordBytesMax(2 << 10)
                .batchBytesMax(2 << 10)
                .reclaim(ReclaimConfig.logBytesMax(SteppedOwner.LOG_BYTES_MAX))
                .build();
        List<AppendOutcome> outcomes = new ArrayList<>();
        Journal journal = Journal.open(config, new Recorded());
        byte[] body = new byte[300];
        for (int i = 0; i < 300; i++) {
            RecordBatch batch = journal.newBatch();
            batch.add(1, 1, body, 0, body.length);
            AppendOutcome outcome = new AppendOutcome();
            assertTrue(journal.tryAppend(batch, Runnable::run, outcome));
            outcomes.add(outcome);
        }
        assertNull(outcomes.get(0).await());

        assertTimeoutPreemptively(Duration.ofSeconds(30), journal::close);

        long durable = outcomes.stream().filter(AppendOutcome::isDurable).count();
        assertTrue(outcomes.stream().allMatch(AppendOutcome::isDone));
        assertTrue(durable > 50 && durable < outcomes.size(), durable + " are durable");
        Recorded recorded = new Recorded();
        Journal.open(config, recorded).close();
        assertEquals(durable, recorded.entries().size());
    }

    private JournalConfig.Builder config(int reserveSegments) {
        long logBytesMax = reserveSegments > 0 ? 0 : SteppedOwner.LOG_BYTES_MAX;
        return SteppedOwner.smallest(disk)
                .nanoClock(nowNs::get)
                .reclaim(new ReclaimConfig(logBytesMax, SEGMENT_BYTES, 60_000, reserveSegments, 8 << 10));
    }

    private void checkpointWhenDue(SteppedOwner owner) {
        nowNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(30));
        if (owner.journal().isCheckpointDue()) {
            owner.checkpoint();
            disk.fileNames().stream()
                    .filter(name -> name.startsWith("page-") && seen.add(name))
                    .forEach(this::count);
        }
    }

    /** The records of a new page file. */
    private void count(String name) {
        ByteBuffer page = ByteBuffer.wrap(disk.content(name)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < page.getLong(48); i++) {
            pagedRecords++;
            carried.add(page.getLong((int) page.getLong(56) + 16 * i));
        }
    }

    private long pageBytes() {
        return disk.fileNames().stream()
                .filter(name -> name.startsWith("page-"))
                .mapToLong(name -> disk.content(name).length)
                .sum();
    }

    private long segments() {
        return disk.fileNames().stream().filter(name -> name.startsWith("wal-")).count();
    }

    private static CapacityLevel level(SteppedOwner owner) {
        return owner.journal().parts().capacity();
    }
}
