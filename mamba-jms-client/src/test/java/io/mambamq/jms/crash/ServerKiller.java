// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;

/**
 * Kills a server again and again while clients work, at work and sometimes while it recovers: {@code -Dcrash.kills=N} says how often,
 * {@code -Dsim.seed=S} repeats the plan of one run (the moments differ, processes being what they are).
 */
final class ServerKiller {
    private static final long SEED = Long.getLong("sim.seed", System.nanoTime());
    /** Every so many kills one hits a server that is still recovering. */
    private static final int KILL_IN_RECOVERY_EVERY = 5;

    private static final int CONFIRMATIONS_PER_LIFE_MAX = 1_500;
    private static final Duration PROGRESS_TIMEOUT = Duration.ofSeconds(60);

    private final MortalServer server;
    private final LongSupplier confirmations;
    private final Random random = new Random(SEED);
    private final List<Thread> threads = new ArrayList<>();

    /** What counts as progress in a life of the server are confirmations. */
    ServerKiller(MortalServer server, LongSupplier confirmations) {
        this.server = server;
        this.confirmations = confirmations;
    }

    /** How often to kill, where nobody says otherwise. */
    static int kills(int byDefault) {
        return Integer.getInteger("crash.kills", byDefault);
    }

    static String seed() {
        return "seed " + SEED;
    }

    void start(Runnable client) {
        Thread thread = new Thread(client, client.getClass().getSimpleName() + '-' + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    void kill(int times) throws IOException, InterruptedException {
        for (int kill = 1; kill <= times; kill++) {
            awaitConfirmations(1 + random.nextInt(CONFIRMATIONS_PER_LIFE_MAX));
            server.killAndLaunch();
            if (kill % KILL_IN_RECOVERY_EVERY == 0 && kill < times) {
                server.letRun(Duration.ofMillis(random.nextInt(700)));
                server.killAndLaunch();
                kill++;
            }
            server.becomeReady();
        }
    }

    private void awaitConfirmations(int more) {
        long target = confirmations.getAsLong() + more;
        Awaitility.await("confirmations in this life of the server")
                .atMost(PROGRESS_TIMEOUT)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> confirmations.getAsLong() >= target);
    }

    /** Waits for the end of the first so many clients that were started. */
    void join(int clients) throws InterruptedException {
        for (Thread thread : threads.subList(0, clients)) {
            thread.join(PROGRESS_TIMEOUT.toMillis());
            assertTrue(!thread.isAlive(), () -> thread.getName() + " hangs: " + List.of(thread.getStackTrace()));
        }
    }

    void joinAll() throws InterruptedException {
        join(threads.size());
    }
}
