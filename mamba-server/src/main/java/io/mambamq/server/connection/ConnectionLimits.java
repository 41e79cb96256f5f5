// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

/**
 * What one connection may cost.
 *
 * @param unknownFrameBytesMax longest frame of a client that has not been let in yet
 * @param frameBytesMax longest frame of one that has
 * @param connectTimeoutMs how long a client may take until its Connect frame is complete
 * @param sessionsMax sessions open at the same time
 */
public record ConnectionLimits(int unknownFrameBytesMax, int frameBytesMax, long connectTimeoutMs, int sessionsMax) {
    /** 64 KiB and 10 s for strangers; then messages of 16 MiB. */
    public static final ConnectionLimits DEFAULT =
            new ConnectionLimits(64 << 10, (16 << 20) + (64 << 10), 10_000, 1_000);

    /**
     * Checks that every limit is positive.
     *
     * @throws IllegalArgumentException if one is not
     */
    public ConnectionLimits {
        if (unknownFrameBytesMax <= 0 || frameBytesMax <= 0 || connectTimeoutMs <= 0 || sessionsMax <= 0) {
            throw new IllegalArgumentException("limits of a connection must be positive");
        }
    }
}
