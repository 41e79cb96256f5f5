// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

/**
 * What holds for all activations of one adapter.
 *
 * @param reconnectInitialDelayMs the bound of the first delay before connecting again
 * @param reconnectMaxDelayMs the bound that the delays grow to
 * @param drainTimeoutMs how long a deactivation waits for deliveries that run
 * @param idleTimeoutMs after which time without work a worker ends
 */
public record InboundConfig(
        long reconnectInitialDelayMs, long reconnectMaxDelayMs, long drainTimeoutMs, long idleTimeoutMs) {
    private static final long IDLE_TIMEOUT_MS_DEFAULT = 10_000;

    /** With the usual time for idle workers. */
    public InboundConfig(long reconnectInitialDelayMs, long reconnectMaxDelayMs, long drainTimeoutMs) {
        this(reconnectInitialDelayMs, reconnectMaxDelayMs, drainTimeoutMs, IDLE_TIMEOUT_MS_DEFAULT);
    }

    /**
     * Checks the delays.
     *
     * @throws IllegalArgumentException if one cannot be; names it
     */
    public InboundConfig {
        if (reconnectInitialDelayMs < 1 || reconnectMaxDelayMs < reconnectInitialDelayMs) {
            throw new IllegalArgumentException(
                    "reconnectInitialDelay must be at least 1 ms and reconnectMaxDelay not less" + " than it: "
                            + reconnectInitialDelayMs + ", " + reconnectMaxDelayMs);
        }
        if (drainTimeoutMs < 0) {
            throw new IllegalArgumentException("drainTimeout must not be negative: " + drainTimeoutMs);
        }
    }
}
