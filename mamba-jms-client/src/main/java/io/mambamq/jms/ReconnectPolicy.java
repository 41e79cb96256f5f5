// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

/**
 * What a client does about a lost connection. Immutable.
 *
 * @param enabled whether it connects again; else a lost connection stays lost
 * @param initialDelayMs the first attempt comes after a random time up to this; 1 at least
 * @param maxDelayMs the bound of that time doubles with each attempt up to this; not below the first
 * @param timeoutMs after so long without a connection it is given up; 1 at least
 * @param resumeTimeoutMs how long the broker is asked to keep the connection, with all that is under way in it, when its
 *     transport is lost, so that it is resumed over another and nothing of it has to be made anew; 0 for not at all. Does not need
 *     that the client connects again
 */
public record ReconnectPolicy(boolean enabled, int initialDelayMs, int maxDelayMs, int timeoutMs, int resumeTimeoutMs) {
    public static final ReconnectPolicy DEFAULT = new ReconnectPolicy(true, 100, 30_000, 300_000, 0);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if a value is too small; names it
     */
    public ReconnectPolicy {
        Limits.requireAtLeast(1, initialDelayMs, "reconnectInitialDelayMs");
        Limits.requireAtLeast(initialDelayMs, maxDelayMs, "reconnectMaxDelayMs");
        Limits.requireAtLeast(1, timeoutMs, "reconnectTimeoutMs");
        Limits.requireAtLeast(0, resumeTimeoutMs, "resumeTimeoutMs");
    }

    ReconnectPolicy disabled() {
        return new ReconnectPolicy(false, initialDelayMs, maxDelayMs, timeoutMs, resumeTimeoutMs);
    }

    ReconnectPolicy withResumeTimeoutMs(int value) {
        return new ReconnectPolicy(enabled, initialDelayMs, maxDelayMs, timeoutMs, value);
    }

    /** Whether the client comes back at all, for which the broker has to know it again. */
    public boolean returns() {
        return enabled || resumeTimeoutMs > 0;
    }
}
