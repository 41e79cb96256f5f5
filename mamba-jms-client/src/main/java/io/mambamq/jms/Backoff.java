// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: a random time up to a bound that doubles with each failure ("full jitter"), so that
 * many who failed together do not come back together. Confined to one thread.
 */
public final class Backoff {
    private final long initialMs;
    private final long maxMs;
    private final RandomGenerator random;
    private long boundMs;

    /**
     * Starts with the first bound.
     *
     * @param initialMs the first bound, at least 1
     * @param maxMs the last bound, at least the first
     */
    public Backoff(long initialMs, long maxMs, RandomGenerator random) {
        if (initialMs < 1 || maxMs < initialMs) {
            throw new IllegalArgumentException("the delays must be at least 1 ms and the greatest not below the first: "
                    + initialMs + ", " + maxMs);
        }
        this.initialMs = initialMs;
        this.maxMs = maxMs;
        this.random = random;
        this.boundMs = initialMs;
    }

    /** The next delay, from 1 ms to the bound. */
    public long nextMs() {
        long delayMs = random.nextLong(1, boundMs + 1);
        boundMs = boundMs > maxMs / 2 ? maxMs : boundMs * 2;
        return delayMs;
    }

    /** After a success: the first bound again. */
    public void reset() {
        boundMs = initialMs;
    }
}
