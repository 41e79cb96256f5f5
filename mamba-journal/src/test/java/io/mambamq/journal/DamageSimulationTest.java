// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.recover.Recovery;
import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A journal of several segments, killed and then damaged in one place")
class DamageSimulationTest {

    private static final int DAMAGES = 20;
    private static final int STAGING_BYTES = 4 << 10;

    private final List<String> texts = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();
    private final Map<String, byte[]> files = new TreeMap<>();
    private SimDisk disk = new SimDisk(0);
    private long lastGroupPosition;
    private int lastAppend;

    static LongStream seeds() {
        return Seeds.stream();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("never comes back with less than what was confirmed before the last sync: it refuses instead")
    void refusesOrKeeps(long seed) throws IOException {
        Random random = new Random(seed);
        write(random);
        int refused = 0;
        for (int i = 0; i < DAMAGES; i++) {
            files.forEach(disk::put);
            String damage = damage(random);
            try {
                List<Recorded.Entry> found = recover();
                for (int r = 0; r < found.size(); r++) {
                    assertEquals(texts.get(r), found.get(r).text(), damage);
                    assertEquals(positions.get(r), found.get(r).position(), damage);
                }
                assertTrue(found.size() == texts.size() || endsInLastGroup(found.size()), damage);
            } catch (JournalCorruptionException e) {
                refused++;
            }
        }
        assertTrue(refused > 0 || texts.size() < 20, "most damage is somewhere below the last group");
    }

    /** Appends of all sizes, up to three batches before a sync. */
    private void write(Random random) throws IOException {
        disk = new SimDisk(random.nextLong());
        JournalConfig config = SteppedJournal.smallConfig(disk)
                .stagingBytes(STAGING_BYTES)
                .batchesPerSyncMax(3)
                .build();
        SteppedJournal journal = SteppedJournal.open(config, new Recorded());
        int appends = 10 + random.nextInt(40);
        for (int i = 0; i < appends; i++) {
            RecordBatch batch = journal.newBatch();
            lastAppend = texts.size();
            for (int r = random.nextInt(4); r >= 0; r--) {
                String text = Texts.sized(texts.size(), 1 + random.nextInt(random.nextInt(5) == 0 ? 9000 : 600));
                texts.add(text);
                Texts.add(batch, text);
            }
            append(journal, batch);
            for (int r = 0; r < batch.count(); r++) {
                positions.add(batch.position(r));
            }
        }
        disk.killProcess();
        disk.fileNames().forEach(name -> files.put(name, disk.content(name)));
    }

    private void append(SteppedJournal journal, RecordBatch batch) {
        AppendOutcome outcome = new AppendOutcome();
        journal.append(batch, outcome);
        while (!outcome.isDone()) {
            long before = journal.parts().log().durablePosition();
            long writes = journal.parts().counters().snapshot(0).writes();
            journal.runWriter();
            if (journal.parts().counters().snapshot(0).writes() > writes) {
                lastGroupPosition = before;
            }
            journal.runSyncer();
            journal.runPages();
        }
        assertTrue(outcome.isDurable());
    }

    /** A record that was cut into pieces ends behind the batch it begins in; only the last append can reach that far. */
    private boolean endsInLastGroup(int record) {
        boolean inPieces = texts.get(record).length() > STAGING_BYTES - 200;
        return positions.get(record) >= lastGroupPosition || (inPieces && record >= lastAppend);
    }

    /** A flipped bit, a sector of zeros, or a sector from somewhere else. */
    private String damage(Random random) {
        List<String> segments =
                files.keySet().stream().filter(name -> name.startsWith("wal-")).toList();
        String name = segments.get(random.nextInt(segments.size()));
        byte[] content = files.get(name).clone();
        int sector = random.nextInt(content.length / 512) * 512;
        int other = random.nextInt(content.length / 512) * 512;
        int kind = random.nextInt(3);
        switch (kind) {
            case 0 -> content[sector + random.nextInt(512)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> System.arraycopy(new byte[512], 0, content, sector, 512);
            default -> System.arraycopy(content, other, content, sector, 512);
        }
        disk.put(name, content);
        return "damage " + kind + " of " + name + " at " + sector + " from " + other;
    }

    private List<Recorded.Entry> recover() throws IOException {
        Recorded recorded = new Recorded();
        try (IoLayer io = disk.factory().open(Path.of("simulated"))) {
            Recovery.run(io, "simulated", new Recovery.NewJournal(() -> new UUID(0, 0), 512, 16 << 10), recorded);
        }
        return recorded.entries();
    }
}
