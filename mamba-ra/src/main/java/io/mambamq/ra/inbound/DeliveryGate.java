// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Whether an activation takes messages to its bean now: not for a while after failures in a row, nor while the endpoint is not
 * available. With a limit of failures in a row it also stops for growing pauses and then lets one message try: a circuit breaker.
 * Thread-safe; the times are of {@link System#nanoTime}.
 *
 * <p>OPEN, TRIPPED after as many failures in a row as the limit says; OPEN again with the next success.
 */
final class DeliveryGate {
    private static final long FAILURE_DELAY_MS = 20;
    private static final long FAILURE_DELAY_MS_MAX = 1_000;
    private static final long REFUSAL_DELAY_MS = 20;
    private static final long REFUSAL_DELAY_MS_MAX = 5_000;
    private static final int TRIP_PAUSE_GROWTH_MAX = 60;

    /** Learns when the circuit breaker stops deliveries, once for each time, and when they go on. */
    interface Listener {
        void tripped(int failures, long pauseMs);

        void recovered();
    }

    private final int failuresMax;
    private final long firstTripPauseMs;
    private final Backoff failures;
    private final Backoff refusals;
    private final Listener listener;

    // guarded by this
    private int failuresInRow;
    private boolean tripped;
    private long tripPauseMs;
    private long closedUntilNs;
    private boolean closed;

    /**
     * Open.
     *
     * @param failuresMax trips after so many failures in a row; 0: never
     * @param tripPauseMs how long it then is closed at first
     */
    DeliveryGate(int failuresMax, long tripPauseMs, RandomGenerator random, Listener listener) {
        this.failuresMax = failuresMax;
        this.firstTripPauseMs = tripPauseMs;
        this.tripPauseMs = tripPauseMs;
        this.failures = new Backoff(FAILURE_DELAY_MS, FAILURE_DELAY_MS_MAX, random);
        this.refusals = new Backoff(REFUSAL_DELAY_MS, REFUSAL_DELAY_MS_MAX, random);
        this.listener = listener;
    }

    /** How many messages may be with the bean, of that many otherwise. */
    synchronized int capacity(int concurrency) {
        return tripped ? 1 : concurrency;
    }

    /** For how long it stays closed; 0 if it is open. */
    synchronized long closedForNs(long nowNs) {
        if (closed && closedUntilNs - nowNs <= 0) {
            closed = false;
        }
        return closed ? closedUntilNs - nowNs : 0;
    }

    /** A message was processed, so it can go on, whatever it waits for. */
    synchronized void consumed() {
        failuresInRow = 0;
        closed = false;
        failures.reset();
        refusals.reset();
        if (tripped) {
            tripped = false;
            tripPauseMs = firstTripPauseMs;
            listener.recovered();
        }
    }

    /** The first failure is tried again at once, further ones in a row ever more slowly. */
    synchronized void failed(long nowNs) {
        if (tripped && closedForNs(nowNs) > 0) {
            return; // one that ran already
        }
        failuresInRow++;
        if (failuresMax > 0 && failuresInRow >= failuresMax) {
            trip(nowNs);
        } else if (failuresInRow > 1) {
            close(nowNs, failures.nextMs());
        }
    }

    /** The endpoint is not available, or the container has no thread. */
    synchronized void refused(long nowNs) {
        close(nowNs, refusals.nextMs());
    }

    private void trip(long nowNs) {
        if (!tripped) {
            tripped = true;
            listener.tripped(failuresInRow, tripPauseMs);
        }
        close(nowNs, tripPauseMs);
        tripPauseMs = Math.min(tripPauseMs * 2, firstTripPauseMs * TRIP_PAUSE_GROWTH_MAX);
    }

    private void close(long nowNs, long pauseMs) {
        long untilNs = nowNs + TimeUnit.MILLISECONDS.toNanos(pauseMs);
        if (!closed || untilNs - closedUntilNs > 0) {
            closed = true;
            closedUntilNs = untilNs;
        }
    }
}
