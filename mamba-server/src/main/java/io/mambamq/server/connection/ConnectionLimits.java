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
    /** The journal's records and batches have room for that much. */
    public static final int MESSAGE_BYTES_LIMIT = 256 << 20;

    /** The largest message, if nothing else is said. */
    public static final int MESSAGE_BYTES_DEFAULT = 16 << 20;

    private static final int HEAD_BYTES = 64 << 10;

    /** 64 KiB and 10 s for strangers; then messages of 16 MiB. */
    public static final ConnectionLimits DEFAULT =
            new ConnectionLimits(64 << 10, MESSAGE_BYTES_DEFAULT + HEAD_BYTES, 10_000, 1_000);

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

    /**
     * These limits with frames for messages of that size: the body, and what head and properties take beyond 64 KiB.
     *
     * @throws IllegalArgumentException if it is not 1 to {@link #MESSAGE_BYTES_LIMIT}
     */
    public ConnectionLimits withMessageBytesMax(long value) {
        if (value < 1 || value > MESSAGE_BYTES_LIMIT) {
            throw new IllegalArgumentException(
                    "messageBytesMax must be 1 to " + MESSAGE_BYTES_LIMIT + ", not " + value);
        }
        return new ConnectionLimits(unknownFrameBytesMax, (int) value + HEAD_BYTES, connectTimeoutMs, sessionsMax);
    }
}
