// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A journal on a real file system that is full (64 MiB; needs root to mount it)")
@Timeout(120)
class FullFileSystemTest {

    private static final int SIZE_MIB = 64;
    private static final int FILLER_BYTES = 24 << 20;
    private static final int MESSAGE_BYTES = 300_000;
    private static final int ACKNOWLEDGEMENT_BYTES = 100;

    @ParameterizedTest
    @EnumSource
    @DisplayName("refuses whole appends, takes small ones while there is prepared room, and goes on by itself")
    void fillsUpAndGoesOn(BackEnd backEnd, @TempDir Path temporary) throws Exception {
        try (SmallFileSystem disk = SmallFileSystem.mount(temporary, SIZE_MIB)) {
            Path filler = disk.root().resolve("filler");
            Files.write(filler, new byte[FILLER_BYTES]);
            JournalConfig config = config(disk, backEnd);
            List<String> confirmed = new ArrayList<>();
            try (Journal journal = Journal.open(config, new Recorded())) {
                assertEquals(JournalException.Kind.DISK_FULL, fill(journal, MESSAGE_BYTES, confirmed), disk.kind());
                assertTrue(confirmed.size() > 50, "most of " + disk.kind() + " was used");

                int messages = confirmed.size();
                assertEquals(JournalException.Kind.DISK_FULL, fill(journal, ACKNOWLEDGEMENT_BYTES, confirmed));
                assertTrue(confirmed.size() > messages + 10, "prepared room takes acknowledgements");
                assertEquals(JournalState.OPEN, journal.state());

                Files.delete(filler);
                String after = Texts.sized(confirmed.size(), MESSAGE_BYTES);
                while (append(journal, after) != null) {
                    Thread.onSpinWait();
                }
                confirmed.add(after);
            }
            assertReplays(config, confirmed);
        }
    }

    /** Appends texts of this size until one is refused. */
    private static JournalException.Kind fill(Journal journal, int sizeBytes, List<String> confirmed)
            throws InterruptedException {
        while (true) {
            String text = Texts.sized(confirmed.size(), sizeBytes);
            JournalException refusal = append(journal, text);
            if (refusal != null) {
                return refusal.kind();
            }
            confirmed.add(text);
        }
    }

    private static @Nullable JournalException append(Journal journal, String text) throws InterruptedException {
        RecordBatch batch = journal.newBatch();
        Texts.add(batch, text);
        AppendOutcome outcome = new AppendOutcome();
        journal.append(batch, Runnable::run, outcome);
        return outcome.await();
    }

    private static void assertReplays(JournalConfig config, List<String> expected) throws IOException {
        Recorded recorded = new Recorded();
        Journal.open(config, recorded).close();
        assertEquals(expected, recorded.texts());
    }

    private static JournalConfig config(SmallFileSystem disk, BackEnd backEnd) {
        return JournalConfig.builder(disk.root().resolve("journal"))
                .segmentBytes(1 << 20)
                .stagingBytes(64 << 10)
                .backEnd(backEnd)
                .build();
    }
}
