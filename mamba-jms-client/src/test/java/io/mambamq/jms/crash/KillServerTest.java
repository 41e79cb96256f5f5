// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.testkit.account.MessageAccount;
import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main promise: {@code -Dcrash.kills=N} sets how often the server dies, {@code -Dsim.seed=S} repeats the plan of one
 * run (the moments differ, processes being what they are).
 */
class KillServerTest {
    private static final int KILLS = Integer.getInteger("crash.kills", 20);
    private static final long SEED = Long.getLong("sim.seed", System.nanoTime());
    private static final int PRODUCERS = 4;
    private static final int CONSUMERS = 4;
    private static final String QUEUE = "crash";
    /** Every so many kills one hits a server that is still recovering. */
    private static final int KILL_IN_RECOVERY_EVERY = 5;

    private static final int CONFIRMATIONS_PER_LIFE_MAX = 1_500;
    private static final Duration PROGRESS_TIMEOUT = Duration.ofSeconds(60);

    private final MessageAccount account = new MessageAccount();
    private final Random random = new Random(SEED);
    private final List<Thread> threads = new ArrayList<>();

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    @DisplayName(
            "M-47, M-72, M-76: kill -9 at random moments loses nothing that was confirmed and repeats nothing committed")
    void nothingConfirmedIsLostAndNothingCommittedComesTwice(@TempDir Path data) throws Exception {
        try (MortalServer server = MortalServer.launch(data.resolve("broker"))) {
            // Given four producers, half of which wait for each confirmation, and four transacted consumers
            ConnectionFactory factory = new MambaConnectionFactory(server.url());
            List<AccountingProducer> producers = IntStream.range(0, PRODUCERS)
                    .mapToObj(id -> new AccountingProducer(id, modeOf(id), QUEUE, factory, server, account))
                    .toList();
            List<AccountingConsumer> consumers = IntStream.range(0, CONSUMERS)
                    .mapToObj(id -> new AccountingConsumer(QUEUE, factory, server, account))
                    .toList();
            server.becomeReady();
            producers.forEach(this::start);
            consumers.forEach(this::start);

            // When the server is killed again and again, at work and sometimes while it recovers
            for (int kill = 1; kill <= KILLS; kill++) {
                awaitConfirmations(1 + random.nextInt(CONFIRMATIONS_PER_LIFE_MAX));
                server.killAndLaunch();
                if (kill % KILL_IN_RECOVERY_EVERY == 0 && kill < KILLS) {
                    server.letRun(Duration.ofMillis(random.nextInt(700)));
                    server.killAndLaunch();
                    kill++;
                }
                server.becomeReady();
            }

            // Then what is left can be drained, and the account has no problem
            producers.forEach(AccountingProducer::stop);
            join(threads.subList(0, PRODUCERS));
            consumers.forEach(AccountingConsumer::drain);
            join(threads);
        }
        System.out.println(KILLS + " kills, seed " + SEED + ": " + account.summary());
        assertEquals(List.of(), account.problems(), () -> "seed " + SEED + ": " + account.summary());
        assertTrue(account.consumedCount() > KILLS, account::summary);
    }

    private static AccountingProducer.Mode modeOf(int id) {
        return id % 2 == 0 ? AccountingProducer.Mode.SYNCHRONOUS : AccountingProducer.Mode.ASYNCHRONOUS;
    }

    private void start(Runnable client) {
        Thread thread = new Thread(client, client.getClass().getSimpleName() + '-' + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void awaitConfirmations(int more) {
        long target = account.confirmedCount() + more;
        Awaitility.await("confirmations in this life of the server")
                .atMost(PROGRESS_TIMEOUT)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> account.confirmedCount() >= target);
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(PROGRESS_TIMEOUT.toMillis());
            assertTrue(!thread.isAlive(), () -> thread.getName() + " hangs: " + List.of(thread.getStackTrace()));
        }
    }
}
