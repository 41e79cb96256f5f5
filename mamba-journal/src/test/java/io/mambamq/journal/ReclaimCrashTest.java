// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.OwnerProgress.Account;
import io.mambamq.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A process killed with kill -9 while it appends and takes checkpoints")
class ReclaimCrashTest {

    private static final int KILLS = Integer.getInteger("crash.kills", 4);

    /** Every so many kills one hits a process that is still recovering. */
    private static final int KILL_IN_RECOVERY_EVERY = 4;

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int KILLED = 128 + 9;

    private final Random random = new Random();

    @Test
    @DisplayName("loses nothing confirmed and brings back nothing taken (-Dcrash.kills= says how often)")
    void killed(@TempDir Path directory) throws Exception {
        // Given a journal with a small log, whose owner is killed again and again, at work and while it recovers;
        // each verifies first what the last one left
        long startNs = System.nanoTime();
        for (int kill = 1; kill <= KILLS; kill++) {
            if (kill % KILL_IN_RECOVERY_EVERY == 0) {
                killWhileItRecovers(directory);
            } else {
                killAtWork(directory);
            }
        }

        // When it is opened for the last time, then all that was confirmed is there, and nothing else
        Account account = OwnerProgress.read(directory);
        try (RecoveredOwner recovered = RecoveredOwner.open(directory)) {
            System.out.printf(
                    "%d kills in %d s: %d records confirmed, %d checkpoints, %d things there at the end%n",
                    KILLS,
                    Duration.ofNanos(System.nanoTime() - startNs).toSeconds(),
                    account.confirmed(),
                    account.checkpoints(),
                    recovered.state().things().size());
        }
        assertTrue(account.checkpoints() > KILLS, () -> "checkpoints were taken: " + account);
    }

    private void killAtWork(Path directory) throws Exception {
        Account before = OwnerProgress.read(directory);
        try (ChildJvm child = start(directory, CrashingOwner.VERIFIED)) {
            while (!hasWorked(before, OwnerProgress.read(directory))) {
                assertTrue(ProcessHandle.of(child.pid()).isPresent(), () -> "the child ended: " + child.output());
                LockSupport.parkNanos(1_000_000);
            }
            killWithin(300, child);
        }
    }

    private void killWhileItRecovers(Path directory) throws Exception {
        try (ChildJvm child = start(directory, CrashingOwner.OPENING)) {
            killWithin(400, child);
        }
    }

    private static ChildJvm start(Path directory, String awaited) throws IOException, InterruptedException {
        ChildJvm child = ChildJvm.start(
                List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"),
                CrashingOwner.class.getName(),
                List.of(directory.toString()),
                awaited);
        child.awaitLine(TIMEOUT);
        return child;
    }

    private static boolean hasWorked(Account before, Account now) {
        return now.confirmed() > before.confirmed() && now.checkpoints() > before.checkpoints();
    }

    private void killWithin(int ms, ChildJvm child) throws InterruptedException {
        LockSupport.parkNanos(random.nextInt(ms * 1_000_000));
        child.kill();
        assertEquals(KILLED, child.awaitExit(TIMEOUT), () -> "the child failed: " + child.output());
    }
}
