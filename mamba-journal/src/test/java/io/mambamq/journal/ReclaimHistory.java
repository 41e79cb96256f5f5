// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.sim.SimCrash;
import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A journal with an owner that takes checkpoints, through several process starts on one simulated disk, everything chosen
 * by a seed: puts and takes, checkpoints that are written, given up or interrupted, crashes in the middle of any
 * operation, I/O errors, full disks. Keeps the account:
 *
 * <ul>
 *   <li>the state that comes back, from checkpoint and log together, is what the records up to one of them led to, and
 *       every confirmed one is among them;
 *   <li>the body of every thing that is there can be read, and is what was put, wherever it lies by now;
 *   <li>the log's files never take more than they may, but for one that each start may have to add;
 *   <li>when the faults stop, space is reclaimed, and what nobody needs is gone.
 * </ul>
 */
final class ReclaimHistory {

    private static final int BLOCK_BYTES = 512;
    private static final int STREAMS = 5;

    /** One record of an append. */
    private record Entry(int number, int userType, int stream, ByteBuffer body) {}

    /** One append of this process start. */
    private final class Handed implements Completion {

        private final List<Entry> entries = new ArrayList<>();
        private boolean durable;
        private boolean refused;

        @Override
        public void durable(RecordBatch batch) {
            if (disk.faults().isCrashed()) {
                return;
            }
            durable = true;
            failAfterwards(() -> assertFalse(journal.hasFailed(), "nothing is confirmed after a failure"));
            for (int i = 0; i < entries.size(); i++) {
                Entry entry = entries.get(i);
                state.record(batch.position(i), entry.userType(), entry.stream(), entry.body());
            }
        }

        @Override
        public void failed(RecordBatch batch, JournalException cause) {
            refused = cause.kind() == JournalException.Kind.DISK_FULL;
        }
    }

    /** What the owner takes. */
    enum Takes {
        /** Mostly the oldest things that are there, as a queue does. */
        OLDEST,
        /** Nearly all of some stretch, so that little is left of some files between others that stay as they are. */
        SCATTERED
    }

    private final Random random;
    private final Takes takes;
    private final SimDisk disk;
    private final AtomicLong nowNs = new AtomicLong();
    private final JournalConfig config;
    private final List<AssertionError> violations = new ArrayList<>();

    // of the journal
    private List<Entry> established = new ArrayList<>();
    private int counter;
    private int committed;
    /** A start may have to make one more; and what was deleted may be there again after a loss of power. */
    private long segmentsMax;

    private int bodiesRead;

    // of the current process start
    private final List<Handed> handed = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // opened before anything else
    private SteppedJournal journal;

    private OwnerState state = new OwnerState();
    private @Nullable SimulatedCheckpoint checkpoint;

    ReclaimHistory(long seed, Takes takes) {
        this.random = new Random(seed);
        this.takes = takes;
        disk = new SimDisk(random.nextLong()).direct(true);
        int segmentBytes = BLOCK_BYTES * (16 << random.nextInt(2));
        int batchBytes = 8 << 10;
        long logBytesMax = (8 + random.nextInt(6)) * (long) segmentBytes + 4L * batchBytes;
        config = SteppedJournal.smallConfig(disk)
                .segmentBytes(segmentBytes)
                .stagingBytes(Math.max(BLOCK_BYTES, segmentBytes >> (2 + random.nextInt(3))))
                .batchesPerSyncMax(1 + random.nextInt(3))
                .readySegmentsMin(1 + random.nextInt(2))
                .appendsPendingMax(1 + random.nextInt(16))
                .recordBytesMax(batchBytes / 2)
                .batchBytesMax(batchBytes)
                .reclaim(new ReclaimConfig(
                        random.nextInt(5) == 0 ? 0 : logBytesMax,
                        segmentBytes * (long) (1 + random.nextInt(2)),
                        1_000,
                        random.nextInt(2),
                        1024 << random.nextInt(5),
                        seed % 4 == 0 ? 4 << 10 : 0))
                .backEnd(random.nextBoolean() ? BackEnd.DIRECT : BackEnd.BUFFERED)
                .nanoClock(nowNs::get)
                .build();
    }

    /** Checkpoints that came into force, for a test that wants to know that something happened. */
    int committed() {
        return committed;
    }

    /** Bodies read back. */
    int bodiesRead() {
        return bodiesRead;
    }

    void run(int processStarts) throws IOException {
        for (int start = 0; start < processStarts; start++) {
            runProcess();
        }
        disk.losePower();
        assertTrue(open(), "without faults the journal opens");
        readAll();
        reclaimEverything();
        journal.close();
    }

    private void runProcess() throws IOException {
        boolean faultsAtStart = random.nextInt(4) == 0;
        if (faultsAtStart) {
            armFaults(40);
        }
        if (open()) {
            if (!faultsAtStart && random.nextInt(4) > 0) {
                armFaults(400);
            }
            drive();
        }
        for (AssertionError violation : violations) {
            throw violation;
        }
        if (disk.faults().isCrashed() ? random.nextInt(4) > 0 : random.nextBoolean()) {
            disk.losePower();
        } else {
            disk.killProcess();
        }
    }

    private void armFaults(int within) {
        int n = 1 + random.nextInt(within);
        switch (random.nextInt(6)) {
            case 0, 1, 2 -> disk.faults().crashAtOperation(n);
            case 3 -> disk.faults().failWriteAt(n);
            case 4 -> disk.faults().failSyncAt(n);
            default -> disk.faults().capacityBytes(config.segmentBytes() * (long) (1 + random.nextInt(30)));
        }
        disk.faults().shortWrites(random.nextInt(3) == 0);
    }

    /** False where a fault kept it from opening. */
    private boolean open() throws IOException {
        segmentsMax = segments() + 1;
        OwnerState recovered = new OwnerState();
        checkpoint = null;
        try {
            journal = SteppedJournal.open(config, recovered);
        } catch (SimCrash e) {
            return false;
        } catch (JournalCorruptionException e) {
            throw new AssertionError("a crash is not damage: " + e.getMessage(), e);
        } catch (IOException e) {
            boolean fault = disk.faults().errors() > 0
                    || (e instanceof JournalException full && full.kind() == JournalException.Kind.DISK_FULL);
            if (!fault) {
                throw e;
            }
            return false;
        }
        verify(recovered);
        state = recovered;
        handed.clear();
        return true;
    }

    /** The state is that after some record, with all confirmed ones before it. */
    private void verify(OwnerState recovered) {
        List<Entry> expected = new ArrayList<>(established);
        int confirmed = established.size();
        for (Handed append : handed) {
            if (!append.refused) {
                expected.addAll(append.entries);
                confirmed = append.durable ? expected.size() : confirmed;
            }
        }
        int found = 0;
        while (found < expected.size() && expected.get(found).number() <= recovered.lastNumber()) {
            found++;
        }
        assertTrue(found >= confirmed, "lost: " + found + " records came back of " + confirmed + " confirmed");
        TreeMap<Integer, Entry> things = new TreeMap<>();
        for (Entry entry : expected.subList(0, found)) {
            if (entry.userType() == OwnerState.PUT) {
                things.put(entry.number(), entry);
            } else {
                ByteBuffer taken = entry.body().duplicate().order(ByteOrder.LITTLE_ENDIAN);
                taken.getInt();
                while (taken.hasRemaining()) {
                    things.remove(taken.getInt());
                }
            }
        }
        assertEquals(things.keySet(), recovered.things().keySet(), "the state is what its records led to");
        recovered.things().forEach((number, thing) -> {
            Entry entry = things.get(number);
            assertEquals(entry.stream(), thing.stream());
            assertEquals(OwnerState.hash(entry.body()), thing.bodyHash(), "what comes back is what was put");
        });
        established = new ArrayList<>(expected.subList(0, found));
    }

    private void drive() {
        int steps = 50 + random.nextInt(250);
        try {
            for (int i = 0; i < steps; i++) {
                step();
                checkLogBytes();
            }
            if (random.nextInt(3) == 0) {
                disk.faults().capacityBytes(Long.MAX_VALUE);
                nowNs.addAndGet(1_000_000_000L);
                journal.pagesIdle();
                journal.close();
            }
        } catch (SimCrash e) {
            // The process is gone; what it would have done next does not happen.
        }
    }

    private void step() {
        switch (random.nextInt(17)) {
            case 0, 1, 2, 3, 4 -> append();
            case 5, 6, 7 -> journal.runWriter();
            case 8, 9, 10 -> journal.runPages();
            case 11 -> journal.runReader();
            case 12, 13 -> goOnWithCheckpoint();
            case 14 -> readOne();
            case 15 -> journal.runSyncer(disk.faults(), this::writeOn);
            default -> idle();
        }
    }

    private void writeOn() {
        for (int i = random.nextInt(4); i > 0; i--) {
            append();
            journal.runWriter();
        }
    }

    private void idle() {
        journal.writerIdle();
        journal.pagesIdle();
        nowNs.addAndGet(random.nextInt(500) * 1_000_000L);
        if (random.nextInt(4) == 0) {
            disk.faults().capacityBytes(Long.MAX_VALUE);
        }
    }

    private void checkLogBytes() {
        long logBytesMax = config.reclaim().logBytesMax();
        long segments = segments();
        if (logBytesMax == 0 || segments * config.segmentBytes() <= logBytesMax) {
            segmentsMax = 0;
        } else {
            assertTrue(
                    segments <= segmentsMax,
                    () -> segments + " segments of " + config.segmentBytes() + " are more than " + logBytesMax);
        }
    }

    private long segments() {
        return disk.fileNames().stream()
                .filter(name -> name.startsWith("wal-") && name.endsWith(".mj"))
                .count();
    }

    // ---- appends

    private void append() {
        RecordBatch batch = journal.newBatch();
        Handed append = new Handed();
        int records = 1 + random.nextInt(4);
        for (int i = 0; i < records && batch.sizeBytes() < config.batchBytesMax() / 3; i++) {
            Entry entry = random.nextInt(takes == Takes.SCATTERED ? 12 : 3) == 0 ? take() : put();
            byte[] body = entry.body().array();
            batch.add(entry.userType(), entry.stream(), body, 0, body.length);
            append.entries.add(entry);
        }
        if (journal.append(batch, append)) {
            handed.add(append);
        }
    }

    private Entry put() {
        int sizeBytes = 4 + random.nextInt(random.nextInt(8) == 0 ? 2500 : 300);
        byte[] body = new byte[sizeBytes];
        random.nextBytes(body);
        ByteBuffer content =
                ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).putInt(0, counter);
        // Most of it in one stream, so that some streams have much to carry and others little.
        int stream = random.nextBoolean() ? 0 : random.nextInt(STREAMS);
        return new Entry(counter++, OwnerState.PUT, stream, content);
    }

    /** Takes some of what is there for certain: things once taken are not there again. */
    private Entry take() {
        List<Integer> there = new ArrayList<>(state.things().keySet());
        List<Integer> taken = takes == Takes.SCATTERED ? nearlyAllOfAStretch(there) : someOfTheOldest(there);
        ByteBuffer content = ByteBuffer.allocate(4 + 4 * taken.size()).order(ByteOrder.LITTLE_ENDIAN);
        content.putInt(counter);
        taken.forEach(content::putInt);
        return new Entry(counter++, OwnerState.TAKE, random.nextInt(STREAMS), content.flip());
    }

    private List<Integer> someOfTheOldest(List<Integer> there) {
        int count = there.isEmpty() ? 0 : random.nextInt(Math.min(12, there.size()) + 1);
        int from = random.nextInt(4) == 0 ? random.nextInt(there.size() - count + 1) : 0;
        return there.subList(from, from + count);
    }

    private List<Integer> nearlyAllOfAStretch(List<Integer> there) {
        int from = there.isEmpty() ? 0 : random.nextInt(there.size());
        int end = Math.min(there.size(), from + random.nextInt(80));
        return there.subList(from, end).stream()
                .filter(number -> random.nextInt(10) > 0)
                .toList();
    }

    // ---- checkpoints

    private void goOnWithCheckpoint() {
        SimulatedCheckpoint running = checkpoint;
        if (running != null) {
            if (!running.goOn(random)) {
                checkpoint = null;
            }
        } else if (state.lastNumber() >= 0 && (journal.isCheckpointDue() || random.nextInt(10) == 0)) {
            beginCheckpoint();
        }
    }

    private void beginCheckpoint() {
        if (!journal.isTakingCheckpoint()) {
            checkpoint = SimulatedCheckpoint.begin(journal, state, random, () -> committed++);
        }
    }

    // ---- reads

    private void readOne() {
        List<Integer> there = new ArrayList<>(state.things().keySet());
        if (!there.isEmpty()) {
            read(state.things().get(there.get(random.nextInt(there.size()))));
        }
    }

    private void readAll() {
        state.things().values().forEach(thing -> {
            read(thing);
            journal.runReader();
        });
    }

    private void read(OwnerState.Thing thing) {
        journal.read(thing.stream(), thing.position(), new ReadCompletion() {
            @Override
            public void body(long position, byte[] body) {
                bodiesRead++;
                failAfterwards(() -> assertEquals(thing.bodyHash(), OwnerState.hash(ByteBuffer.wrap(body))));
            }

            @Override
            public void failed(long position, JournalException cause) {
                // It may have been taken, and its page file deleted, since it was asked for.
                if (state.things().containsValue(thing)) {
                    failAfterwards(() -> {
                        throw new AssertionError("cannot read " + thing + ": " + cause.getMessage(), cause);
                    });
                }
            }
        });
    }

    /** Assertions within calls of the journal must not look like failures of the storage. */
    private void failAfterwards(Runnable check) {
        try {
            if (!disk.faults().isCrashed()) {
                check.run();
            }
        } catch (AssertionError e) {
            violations.add(e);
        }
    }

    // ---- the end

    /** The faults have stopped: everything is taken, and the space comes back. */
    private void reclaimEverything() {
        List<Integer> there = new ArrayList<>(state.things().keySet());
        for (int from = 0; from < there.size(); from += 500) {
            List<Integer> part = there.subList(from, Math.min(there.size(), from + 500));
            ByteBuffer content = ByteBuffer.allocate(4 + 4 * part.size()).order(ByteOrder.LITTLE_ENDIAN);
            content.putInt(counter);
            part.forEach(content::putInt);
            appendAndSettle(new Entry(counter++, OwnerState.TAKE, 0, content.flip()));
        }
        for (int i = 0; i < 3; i++) {
            appendAndSettle(put());
            int before = committed;
            beginCheckpoint();
            for (int step = 0; committed == before && step < 10_000; step++) {
                goOnWithCheckpoint();
                journal.runUntilIdle();
            }
            assertEquals(before + 1, committed, "without faults a checkpoint comes into force");
            checkpoint = null;
        }
        assertTrue(
                disk.fileNames().stream()
                                .filter(name -> name.startsWith("page-"))
                                .count()
                        <= 1,
                () -> "page files without live records are gone: " + disk.fileNames());
        for (AssertionError violation : violations) {
            throw violation;
        }
    }

    private void appendAndSettle(Entry entry) {
        RecordBatch batch = journal.newBatch();
        Handed append = new Handed();
        byte[] body = entry.body().array();
        batch.add(entry.userType(), entry.stream(), body, 0, entry.body().limit());
        append.entries.add(entry);
        assertTrue(journal.append(batch, append));
        handed.add(append);
        for (int step = 0; !append.durable && step < 10_000; step++) {
            journal.runUntilIdle();
            journal.pagesIdle();
            nowNs.addAndGet(1_000_000_000L);
            goOnWithCheckpoint();
        }
        assertTrue(append.durable, "without faults an append is confirmed in the end");
    }
}
