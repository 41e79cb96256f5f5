// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.recover.Recovery;
import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Recovery of a small log, cut at every byte and with every bit flipped")
class DamageTest {

    private static final int BLOCK_BYTES = 512;
    private static final int DATA_OFFSET = 2 * BLOCK_BYTES;
    private static final int BATCHES = 4;
    private static final String FIRST_SEGMENT = "wal-000001.mj";

    private final SimDisk disk = new SimDisk(1);
    private final List<String> written = new ArrayList<>();
    private Map<String, byte[]> files = new TreeMap<>();

    /** Four batches of one block, one in flight at a time: the last one proves the three before it. */
    @BeforeEach
    void writeLog() throws IOException {
        SteppedJournal journal = SteppedJournal.open(config(), new Recorded());
        for (int i = 0; i < BATCHES; i++) {
            String text = Texts.sized(i, 100 + i);
            written.add(text);
            assertTrue(journal.appendNow(Texts.batch(journal, text)).isDurable());
        }
        disk.killProcess();
        files = snapshot();
    }

    @Test
    @DisplayName("ends with the last whole batch when a crash cut the log at any byte")
    void cutAtEveryByte() throws IOException {
        for (int cut = DATA_OFFSET; cut <= endOffset(BATCHES); cut++) {
            byte[] segment = files.get(FIRST_SEGMENT).clone();
            Arrays.fill(segment, cut, segment.length, (byte) 0);
            restore(FIRST_SEGMENT, segment);
            // The padding behind the records is zeros, written or not.
            int whole = Math.min(BATCHES, (cut - DATA_OFFSET + unwrittenPadding(cut)) / BLOCK_BYTES);
            assertEquals(written.subList(0, whole), recover(), "cut at " + cut);
        }
    }

    @Test
    @DisplayName("refuses a segment file that is shorter than it was made")
    void truncatedFile() {
        for (int size = 0; size < files.get(FIRST_SEGMENT).length; size += 100) {
            restore(FIRST_SEGMENT, Arrays.copyOf(files.get(FIRST_SEGMENT), size));
            assertThrows(JournalCorruptionException.class, this::recover, "truncated to " + size);
        }
    }

    @Test
    @DisplayName("refuses any flipped bit below the last batch, with the place and the proof")
    void flipEveryProvenBit() {
        for (int offset = DATA_OFFSET; offset < endOffset(BATCHES - 1); offset++) {
            for (int bit = 0; bit < 8; bit++) {
                restore(FIRST_SEGMENT, flipped(offset, bit));
                String where = "bit " + bit + " of byte " + offset;
                JournalCorruptionException refusal =
                        assertThrows(JournalCorruptionException.class, this::recover, where);
                CorruptionReport report = refusal.report();
                int damagedBatch = (offset - DATA_OFFSET) / BLOCK_BYTES;
                assertEquals(damagedBatch + 1, report.batchSeq(), where);
                assertEquals(damagedBatch, (report.offset() - DATA_OFFSET) / BLOCK_BYTES, where);
                assertNotNull(report.proof());
            }
        }
        assertEquals(files.keySet(), snapshot().keySet(), "a refusal leaves the files alone");
    }

    @Test
    @DisplayName("cuts the last batch when a bit of it is flipped: nothing proves that it was ever whole")
    void flipEveryBitOfTheLastBatch() throws IOException {
        for (int offset = endOffset(BATCHES - 1); offset < endOffset(BATCHES); offset++) {
            for (int bit = 0; bit < 8; bit++) {
                restore(FIRST_SEGMENT, flipped(offset, bit));
                assertEquals(written.subList(0, BATCHES - 1), recover(), "bit " + bit + " of byte " + offset);
            }
        }
    }

    @Test
    @DisplayName("refuses a flipped bit of the last batch once the idle log was sealed")
    void idleSealClosesTheWindow() throws IOException {
        SteppedJournal journal = SteppedJournal.open(config(), new Recorded());
        assertTrue(journal.appendNow(Texts.batch(journal, "sealed")).isDurable());
        journal.writerIdle();
        disk.killProcess();
        files = snapshot();

        for (int bit = 0; bit < 8 * BLOCK_BYTES; bit++) {
            byte[] segment = files.get("wal-000002.mj").clone();
            segment[DATA_OFFSET + bit / 8] ^= (byte) (1 << (bit % 8));
            restore("wal-000002.mj", segment);
            assertThrows(JournalCorruptionException.class, this::recover, "bit " + bit);
        }
    }

    @Test
    @DisplayName("refuses a flipped bit of the last batch once the journal was closed in order")
    void orderlyCloseClosesTheWindow() throws IOException {
        SteppedJournal journal = SteppedJournal.open(config(), new Recorded());
        assertTrue(journal.appendNow(Texts.batch(journal, "last")).isDurable());
        journal.close();
        files = snapshot();

        byte[] cut = files.get("wal-000002.mj").clone();
        Arrays.fill(cut, DATA_OFFSET, cut.length, (byte) 0);
        restore("wal-000002.mj", cut);

        JournalCorruptionException refusal = assertThrows(JournalCorruptionException.class, this::recover);
        assertTrue(String.valueOf(refusal.report().proof()).contains("orderly close"), refusal.getMessage());
    }

    @Test
    @DisplayName("survives any flipped bit of one header copy, and refuses when both are damaged")
    void segmentHeaderCopies() throws IOException {
        for (int bit = 0; bit < 8 * DATA_OFFSET; bit++) {
            restore(FIRST_SEGMENT, flipped(bit / 8, bit % 8));
            assertEquals(written, recover(), "bit " + bit + " of the header copies");
        }
        byte[] both = flipped(10, 0);
        both[BLOCK_BYTES + 10] ^= 1;
        restore(FIRST_SEGMENT, both);
        assertThrows(JournalCorruptionException.class, this::recover);
    }

    @Test
    @DisplayName("survives any flipped bit of one superblock copy, and refuses when both are damaged or it is gone")
    void superblockCopies() throws IOException {
        byte[] superblock = files.get("super");
        for (int bit = 0; bit < 8 * superblock.length; bit += 7) {
            byte[] damaged = superblock.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            restore("super", damaged);
            assertEquals(written, recover(), "bit " + bit + " of the superblock");
        }
        byte[] both = superblock.clone();
        both[20] ^= 1;
        both[4096 + 20] ^= 1;
        restore("super", both);
        assertThrows(JournalCorruptionException.class, this::recover);
        disk.remove("super");
        assertThrows(JournalCorruptionException.class, this::recover);
    }

    @Test
    @DisplayName("does not mind bits flipped where nothing was written")
    void unwrittenArea() throws IOException {
        for (int offset = endOffset(BATCHES); offset < files.get(FIRST_SEGMENT).length; offset += 61) {
            restore(FIRST_SEGMENT, flipped(offset, offset % 8));
            assertEquals(written, recover(), "byte " + offset);
        }
    }

    @Test
    @DisplayName("takes the header of the next segment as proof for all of the one before")
    void sealedSegment() throws IOException {
        SteppedJournal.open(config(), new Recorded());
        disk.killProcess();
        SteppedJournal second = SteppedJournal.open(config(), new Recorded());
        assertTrue(second.appendNow(Texts.batch(second, "next")).isDurable());
        disk.killProcess();
        written.add("next");
        files = snapshot();

        assertEquals(written, recover());
        for (int offset = endOffset(BATCHES - 1); offset < endOffset(BATCHES); offset++) {
            restore(FIRST_SEGMENT, flipped(offset, offset % 8));
            assertThrows(JournalCorruptionException.class, this::recover, "byte " + offset);
        }
        restore(FIRST_SEGMENT, flipped(endOffset(BATCHES) + 5, 0));
        assertEquals(written, recover(), "behind the sealed end nothing counts");
        disk.remove(FIRST_SEGMENT);
        assertThrows(JournalCorruptionException.class, this::recover, "a segment is missing");
        restore(FIRST_SEGMENT, files.get(FIRST_SEGMENT));
        disk.remove("wal-000002.mj");
        assertThrows(JournalCorruptionException.class, this::recover, "the newest segment is missing");
    }

    @Test
    @DisplayName("refuses a segment of another journal and a file under another's name")
    void foreignSegment() throws IOException {
        SimDisk other = new SimDisk(2);
        SteppedJournal.open(SteppedJournal.smallConfig(other).build(), new Recorded());
        restore("wal-000077.mj", other.content(FIRST_SEGMENT));
        JournalException foreign = assertThrows(JournalException.class, this::recover);
        assertEquals(JournalException.Kind.INCOMPATIBLE, foreign.kind());

        restore("wal-000077.mj", files.get(FIRST_SEGMENT));
        assertThrows(JournalCorruptionException.class, this::recover);
    }

    private JournalConfig config() {
        return SteppedJournal.smallConfig(disk).batchesPerSyncMax(1).build();
    }

    private static int endOffset(int batches) {
        return DATA_OFFSET + batches * BLOCK_BYTES;
    }

    /** How many zeros stand behind {@code cut} up to the next block. */
    private int unwrittenPadding(int cut) {
        byte[] segment = files.get(FIRST_SEGMENT);
        int blockEnd = (cut + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
        for (int i = cut; i < blockEnd; i++) {
            if (segment[i] != 0) {
                return 0;
            }
        }
        return blockEnd - cut;
    }

    private byte[] flipped(int offset, int bit) {
        byte[] segment = files.get(FIRST_SEGMENT).clone();
        segment[offset] ^= (byte) (1 << bit);
        return segment;
    }

    private Map<String, byte[]> snapshot() {
        Map<String, byte[]> contents = new TreeMap<>();
        disk.fileNames().forEach(name -> contents.put(name, disk.content(name)));
        return contents;
    }

    /** The files as they were, with one replaced. */
    private void restore(String name, byte[] content) {
        files.forEach(disk::put);
        disk.put(name, content);
        if (!files.containsKey(name)) {
            disk.put(name, content);
        }
    }

    private List<String> recover() throws IOException {
        Recorded recorded = new Recorded();
        try (IoLayer io = disk.factory().open(Path.of("simulated"))) {
            Recovery.run(
                    io, "simulated", new Recovery.NewJournal(() -> new UUID(0, 0), BLOCK_BYTES, 16 << 10), recorded);
        }
        return recorded.texts();
    }
}
