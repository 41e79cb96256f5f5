// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.queue;

import io.mambamq.protocol.message.EncodedMessage;

/**
 * What the index keeps of a message.
 *
 * @param position of the command in the log that carries it; in a subscription, its sequence in the topic's index
 * @param expirationMs milliseconds since 1970; 0 for never
 * @param deliveryTimeMs milliseconds since 1970; 0 for at once
 */
public record StoredMessage(
        long position, int sizeBytes, int priority, boolean persistent, long expirationMs, long deliveryTimeMs) {
    public static StoredMessage of(long position, EncodedMessage message) {
        return new StoredMessage(
                position,
                message.sizeBytes(),
                message.priority(),
                message.isPersistent(),
                message.expirationMs(),
                message.deliveryTimeMs());
    }

    /** The same with another position. */
    StoredMessage at(long newPosition) {
        return new StoredMessage(newPosition, sizeBytes, priority, persistent, expirationMs, deliveryTimeMs);
    }
}
