// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.outage;

import io.mambamq.testkit.network.TcpRelay;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The figures of one outage.
 *
 * @param attempts of the adapter to connect, from the beginning until all instances worked again
 * @param attemptsMaxPerSecond in any second of that
 * @param connections that it got
 * @param firstMs from when the broker could be reached until a bean had a message
 * @param fullMs the same until all instances had had one
 * @param begunAgain deliveries to a bean of what it had had before, in a transaction that was cut
 */
record Outage(
        Cause cause,
        int attempts,
        int attemptsMaxPerSecond,
        int connections,
        long firstMs,
        long fullMs,
        int begunAgain) {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    static Outage of(Cause cause, List<TcpRelay.Attempt> attempts, long firstMs, long fullMs, int begunAgain) {
        int connections =
                (int) attempts.stream().filter(TcpRelay.Attempt::reached).count();
        return new Outage(cause, attempts.size(), maxPerSecond(attempts), connections, firstMs, fullMs, begunAgain);
    }

    private static int maxPerSecond(List<TcpRelay.Attempt> attempts) {
        int max = 0;
        int first = 0;
        for (int last = 0; last < attempts.size(); last++) {
            while (attempts.get(last).nanoTime() - attempts.get(first).nanoTime() >= SECOND_NS) {
                first++;
            }
            max = Math.max(max, last - first + 1);
        }
        return max;
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"cause\":\"%s\",\"attempts\":%d,\"attemptsMaxPerSecond\":%d,\"connections\":%d,\"firstMs\":%d,\"fullMs\":%d,\"begunAgain\":%d}",
                cause.label(),
                attempts,
                attemptsMaxPerSecond,
                connections,
                firstMs,
                fullMs,
                begunAgain);
    }
}
