// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.connection;

/**
 * How long what needs a connection waits before it is tried again: a random time up to a bound that doubles with each failure.
 *
 * @param initialMs the first bound
 * @param maxMs the bound that it grows to
 */
public record ReconnectDelays(long initialMs, long maxMs) {
    public static final ReconnectDelays DEFAULT = new ReconnectDelays(100, 30_000);

    /**
     * Checks the delays.
     *
     * @throws IllegalArgumentException if one cannot be; names it
     */
    public ReconnectDelays {
        if (initialMs < 1 || maxMs < initialMs) {
            throw new IllegalArgumentException(
                    "reconnectInitialDelay must be at least 1 ms and reconnectMaxDelay not less than it: " + initialMs
                            + ", " + maxMs);
        }
    }
}
