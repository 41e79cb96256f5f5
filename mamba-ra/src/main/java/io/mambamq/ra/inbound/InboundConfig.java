// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

/**
 * What holds for all activations of one adapter.
 *
 * @param reconnectInitialDelayMs the bound of the first delay before connecting again
 * @param reconnectMaxDelayMs the bound that the delays grow to
 * @param drainTimeoutMs how long a deactivation waits for deliveries that run
 */
public record InboundConfig(long reconnectInitialDelayMs, long reconnectMaxDelayMs, long drainTimeoutMs) {
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
