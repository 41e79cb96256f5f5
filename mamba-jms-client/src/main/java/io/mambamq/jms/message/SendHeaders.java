// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import io.mambamq.jms.MambaDestination;
import io.mambamq.protocol.message.MessageId;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.jspecify.annotations.Nullable;

/**
 * The header fields that a send sets, whatever the application put there (JMS 3.1 §3.4).
 *
 * @param deliveryMode as in {@code DeliveryMode}
 * @param priority 0 to 9
 * @param timestampMs 0 if the producer disabled timestamps
 * @param expirationMs milliseconds since 1970, 0 for never
 * @param deliveryTimeMs milliseconds since 1970, 0 for at once
 * @param messageId null if the producer disabled ids
 */
public record SendHeaders(
        MambaDestination destination,
        int deliveryMode,
        int priority,
        long timestampMs,
        long expirationMs,
        long deliveryTimeMs,
        @Nullable MessageId messageId) {

    /** Sets them through the public setters, as a message of another provider wants it (JMS 3.1 §3.12). */
    public void applyTo(Message message) throws JMSException {
        message.setJMSDestination(destination);
        message.setJMSDeliveryMode(deliveryMode);
        message.setJMSPriority(priority);
        message.setJMSTimestamp(timestampMs);
        message.setJMSExpiration(expirationMs);
        message.setJMSDeliveryTime(deliveryTimeMs == 0 ? timestampMs : deliveryTimeMs);
        message.setJMSMessageID(messageId == null ? null : messageId.toString());
    }
}
