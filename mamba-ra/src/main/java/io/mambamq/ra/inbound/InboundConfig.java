// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.ra.connection.ReconnectDelays;

/**
 * What holds for all activations of one adapter.
 *
 * @param retryDelays before an activation tries again whose consumer the broker refused
 * @param drainTimeoutMs how long a deactivation waits for deliveries that run
 * @param idleTimeoutMs after which time without work a worker ends
 */
public record InboundConfig(ReconnectDelays retryDelays, long drainTimeoutMs, long idleTimeoutMs) {
    private static final long IDLE_TIMEOUT_MS_DEFAULT = 10_000;

    /** With the usual time for idle workers. */
    public InboundConfig(ReconnectDelays retryDelays, long drainTimeoutMs) {
        this(retryDelays, drainTimeoutMs, IDLE_TIMEOUT_MS_DEFAULT);
    }

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException if one cannot be; names it
     */
    public InboundConfig {
        if (drainTimeoutMs < 0) {
            throw new IllegalArgumentException("drainTimeout must not be negative: " + drainTimeoutMs);
        }
    }
}
