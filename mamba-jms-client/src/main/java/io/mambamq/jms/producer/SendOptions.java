// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.producer;

import io.mambamq.jms.SendOverrides;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Objects;

/**
 * What a producer adds to its messages. Immutable. Message ids are always given: a producer's wish to do without is a hint
 * (JMS 3.1 §7.7), and following it would save nothing.
 *
 * @param timeToLiveMs 0 for ever
 * @param deliveryDelayMs 0 for at once
 */
public record SendOptions(
        int deliveryMode,
        int priority,
        long timeToLiveMs,
        long deliveryDelayMs,
        boolean disableMessageId,
        boolean disableTimestamp) {
    public static final SendOptions DEFAULT = new SendOptions(
            Message.DEFAULT_DELIVERY_MODE,
            Message.DEFAULT_PRIORITY,
            Message.DEFAULT_TIME_TO_LIVE,
            Message.DEFAULT_DELIVERY_DELAY,
            false,
            false);

    private static final int PRIORITY_MAX = 9;

    /** Checks the value (JMS 3.1 §7.9). */
    public SendOptions withDeliveryMode(int newDeliveryMode) throws JMSException {
        if (newDeliveryMode != DeliveryMode.PERSISTENT && newDeliveryMode != DeliveryMode.NON_PERSISTENT) {
            throw new JMSException("a delivery mode is PERSISTENT (2) or NON_PERSISTENT (1), not " + newDeliveryMode);
        }
        return new SendOptions(
                newDeliveryMode, priority, timeToLiveMs, deliveryDelayMs, disableMessageId, disableTimestamp);
    }

    /** Checks the value (JMS 3.1 §3.4.10). */
    public SendOptions withPriority(int newPriority) throws JMSException {
        if (newPriority < 0 || newPriority > PRIORITY_MAX) {
            throw new JMSException("a priority is 0 to " + PRIORITY_MAX + ", not " + newPriority);
        }
        return new SendOptions(
                deliveryMode, newPriority, timeToLiveMs, deliveryDelayMs, disableMessageId, disableTimestamp);
    }

    /** Checks the value (JMS 3.1 §7.8). */
    public SendOptions withTimeToLive(long newTimeToLiveMs) throws JMSException {
        if (newTimeToLiveMs < 0) {
            throw new JMSException("a time to live is 0, for ever, or positive milliseconds, not " + newTimeToLiveMs);
        }
        return new SendOptions(
                deliveryMode, priority, newTimeToLiveMs, deliveryDelayMs, disableMessageId, disableTimestamp);
    }

    /** Checks the value (JMS 3.1 §7.9). */
    public SendOptions withDeliveryDelay(long newDeliveryDelayMs) throws JMSException {
        if (newDeliveryDelayMs < 0) {
            throw new JMSException(
                    "a delivery delay is 0, for none, or positive milliseconds, not " + newDeliveryDelayMs);
        }
        return new SendOptions(
                deliveryMode, priority, timeToLiveMs, newDeliveryDelayMs, disableMessageId, disableTimestamp);
    }

    public SendOptions withDisableMessageId(boolean disable) {
        return new SendOptions(deliveryMode, priority, timeToLiveMs, deliveryDelayMs, disable, disableTimestamp);
    }

    public SendOptions withDisableTimestamp(boolean disable) {
        return new SendOptions(deliveryMode, priority, timeToLiveMs, deliveryDelayMs, disableMessageId, disable);
    }

    /** With what an administrator has decided in place of what the application said (JMS 3.1 §3.4.12). */
    SendOptions overriddenBy(SendOverrides overrides) {
        return overrides.isNone()
                ? this
                : new SendOptions(
                        Objects.requireNonNullElse(overrides.deliveryMode(), deliveryMode),
                        Objects.requireNonNullElse(overrides.priority(), priority),
                        Objects.requireNonNullElse(overrides.timeToLiveMs(), timeToLiveMs),
                        Objects.requireNonNullElse(overrides.deliveryDelayMs(), deliveryDelayMs),
                        disableMessageId,
                        disableTimestamp);
    }

    public boolean isPersistent() {
        return deliveryMode == DeliveryMode.PERSISTENT;
    }

    /** When a message sent now expires, whatever its delay; 0 for never (JMS 3.1 §3.4.9). */
    long expirationMs(long nowMs) {
        return later(nowMs, timeToLiveMs);
    }

    /** Before when a message sent now is not delivered, whenever its transaction commits; 0 for at once (JMS 3.1 §3.4.13). */
    long deliveryTimeMs(long nowMs) {
        return later(nowMs, deliveryDelayMs);
    }

    private static long later(long nowMs, long spanMs) {
        if (spanMs == 0) {
            return 0;
        }
        return spanMs > Long.MAX_VALUE - nowMs ? Long.MAX_VALUE : nowMs + spanMs;
    }
}
