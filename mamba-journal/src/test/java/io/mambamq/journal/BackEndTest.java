// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The back end of a journal")
class BackEndTest {

    private static final long MILLISECOND_NS = 1_000_000;

    private final SimDisk disk = new SimDisk(11);
    private long nowNs;

    @Test
    @DisplayName("DIRECT writes on a real disk what BUFFERED reads, and the other way round")
    void bothOnARealDisk(@TempDir Path temporary) throws Exception {
        List<String> written = new ArrayList<>();
        for (int run = 0; run < 4; run++) {
            BackEnd backEnd = run % 2 == 0 ? BackEnd.DIRECT : BackEnd.BUFFERED;
            Recorded recorded = new Recorded();
            try (Journal journal = openOrAbort(real(temporary).backEnd(backEnd).build(), recorded)) {
                assertEquals(backEnd, journal.backEnd());
                assertEquals(written, recorded.texts());
                for (int size : new int[] {0, 1, 4000, 4096, 70_000, 300_000, 17}) {
                    String text = Texts.sized(run, size);
                    RecordBatch batch = journal.newBatch();
                    Texts.add(batch, text);
                    AppendOutcome outcome = new AppendOutcome();
                    journal.append(batch, Runnable::run, outcome);
                    assertNull(outcome.await());
                    written.add(text);
                }
                assertTrue(journal.stats().segmentSwitches() > 0);
            }
        }
    }

    @Test
    @DisplayName("DIRECT is refused with the reason and a way out where a block is smaller than the file system's unit")
    void blockTooSmall(@TempDir Path temporary) throws Exception {
        assumeTrue(Files.getFileStore(temporary).getBlockSize() > 512, "the file system takes every block size");
        JournalConfig config =
                real(temporary).blockBytes(512).backEnd(BackEnd.DIRECT).build();

        JournalException refusal = assertThrows(JournalException.class, () -> Journal.open(config, new Recorded()));

        assertEquals(JournalException.Kind.UNSUPPORTED, refusal.kind());
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(Files.getFileStore(temporary).type()), message);
        assertTrue(message.contains("AUTO or BUFFERED"), message);
        Journal.open(real(temporary).blockBytes(512).build(), new Recorded()).close();
    }

    @Test
    @DisplayName("AUTO measures on a real disk and leaves nothing behind")
    void probeOnARealDisk(@TempDir Path temporary) throws Exception {
        Journal.open(real(temporary).build(), new Recorded()).close();
        try (var files = Files.list(temporary.resolve("journal"))) {
            assertTrue(files.noneMatch(file -> file.toString().contains("probe")));
        }
    }

    @Test
    @DisplayName("DIRECT is refused where the storage has none; AUTO takes BUFFERED there")
    void unsupported() throws IOException {
        JournalException refusal = assertThrows(JournalException.class, () -> open(BackEnd.DIRECT));
        assertEquals(JournalException.Kind.UNSUPPORTED, refusal.kind());
        assertEquals(BackEnd.BUFFERED, open(BackEnd.AUTO));
    }

    @Test
    @DisplayName("AUTO takes DIRECT where that is clearly faster, and remembers it without measuring again")
    void directIsFaster() throws IOException {
        disk.direct(true);
        costs(3, 2);
        assertEquals(BackEnd.DIRECT, open(BackEnd.AUTO));
        costs(1, 100);
        assertEquals(BackEnd.DIRECT, open(BackEnd.AUTO));
    }

    @Test
    @DisplayName("AUTO takes BUFFERED where DIRECT is hardly faster, and remembers it without measuring again")
    void directIsNotFaster() throws IOException {
        disk.direct(true);
        costs(11, 10);
        assertEquals(BackEnd.BUFFERED, open(BackEnd.AUTO));
        costs(100, 1);
        assertEquals(BackEnd.BUFFERED, open(BackEnd.AUTO));
    }

    @Test
    @DisplayName("AUTO measures anew after a start that named its back end")
    void measuredAnew() throws IOException {
        disk.direct(true);
        costs(3, 1);
        assertEquals(BackEnd.DIRECT, open(BackEnd.AUTO));
        assertEquals(BackEnd.BUFFERED, open(BackEnd.BUFFERED));
        costs(1, 3);
        assertEquals(BackEnd.BUFFERED, open(BackEnd.AUTO));
    }

    @Test
    @DisplayName("AUTO goes on BUFFERED when the journal has moved to a disk without direct writes")
    void moved() throws IOException {
        disk.direct(true);
        costs(3, 1);
        assertEquals(BackEnd.DIRECT, open(BackEnd.AUTO));
        disk.direct(false);
        assertEquals(BackEnd.BUFFERED, open(BackEnd.AUTO));
    }

    @Test
    @DisplayName("AUTO opens on a disk without room to measure, and measures at a later start")
    void noRoomToMeasure() throws IOException {
        disk.direct(true);
        costs(3, 1);
        disk.faults().capacityBytes(100 << 10);
        assertEquals(BackEnd.BUFFERED, open(BackEnd.AUTO));
        costs(3, 1);
        assertEquals(BackEnd.DIRECT, open(BackEnd.AUTO));
    }

    @Test
    @DisplayName("DIRECT opens on a full disk")
    void directOnAFullDisk() throws IOException {
        disk.direct(true);
        assertEquals(BackEnd.DIRECT, open(BackEnd.DIRECT));
        disk.faults().capacityBytes(0);
        assertEquals(BackEnd.DIRECT, open(BackEnd.DIRECT));
    }

    /** A process start of its own; faults and costs last for one. */
    private BackEnd open(BackEnd backEnd) throws IOException {
        JournalConfig config = SteppedJournal.smallConfig(disk)
                .backEnd(backEnd)
                .nanoClock(() -> nowNs)
                .build();
        SteppedJournal journal = SteppedJournal.open(config, new Recorded());
        IntStream.range(0, 3)
                .forEach(i -> assertTrue(
                        journal.appendNow(Texts.batch(journal, "x" + i)).isDurable()));
        assertTrue(disk.fileNames().stream().noneMatch(name -> name.contains("probe")));
        journal.close();
        disk.killProcess();
        return journal.parts().backEnd();
    }

    private void costs(long bufferedMs, long directMs) {
        disk.faults()
                .duringSync(() -> nowNs += bufferedMs * MILLISECOND_NS)
                .duringDirectWrite(() -> nowNs += directMs * MILLISECOND_NS);
    }

    private static Journal openOrAbort(JournalConfig config, ReplayHandler replay) throws JournalException {
        try {
            return Journal.open(config, replay);
        } catch (JournalException e) {
            return e.kind() == JournalException.Kind.UNSUPPORTED ? abort(e.getMessage()) : fail(e);
        }
    }

    private static Journal fail(JournalException e) throws JournalException {
        throw e;
    }

    private static JournalConfig.Builder real(Path temporary) {
        return JournalConfig.builder(temporary.resolve("journal"))
                .segmentBytes(256 << 10)
                .stagingBytes(16 << 10);
    }
}
