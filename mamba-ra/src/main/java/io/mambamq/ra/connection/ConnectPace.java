// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.connection;

import io.mambamq.jms.Backoff;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * When one connection may be tried: by its own series of attempts, after delays that grow ("full jitter"), and besides, when an
 * application asks, about once a second. Guarded by its connection's lock; the times are of {@link System#nanoTime}.
 *
 * <p>HEALTHY, AWAY from a loss or a failed attempt until an attempt succeeds.
 */
final class ConnectPace {
    private static final long ASKED_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);
    /** A connection that does not last so long is no reason to be quicker at the next one. */
    private static final long LASTING_NS = TimeUnit.SECONDS.toNanos(5);

    private final Backoff backoff;

    private boolean away;
    /** When the series goes on; while away. */
    private long dueNs;

    private boolean failed;
    private long failedNs;
    private long connectedNs;
    private int attempts;

    /** Healthy: nothing is known of the broker, and the first attempt may be made. */
    ConnectPace(ReconnectDelays delays, RandomGenerator random) {
        this.backoff = new Backoff(delays.initialMs(), delays.maxMs(), random);
    }

    /** How long the series waits for its next attempt. */
    long untilDueNs(long nowNs) {
        return away ? Math.max(0, dueNs - nowNs) : 0;
    }

    /** How long an attempt waits that an application asks for. */
    long untilMayAskNs(long nowNs) {
        return failed ? Math.max(0, failedNs + ASKED_INTERVAL_NS - nowNs) : 0;
    }

    /** The connection there was is lost: by many others too, perhaps, and all of them want it back. */
    void lost(long nowNs) {
        if (nowNs - connectedNs >= LASTING_NS) {
            backoff.reset();
        }
        away = true;
        attempts = 0;
        delay(nowNs);
    }

    /**
     * An attempt has failed. One that was made before it was due leaves the series as it is.
     *
     * @return whether it is the first one of this outage
     */
    boolean failed(long nowNs) {
        failed = true;
        failedNs = nowNs;
        if (!away || dueNs - nowNs <= 0) {
            delay(nowNs);
        }
        away = true;
        return ++attempts == 1;
    }

    /**
     * An attempt has succeeded.
     *
     * @return how many it took, or 0 if there was no outage
     */
    int connected(long nowNs) {
        int took = away ? attempts + 1 : 0;
        away = false;
        failed = false;
        attempts = 0;
        connectedNs = nowNs;
        return took;
    }

    private void delay(long nowNs) {
        dueNs = nowNs + TimeUnit.MILLISECONDS.toNanos(backoff.nextMs());
    }
}
