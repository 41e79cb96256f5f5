// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.checkpoint.CheckpointFile;
import io.mambamq.journal.format.PageFileHeader;
import io.mambamq.journal.format.UnknownFormatException;
import io.mambamq.journal.inspect.CheckpointSummary;
import io.mambamq.journal.inspect.Finding;
import io.mambamq.journal.inspect.InspectionListener;
import io.mambamq.journal.inspect.JournalInspection;
import io.mambamq.journal.inspect.PageFileSummary;
import io.mambamq.journal.inspect.RecordLookup;
import io.mambamq.journal.inspect.Verdict;
import io.mambamq.journal.inspect.Verdict.Weight;
import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An inspection of a journal with checkpoints and page files")
class ReclaimedInspectionTest {
    private static final int RECORDS = 600;
    private static final int BODY_BYTES = 500;
    private static final int LIVE_EVERY = 50;
    private static final int CHECKPOINT_EVERY = 10;

    private final SimDisk disk = new SimDisk(1);
    private final Random random = new Random(1);
    private final OwnerState state = new OwnerState();

    /** Most of what is put is taken at once; what stays is carried into page files by one checkpoint after another. */
    @BeforeEach
    void reclaim() throws IOException {
        JournalConfig config = SteppedJournal.smallConfig(disk)
                .recordBytesMax(2 << 10)
                .batchBytesMax(4 << 10)
                .reclaim(new ReclaimConfig(160 << 10, 16 << 10, 60_000, 0, 8 << 10))
                .build();
        SteppedJournal journal = SteppedJournal.open(config, state);
        for (int number = 0; number < RECORDS; number++) {
            append(journal, OwnerState.PUT, number, -1);
            if (number % LIVE_EVERY != 0) {
                append(journal, OwnerState.TAKE, number, number);
            }
            if (number % CHECKPOINT_EVERY == 1) {
                SimulatedCheckpoint checkpoint = SimulatedCheckpoint.begin(journal, state, random, () -> {});
                while (checkpoint.goOn(random)) {
                    journal.runUntilIdle();
                }
            }
        }
        journal.close();
    }

    @Test
    @DisplayName("finds nothing wrong, and all live records: in the log or in page files")
    void intact() throws IOException {
        Inspected inspected = inspect();
        assertEquals(List.of(), inspected.verdicts(), "but what earlier uses of the files left behind");
        assertTrue(inspected.checkpoints.stream().allMatch(CheckpointSummary::whole));
        assertFalse(inspected.pageFiles.isEmpty());
        assertTrue(inspected.pageFiles.stream().allMatch(PageFileSummary::whole));
        try (JournalInspection inspection = open();
                RecordLookup records = inspection.lookup()) {
            for (OwnerState.Thing thing : state.things().values()) {
                byte[] body = records.read(thing.stream(), thing.position()).body();
                assertEquals(thing.bodyHash(), OwnerState.hash(ByteBuffer.wrap(body)));
            }
        }
    }

    @Test
    @DisplayName("hands over the newest checkpoint, and the one before it where that is damaged")
    void checkpoint() throws IOException {
        assertTrue(restored().lastPosition() > 0);
        long newest = newestCheckpoint();
        disk.flip(CheckpointFile.name(newest), 64 + 30, 0);
        Inspected inspected = inspect();
        assertEquals(
                CheckpointFile.name(newest), inspected.first(Verdict.DAMAGE).file());
        assertEquals(64, inspected.first(Verdict.DAMAGE).offset());
        assertTrue(restored().lastPosition() > 0);
    }

    @Test
    @DisplayName("does not mind damage to the older checkpoint, which the next one overwrites")
    void olderCheckpoint() throws IOException {
        disk.flip(CheckpointFile.otherName(newestCheckpoint()), 64 + 30, 0);
        assertEquals(List.of(Verdict.COPY_DAMAGED), inspect().verdicts());
    }

    @Test
    @DisplayName("finds every flipped bit of a page file, wherever it is")
    void pageFile() throws IOException {
        String page = inspect().pageFiles.get(0).file();
        byte[] content = disk.content(page);
        for (int at = 0; at < content.length; at += 5) {
            disk.flip(page, at, at % 8);
            assertTrue(inspect().has(Weight.LOSES), "byte " + at + " of " + content.length);
            disk.put(page, content);
        }
    }

    @Test
    @DisplayName("tells a page file of a checkpoint that never came into force from one that counts")
    void leftover() throws IOException {
        String page = inspect().pageFiles.get(0).file();
        byte[] content = disk.content(page);
        ByteBuffer block = ByteBuffer.wrap(content, 0, 64).slice().order(ByteOrder.LITTLE_ENDIAN);
        PageFileHeader header = decode(block);
        new PageFileHeader(header.journalId(), header.number(), 999, header.recordCount(), header.footerOffset())
                .encode(block);
        disk.put("page-0000000999.mp", content);
        assertEquals(List.of(Verdict.LEFTOVER), inspect().verdicts());
    }

    private static PageFileHeader decode(ByteBuffer block) {
        try {
            return Objects.requireNonNull(PageFileHeader.decode(block));
        } catch (UnknownFormatException e) {
            throw new AssertionError(e);
        }
    }

    private void append(SteppedJournal journal, int userType, int number, int taken) {
        RecordBatch batch = journal.newBatch();
        ByteBuffer body = batch.beginRecord(userType, 1, BODY_BYTES);
        int start = body.position();
        body.putInt(2 * number + (userType == OwnerState.TAKE ? 1 : 0));
        if (userType == OwnerState.TAKE) {
            body.putInt(2 * taken);
        } else {
            body.put(new byte[BODY_BYTES - Integer.BYTES]);
        }
        ByteBuffer copy = ByteBuffer.allocate(body.position() - start).order(ByteOrder.LITTLE_ENDIAN);
        copy.put(body.duplicate().flip().position(start)).flip();
        batch.endRecord();
        assertTrue(journal.appendNow(batch).isDurable());
        state.record(batch.position(0), userType, 1, copy);
    }

    private long newestCheckpoint() throws IOException {
        try (JournalInspection inspection = open()) {
            return inspection.root().superblock().checkpointNumber();
        }
    }

    private OwnerState restored() throws IOException {
        OwnerState restored = new OwnerState();
        try (JournalInspection inspection = open()) {
            inspection.readCheckpoint(restored::checkpoint);
        }
        return restored;
    }

    private JournalInspection open() throws IOException {
        return JournalInspection.open(disk.factory(), Path.of("simulated"));
    }

    private Inspected inspect() throws IOException {
        Inspected inspected = new Inspected();
        try (JournalInspection inspection = open()) {
            inspection.walk(inspected);
        }
        return inspected;
    }

    /** What an inspection told. */
    private static final class Inspected implements InspectionListener {
        private final List<Finding> findings = new ArrayList<>();
        private final List<CheckpointSummary> checkpoints = new ArrayList<>();
        private final List<PageFileSummary> pageFiles = new ArrayList<>();

        @Override
        public void finding(Finding finding) {
            findings.add(finding);
        }

        @Override
        public void checkpoint(CheckpointSummary summary) {
            checkpoints.add(summary);
        }

        @Override
        public void pageFile(PageFileSummary summary) {
            pageFiles.add(summary);
        }

        /** All but ghosts: files were used again, so there are some. */
        List<Verdict> verdicts() {
            return findings.stream()
                    .map(Finding::verdict)
                    .filter(verdict -> verdict != Verdict.GHOST)
                    .toList();
        }

        boolean has(Weight weight) {
            return findings.stream().anyMatch(finding -> finding.verdict().weight() == weight);
        }

        Finding first(Verdict verdict) {
            return findings.stream()
                    .filter(finding -> finding.verdict() == verdict)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + verdict + " in " + findings));
        }
    }
}
