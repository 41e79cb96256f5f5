// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.sim.SimCrash;
import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One journal through several process starts on one simulated disk, everything chosen by a seed: appends of all sizes,
 * crashes in the middle of any operation, I/O errors, full disks, short writes, one back end and then the other. Keeps
 * the account:
 *
 * <ul>
 *   <li>what comes back is a prefix of what was appended, in order, byte for byte;
 *   <li>what was confirmed, or came back once, is in it;
 *   <li>an append refused for lack of space is not;
 *   <li>outcomes come in the order of the appends; after a failure nothing is confirmed.
 * </ul>
 */
final class SimulatedHistory {

    private static final int BLOCK_BYTES = 512;

    /** One append of this process start. */
    private final class Handed implements Completion {

        private final List<ByteBuffer> bodies = new ArrayList<>();
        private boolean durable;
        private boolean refused;
        private boolean completed;

        @Override
        public void durable(RecordBatch batch) {
            noting(() -> {
                complete();
                durable = true;
                assertFalse(current().hasFailed(), "nothing is confirmed after a failure");
                checkPositions(batch);
            });
        }

        @Override
        public void failed(RecordBatch batch, JournalException cause) {
            noting(() -> {
                complete();
                refused = cause.kind() == JournalException.Kind.DISK_FULL;
                assertTrue(refused || current().hasFailed(), () -> "failed for no reason: " + cause);
            });
        }

        /** The journal would log what a completion throws and go on. */
        private void noting(Runnable outcome) {
            try {
                if (!disk.faults().isCrashed()) {
                    outcome.run();
                }
            } catch (AssertionError e) {
                violations.add(e);
            }
        }

        private void complete() {
            assertFalse(completed, "one outcome per append");
            completed = true;
            assertEquals(this, handed.get(nextOutcome), "outcomes come in the order of the appends");
            nextOutcome++;
        }

        private void checkPositions(RecordBatch batch) {
            for (int i = 0; i < batch.count(); i++) {
                assertTrue(batch.position(i) > lastPosition, "positions grow");
                lastPosition = batch.position(i);
                positions.add(lastPosition);
            }
        }
    }

    private final List<AssertionError> violations = new ArrayList<>();
    private final Random random;
    private final SimDisk disk;
    private final JournalConfig.Builder builder;
    private final long[] nowNs = {0};
    private JournalConfig config;

    // of the journal
    private List<ByteBuffer> established = new ArrayList<>();
    private int counter;
    private int recoveries;

    // of the current process start
    private final List<Handed> handed = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();
    private int nextOutcome;
    private long lastPosition;
    private boolean closedInOrder;
    private SteppedJournal journal;

    SimulatedHistory(long seed) {
        random = new Random(seed);
        disk = new SimDisk(random.nextLong()).direct(true);
        int segmentBytes = BLOCK_BYTES * (16 << random.nextInt(3));
        builder = SteppedJournal.smallConfig(disk)
                .nanoClock(() -> nowNs[0])
                .syncBatchSize(random.nextInt(4) == 0 ? 1 + random.nextInt(8) : 0)
                .segmentBytes(segmentBytes)
                .stagingBytes(Math.max(BLOCK_BYTES, segmentBytes >> (2 + random.nextInt(3))))
                .batchesPerSyncMax(1 + random.nextInt(3))
                .readySegmentsMin(1 + random.nextInt(2))
                .appendsPendingMax(1 + random.nextInt(16));
        config = builder.build();
    }

    /** Records that came back over all restarts, for a test that wants to know that something happened. */
    int recoveries() {
        return recoveries;
    }

    void run(int processStarts) throws IOException {
        for (int start = 0; start < processStarts; start++) {
            runProcess();
        }
        disk.losePower();
        disk.faults().capacityBytes(Long.MAX_VALUE);
        assertTrue(open(), "without faults the journal opens");
        current().close();
    }

    private void runProcess() throws IOException {
        config = builder.backEnd(random.nextBoolean() ? BackEnd.DIRECT : BackEnd.BUFFERED)
                .build();
        boolean faultsAtStart = random.nextInt(4) == 0;
        if (faultsAtStart) {
            armFaults(30);
        }
        if (open()) {
            if (!faultsAtStart && random.nextInt(4) > 0) {
                armFaults(200);
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
        switch (random.nextInt(5)) {
            case 0, 1 -> disk.faults().crashAtOperation(n);
            case 2 -> disk.faults().failWriteAt(n);
            case 3 -> disk.faults().failSyncAt(n);
            default -> disk.faults().capacityBytes(config.segmentBytes() * (long) (1 + random.nextInt(20)));
        }
        disk.faults().shortWrites(random.nextInt(3) == 0);
    }

    /** False where a fault kept it from opening. */
    private boolean open() throws IOException {
        Recorded recorded = new Recorded();
        try {
            journal = SteppedJournal.open(config, recorded);
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
        verify(recorded);
        handed.clear();
        positions.clear();
        nextOutcome = 0;
        closedInOrder = false;
        return true;
    }

    private void verify(Recorded recorded) {
        List<ByteBuffer> expected = new ArrayList<>(established);
        int confirmed = established.size();
        for (Handed append : handed) {
            if (!append.refused) {
                expected.addAll(append.bodies);
                confirmed = append.durable ? expected.size() : confirmed;
            }
        }
        List<ByteBuffer> found =
                recorded.entries().stream().map(Recorded.Entry::body).toList();
        assertTrue(found.size() <= expected.size(), "nothing comes back that was not appended");
        assertEquals(expected.subList(0, found.size()), found, "what comes back is a prefix");
        assertTrue(found.size() >= confirmed, () -> "lost: " + found.size() + " came back");
        if (closedInOrder) {
            assertEquals(expected.size(), found.size(), "after an orderly close everything comes back");
        }
        for (int i = 0; i < positions.size() && established.size() + i < found.size(); i++) {
            assertEquals(
                    positions.get(i),
                    recorded.entries().get(established.size() + i).position());
        }
        established = new ArrayList<>(found);
        recoveries += found.size();
        lastPosition = recorded.entries().isEmpty()
                ? 0
                : recorded.entries().get(found.size() - 1).position();
    }

    private void drive() {
        int steps = 20 + random.nextInt(100);
        try {
            for (int i = 0; i < steps; i++) {
                step();
            }
            if (random.nextInt(3) == 0) {
                disk.faults().capacityBytes(Long.MAX_VALUE);
                // Nothing lingers any more: a preparer that the test steps could not help the writer while it closes.
                nowNs[0] += 1_000_000_000;
                current().pagesIdle();
                current().close();
                closedInOrder = !current().hasFailed() && !disk.faults().isCrashed();
            }
        } catch (SimCrash e) {
            // The process is gone; what it would have done next does not happen.
        }
    }

    private void step() {
        nowNs[0] += random.nextInt(2_000_000);
        switch (random.nextInt(11)) {
            case 0, 1, 2, 3 -> append();
            case 4, 5, 6 -> current().runWriter();
            case 7 -> current().runSyncer(disk.faults(), this::writeOn);
            case 8, 9 -> current().runPages();
            default -> idle();
        }
    }

    private void writeOn() {
        for (int i = random.nextInt(4); i > 0; i--) {
            append();
            current().runWriter();
        }
    }

    private void idle() {
        nowNs[0] += random.nextInt(4) == 0 ? 1_000_000_000 : 0;
        current().writerIdle();
        current().pagesIdle();
        if (random.nextInt(4) == 0) {
            disk.faults().capacityBytes(Long.MAX_VALUE);
        }
    }

    private void append() {
        RecordBatch batch = current().newBatch();
        Handed append = new Handed();
        int records = random.nextInt(6);
        for (int i = 0; i < records; i++) {
            byte[] body = body();
            batch.add(i, counter, body, 0, body.length);
            append.bodies.add(ByteBuffer.wrap(body));
        }
        if (current().append(batch, append)) {
            handed.add(append);
        }
    }

    private byte[] body() {
        int sizeBytes = switch (random.nextInt(8)) {
            case 0 -> 4;
            case 1 -> random.nextInt(3 * config.stagingBytes());
            case 2 -> random.nextInt(config.stagingBytes());
            default -> random.nextInt(300);
        };
        byte[] body = new byte[Math.max(4, sizeBytes)];
        random.nextBytes(body);
        ByteBuffer.wrap(body).putInt(0, counter++);
        return body;
    }

    private SteppedJournal current() {
        return journal;
    }
}
