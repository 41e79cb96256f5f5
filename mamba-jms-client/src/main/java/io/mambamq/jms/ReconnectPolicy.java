// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

/**
 * What a client does about a lost connection. Immutable.
 *
 * @param enabled whether it connects again; else a lost connection stays lost
 * @param initialDelayMs the first attempt comes after a random time up to this; 1 at least
 * @param maxDelayMs the bound of that time doubles with each attempt up to this; not below the first
 * @param timeoutMs after so long without a connection it is given up; 1 at least
 */
public record ReconnectPolicy(boolean enabled, int initialDelayMs, int maxDelayMs, int timeoutMs) {
    public static final ReconnectPolicy DEFAULT = new ReconnectPolicy(true, 100, 30_000, 300_000);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if a value is too small; names it
     */
    public ReconnectPolicy {
        ClientConfig.requireAtLeast(1, initialDelayMs, "reconnectInitialDelayMs");
        ClientConfig.requireAtLeast(initialDelayMs, maxDelayMs, "reconnectMaxDelayMs");
        ClientConfig.requireAtLeast(1, timeoutMs, "reconnectTimeoutMs");
    }

    ReconnectPolicy disabled() {
        return new ReconnectPolicy(false, initialDelayMs, maxDelayMs, timeoutMs);
    }
}
