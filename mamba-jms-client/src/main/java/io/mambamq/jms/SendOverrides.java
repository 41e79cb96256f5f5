// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import jakarta.jms.DeliveryMode;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator decides about messages, whatever the application says (JMS 3.1 §3.4.12). Null leaves a value to the
 * application. Immutable.
 *
 * @param deliveryMode as in {@link DeliveryMode}
 * @param priority 0 to 9
 * @param timeToLiveMs 0 for ever
 * @param deliveryDelayMs 0 for at once
 */
public record SendOverrides(
        @Nullable Integer deliveryMode,
        @Nullable Integer priority,
        @Nullable Long timeToLiveMs,
        @Nullable Long deliveryDelayMs) {
    public static final SendOverrides NONE = new SendOverrides(null, null, null, null);

    private static final int PRIORITY_MAX = 9;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one cannot be; names it
     */
    public SendOverrides {
        if (deliveryMode != null
                && deliveryMode != DeliveryMode.PERSISTENT
                && deliveryMode != DeliveryMode.NON_PERSISTENT) {
            throw new IllegalArgumentException(
                    "overrideDeliveryMode is PERSISTENT (2) or NON_PERSISTENT (1), not " + deliveryMode);
        }
        if (priority != null && (priority < 0 || priority > PRIORITY_MAX)) {
            throw new IllegalArgumentException("overridePriority is 0 to " + PRIORITY_MAX + ", not " + priority);
        }
        requireNotNegative(timeToLiveMs, "overrideTimeToLiveMs");
        requireNotNegative(deliveryDelayMs, "overrideDeliveryDelayMs");
    }

    /** Whether everything is left to the application. */
    public boolean isNone() {
        return deliveryMode == null && priority == null && timeToLiveMs == null && deliveryDelayMs == null;
    }

    private static void requireNotNegative(@Nullable Long value, String name) {
        if (value != null && value < 0) {
            throw new IllegalArgumentException(name + " is at least 0, not " + value);
        }
    }
}
