// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.testkit.process.ChildJvm;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A process killed with kill -9 while it appends")
class CrashTest {

    private static final int DEFAULT_KILLS = 3;

    @Test
    @DisplayName("loses nothing that was confirmed (-Dcrash.kills= says how often)")
    void killed(@TempDir Path directory) throws Exception {
        Random random = new Random(1);
        int kills = Integer.getInteger("crash.kills", DEFAULT_KILLS);
        long recovered = 0;
        for (int kill = 0; kill < kills; kill++) {
            long before = recovered;
            try (ChildJvm child = ChildJvm.start(
                    List.of("-Xmx64m"),
                    CrashingAppender.class.getName(),
                    List.of(directory.toString()),
                    CrashingAppender.OPENED)) {
                child.awaitLine(Duration.ofMinutes(2));
                while (confirmed(directory) <= before) {
                    assertTrue(ProcessHandle.of(child.pid()).isPresent(), () -> "the child ended: " + child.output());
                    LockSupport.parkNanos(1_000_000);
                }
                LockSupport.parkNanos(random.nextInt(200_000_000));
                child.kill();
            }
            recovered = recover(directory);
            assertTrue(recovered >= confirmed(directory), "kill " + kill + ": " + recovered + " came back");
        }
    }

    private static long confirmed(Path directory) throws Exception {
        Path file = directory.resolve(CrashingAppender.CONFIRMED_FILE);
        if (!Files.exists(file) || Files.size(file) < Long.BYTES) {
            return 0;
        }
        return ByteBuffer.wrap(Files.readAllBytes(file)).getLong(0);
    }

    private static long recover(Path directory) throws JournalException {
        long[] next = {0};
        Journal.open(CrashingAppender.config(directory), (position, userType, stream, body) -> {
                    assertEquals(ByteBuffer.wrap(CrashingAppender.body(next[0])), body, "record " + next[0]);
                    next[0]++;
                })
                .close();
        return next[0];
    }
}
