// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.testkit.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The directory of an open journal")
class LockTest {

    @TempDir
    Path directory = Path.of("unset");

    @Test
    @DisplayName("is refused to a second journal in the same process, which keeps the first one's lock intact")
    void sameProcess() throws Exception {
        try (Journal first = Journal.open(config(), new Recorded())) {
            for (int i = 0; i < 2; i++) {
                JournalException refusal =
                        assertThrows(JournalException.class, () -> Journal.open(config(), new Recorded()));
                assertEquals(JournalException.Kind.LOCKED, refusal.kind());
                assertTrue(String.valueOf(refusal.getMessage()).contains(directory.toString()));
            }
            assertEquals(JournalState.OPEN, first.state());
        }
        Journal.open(config(), new Recorded()).close();
    }

    @Test
    @DisplayName("is refused to another process, with the directory and the holder's process id; free after a kill")
    void otherProcess() throws Exception {
        try (ChildJvm holder = ChildJvm.start(
                List.of(), CrashingAppender.class.getName(), List.of(directory.toString()), CrashingAppender.OPENED)) {
            holder.awaitLine(Duration.ofMinutes(2));
            JournalException refusal =
                    assertThrows(JournalException.class, () -> Journal.open(config(), new Recorded()));
            assertEquals(JournalException.Kind.LOCKED, refusal.kind());
            String message = String.valueOf(refusal.getMessage());
            assertTrue(message.contains(directory.toString()), message);
            assertTrue(message.contains("process " + holder.pid()), message);
            holder.kill();
        }
        Journal.open(config(), new Recorded()).close();
    }

    @Test
    @DisplayName("is released when opening fails")
    void releasedAfterFailure() throws Exception {
        Files.write(directory.resolve("super"), new byte[8192]);
        assertThrows(JournalCorruptionException.class, () -> Journal.open(config(), new Recorded()));
        Files.delete(directory.resolve("super"));
        Journal.open(config(), new Recorded()).close();
    }

    private JournalConfig config() {
        return CrashingAppender.config(directory);
    }
}
