// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.inspect.Finding;
import io.mambamq.journal.inspect.InspectedRecord;
import io.mambamq.journal.inspect.InspectionListener;
import io.mambamq.journal.inspect.JournalInspection;
import io.mambamq.journal.inspect.LostRange;
import io.mambamq.journal.inspect.SegmentSummary;
import io.mambamq.journal.inspect.Verdict;
import io.mambamq.journal.inspect.WholeRecord;
import io.mambamq.journal.recover.Recovery;
import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An inspection of a journal")
class JournalInspectionTest {
    private static final int BLOCK_BYTES = 512;
    private static final int DATA_OFFSET = 2 * BLOCK_BYTES;
    private static final String FIRST = "wal-000001.mj";
    private static final String SECOND = "wal-000002.mj";

    private final SimDisk disk = new SimDisk(1);
    private final List<String> written = new ArrayList<>();
    private Map<String, byte[]> files = new TreeMap<>();

    /** Two process starts, killed: four batches in the first segment, two in the second, nothing sealed behind them. */
    @BeforeEach
    void writeLog() throws IOException {
        append("one", "two");
        append("three");
        SteppedJournal first = SteppedJournal.open(config(), new Recorded());
        appendTo(first, List.of("four", Texts.sized(5, 700)));
        appendTo(first, List.of("six"));
        disk.killProcess();
        files = snapshot();
    }

    @Test
    @DisplayName("reads what a start would replay, and finds nothing wrong")
    void intact() throws IOException {
        Inspected inspected = inspect();
        assertEquals(written, inspected.texts);
        assertEquals(List.of(Verdict.UNSEALED), inspected.verdicts());
        assertEquals(List.of(), inspected.lost);
        assertTrue(inspected.segments.stream().allMatch(SegmentSummary::whole));
    }

    @Test
    @DisplayName("finds nothing at all after an orderly close, fragments included")
    void closed() throws IOException {
        SteppedJournal journal = SteppedJournal.open(config(), new Recorded());
        appendTo(journal, List.of(Texts.sized(7, 30_000)));
        journal.close();
        Inspected inspected = inspect();
        assertEquals(written, inspected.texts);
        assertEquals(List.of(), inspected.findings);
    }

    @Test
    @DisplayName("agrees with a start about every flipped bit: damage where it refuses, none where it opens")
    void agreesWithRecovery() throws IOException {
        for (String name : List.of(FIRST, SECOND, "super")) {
            int end = Math.min(files.get(name).length, DATA_OFFSET + 6 * BLOCK_BYTES);
            for (int at = 0; at < end; at += 3) {
                byte[] content = files.get(name).clone();
                content[at] ^= (byte) (1 << (at % 8));
                restore(name, content);
                boolean damage = inspect().has(Verdict.Weight.LOSES);
                assertEquals(recoveryRefuses(), damage, "byte " + at + " of " + name);
            }
        }
    }

    @Test
    @DisplayName("changes nothing, whatever it finds")
    void changesNothing() throws IOException {
        byte[] content = files.get(FIRST).clone();
        content[DATA_OFFSET + 100] ^= 1;
        restore(FIRST, content);
        disk.put("wal-000009.mj.tmp", new byte[100]);
        Map<String, byte[]> before = snapshot();
        assertTrue(inspect().verdicts().contains(Verdict.LEFTOVER));
        Map<String, byte[]> after = snapshot();
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, bytes) -> org.junit.jupiter.api.Assertions.assertArrayEquals(bytes, after.get(name)));
    }

    @Test
    @DisplayName("tells one damaged record by place and proof, and reads all others")
    void oneRecord() throws IOException {
        byte[] content = files.get(FIRST).clone();
        int at = DATA_OFFSET + 64 + 48 + 40;
        content[at] ^= 1;
        restore(FIRST, content);
        Inspected inspected = inspect();
        Finding damage = inspected.first(Verdict.DAMAGE);
        assertEquals(FIRST, damage.file());
        assertEquals(DATA_OFFSET + 64 + 48, damage.offset());
        assertEquals(1, damage.batchSeq());
        assertTrue(String.valueOf(damage.proof()).contains("was durable")
                || String.valueOf(damage.proof()).contains("states that"));
        assertTrue(damage.neighbourhood().contains("> "));
        assertEquals(without("two"), inspected.texts);
        assertEquals(1, inspected.lost.size());
        assertEquals(1, inspected.lost.get(0).records());
    }

    @Test
    @DisplayName("goes on with the next batch where a batch header is damaged, and says how much is missing")
    void batchHeader() throws IOException {
        byte[] content = files.get(FIRST).clone();
        content[DATA_OFFSET + 20] ^= 1;
        restore(FIRST, content);
        Inspected inspected = inspect();
        assertEquals(without("one", "two"), inspected.texts);
        LostRange lost = inspected.lost.get(0);
        assertEquals(DATA_OFFSET, lost.offset());
        assertEquals(1, lost.batches());
        assertEquals(LostRange.RECORDS_UNKNOWN, lost.records());
    }

    @Test
    @DisplayName("reads the other segments where one is missing")
    void missingSegment() throws IOException {
        disk.remove(SECOND);
        Inspected inspected = inspect();
        assertEquals("segment 2", inspected.first(Verdict.DAMAGE).file());
        assertEquals(without("three"), inspected.texts);
        assertEquals(1, inspected.lost.get(0).batches());
    }

    @Test
    @DisplayName("reads everything where both copies of a segment header, or of the superblock, are damaged")
    void headersGone() throws IOException {
        byte[] content = files.get(SECOND).clone();
        content[10] ^= 1;
        content[BLOCK_BYTES + 10] ^= 1;
        restore(SECOND, content);
        Inspected inspected = inspect();
        assertEquals(written, inspected.texts);
        assertTrue(inspected.has(Verdict.Weight.LOSES));

        byte[] superblock = files.get("super").clone();
        superblock[30] ^= 1;
        superblock[4096 + 30] ^= 1;
        restore("super", superblock);
        assertEquals(written, inspect().texts);
    }

    @Test
    @DisplayName("tells a torn tail from batches that an earlier use of the file left behind")
    void tornTailAndGhost() throws IOException {
        String newest = disk.fileNames().stream()
                .filter(name -> name.startsWith("wal-000003"))
                .findFirst()
                .orElseThrow();
        int end = DATA_OFFSET + 3 * BLOCK_BYTES;
        byte[] torn = files.get(newest).clone();
        torn[end] = 7;
        restore(newest, torn);
        assertTrue(
                inspect().verdicts().contains(Verdict.TORN_TAIL),
                inspect().findings.toString());

        byte[] recycled = files.get(newest).clone();
        System.arraycopy(files.get(FIRST), DATA_OFFSET, recycled, end, BLOCK_BYTES);
        restore(newest, recycled);
        Inspected inspected = inspect();
        assertTrue(inspected.verdicts().contains(Verdict.GHOST), inspected.findings.toString());
        assertEquals(written, inspected.texts);
    }

    private void append(String... texts) throws IOException {
        SteppedJournal journal = SteppedJournal.open(config(), new Recorded());
        appendTo(journal, List.of(texts));
        disk.killProcess();
    }

    private void appendTo(SteppedJournal journal, List<String> texts) {
        written.addAll(texts);
        assertTrue(journal.appendNow(Texts.batch(journal, texts.toArray(String[]::new)))
                .isDurable());
    }

    private List<String> without(String... texts) {
        List<String> left = new ArrayList<>(written);
        left.removeAll(List.of(texts));
        return left;
    }

    private JournalConfig config() {
        return SteppedJournal.smallConfig(disk).batchesPerSyncMax(1).build();
    }

    private boolean recoveryRefuses() throws IOException {
        try (IoLayer io = disk.factory().open(Path.of("simulated"))) {
            Recovery.run(
                    io,
                    "simulated",
                    new Recovery.NewJournal(() -> new UUID(0, 0), BLOCK_BYTES, 16 << 10),
                    new Recorded());
            return false;
        } catch (JournalCorruptionException e) {
            return true;
        }
    }

    private Map<String, byte[]> snapshot() {
        Map<String, byte[]> contents = new TreeMap<>();
        disk.fileNames().forEach(name -> contents.put(name, disk.content(name)));
        return contents;
    }

    /** The files as they were, with one replaced. */
    private void restore(String name, byte[] content) {
        disk.fileNames().stream().filter(other -> !files.containsKey(other)).forEach(disk::remove);
        files.forEach(disk::put);
        disk.put(name, content);
    }

    private Inspected inspect() throws IOException {
        Inspected inspected = new Inspected();
        try (JournalInspection inspection = JournalInspection.open(disk.factory(), Path.of("simulated"))) {
            inspection.walk(inspected);
        }
        return inspected;
    }

    /** What an inspection told. */
    private static final class Inspected implements InspectionListener {
        private final List<Finding> findings = new ArrayList<>();
        private final List<LostRange> lost = new ArrayList<>();
        private final List<SegmentSummary> segments = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();

        @Override
        public void finding(Finding finding) {
            findings.add(finding);
        }

        @Override
        public void lost(LostRange range) {
            lost.add(range);
        }

        @Override
        public void segment(SegmentSummary summary) {
            segments.add(summary);
        }

        @Override
        public void record(InspectedRecord record, ByteBuffer body, @Nullable WholeRecord whole) {
            if (whole != null) {
                texts.add(StandardCharsets.UTF_8.decode(whole.body()).toString());
            }
        }

        List<Verdict> verdicts() {
            return findings.stream().map(Finding::verdict).toList();
        }

        boolean has(Verdict.Weight weight) {
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
