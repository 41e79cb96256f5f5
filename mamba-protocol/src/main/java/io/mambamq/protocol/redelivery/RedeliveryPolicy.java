// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.redelivery;

/**
 * When a message is delivered again that an application was given and did not accept, and when not any more. The first
 * redelivery is at once; then the delay grows from failure to failure.
 *
 * @param attemptsMax deliveries that may fail before the message goes to the dead-letter queue; 0 for without end
 * @param delayMs before the second redelivery; 0 for no delays at all
 * @param multiplier by which the delay grows with each further failure
 * @param delayMsMax where it stops growing
 */
public record RedeliveryPolicy(int attemptsMax, long delayMs, double multiplier, long delayMsMax) {
    /** Ten attempts; at once, then after 1 s, 2 s, 4 s and so on up to a minute. */
    public static final RedeliveryPolicy DEFAULT = new RedeliveryPolicy(10, 1_000, 2, 60_000);

    /** More attempts than that are given as 0. */
    public static final int ATTEMPTS_LIMIT = 1_000_000;

    /** A week. */
    public static final long DELAY_MS_LIMIT = 7L * 24 * 60 * 60 * 1_000;

    public static final double MULTIPLIER_LIMIT = 1_000;

    /**
     * Checks each value, and that the first delay is not above the longest.
     *
     * @throws IllegalArgumentException if one cannot be; names it as users know it
     */
    public RedeliveryPolicy {
        if (attemptsMax < 0 || attemptsMax > ATTEMPTS_LIMIT) {
            throw new IllegalArgumentException("maxDeliveryAttempts must be 1 to " + ATTEMPTS_LIMIT
                    + ", or 0 for without end, not " + attemptsMax);
        }
        requireDelay(delayMs, "redeliveryDelay");
        requireDelay(delayMsMax, "maxRedeliveryDelay");
        if (!(multiplier >= 1 && multiplier <= MULTIPLIER_LIMIT)) {
            throw new IllegalArgumentException(
                    "redeliveryMultiplier must be 1 to " + (int) MULTIPLIER_LIMIT + ", not " + multiplier);
        }
        if (delayMs > delayMsMax) {
            throw new IllegalArgumentException(
                    "redeliveryDelay, " + delayMs + " ms, must not be above maxRedeliveryDelay, " + delayMsMax + " ms");
        }
    }

    private static void requireDelay(long delayMs, String name) {
        if (delayMs < 0 || delayMs > DELAY_MS_LIMIT) {
            throw new IllegalArgumentException(name + " must be 0 to " + DELAY_MS_LIMIT + " ms, not " + delayMs);
        }
    }

    /** Whether a message of which so many deliveries failed is not to be delivered any more. */
    public boolean isExhausted(int failures) {
        return attemptsMax != 0 && failures >= attemptsMax;
    }

    /** How long a message waits of which so many deliveries failed, one or more; 0 for not at all. */
    public long delayMsAfter(int failures) {
        if (failures <= 1 || delayMs == 0) {
            return 0;
        }
        // Both are exact as doubles, and what grows beyond all bounds is cut off.
        return (long) Math.min((double) delayMsMax, (double) delayMs * Math.pow(multiplier, failures - 2));
    }
}
