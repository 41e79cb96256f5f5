// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import io.mambamq.jms.MambaDestination;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageHeaders;
import io.mambamq.protocol.message.MessageId;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A message's header fields as JMS shows them (JMS 3.1 §3.4). All are writable in every state, also after receipt
 * (§3.10); those that a send sets are taken as they come, since the send overwrites them.
 */
final class HeaderFields {
    private @Nullable Destination destination;
    private @Nullable Destination replyTo;
    private @Nullable MessageId messageId;
    /** What an application called the message; stands in for {@link #messageId} until the next send. */
    private @Nullable String givenMessageId;

    private @Nullable String correlationId;
    private byte @Nullable [] correlationIdBytes;
    private @Nullable String type;
    private int deliveryMode = DeliveryMode.PERSISTENT;
    private int priority = Message.DEFAULT_PRIORITY;
    private long timestampMs;
    private long expirationMs;
    private long deliveryTimeMs;

    HeaderFields() {}

    static HeaderFields decode(EncodedMessage encoded) {
        MessageHeaders decoded = encoded.headers();
        HeaderFields fields = new HeaderFields();
        fields.destination = destinationOf(decoded.destination());
        fields.replyTo = destinationOf(decoded.replyTo());
        fields.messageId = decoded.messageId();
        fields.correlationId = decoded.correlationId();
        fields.correlationIdBytes = decoded.correlationIdBytes();
        fields.type = decoded.type();
        fields.deliveryMode = decoded.persistent() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT;
        fields.priority = decoded.priority();
        fields.timestampMs = decoded.timestampMs();
        fields.expirationMs = decoded.expirationMs();
        fields.deliveryTimeMs = decoded.deliveryTimeMs();
        return fields;
    }

    /**
     * For the encoder.
     *
     * @throws jakarta.jms.InvalidDestinationException if the destination or the reply-to is missing or cannot be a
     *     destination of Mamba
     * @throws IllegalArgumentException if the priority is not 0 to 9
     */
    MessageHeaders toEncode() throws JMSException {
        MessageHeaders headers = new MessageHeaders()
                .destination(MambaDestination.from(destination).name())
                .replyTo(replyTo == null ? null : MambaDestination.from(replyTo).name())
                .messageId(messageId)
                .type(type)
                .persistent(deliveryMode == DeliveryMode.PERSISTENT)
                .priority(priority)
                .timestampMs(timestampMs)
                .expirationMs(expirationMs)
                .deliveryTimeMs(deliveryTimeMs);
        return correlationIdBytes == null
                ? headers.correlationId(correlationId)
                : headers.correlationIdBytes(correlationIdBytes);
    }

    /** What a send sets. */
    void set(SendHeaders headers) {
        destination = headers.destination();
        deliveryMode = headers.deliveryMode();
        priority = headers.priority();
        timestampMs = headers.timestampMs();
        expirationMs = headers.expirationMs();
        deliveryTimeMs = headers.deliveryTimeMs();
        messageId = headers.messageId();
        givenMessageId = null;
    }

    @Nullable
    String messageId() {
        if (givenMessageId != null) {
            return givenMessageId;
        }
        return messageId == null ? null : messageId.toString();
    }

    void messageId(@Nullable String value) {
        givenMessageId = value;
        messageId = null;
    }

    /** Set as bytes, it reads as UTF-8. */
    @Nullable
    String correlationId() {
        return correlationIdBytes == null ? correlationId : new String(correlationIdBytes, StandardCharsets.UTF_8);
    }

    void correlationId(@Nullable String value) {
        correlationId = value;
        correlationIdBytes = null;
    }

    /** A copy; set as text, it reads as UTF-8. */
    byte @Nullable [] correlationIdBytes() {
        if (correlationIdBytes != null) {
            return correlationIdBytes.clone();
        }
        return correlationId == null ? null : correlationId.getBytes(StandardCharsets.UTF_8);
    }

    void correlationIdBytes(byte @Nullable [] value) {
        correlationIdBytes = value == null ? null : value.clone();
        correlationId = null;
    }

    @Nullable
    Destination destination() {
        return destination;
    }

    void destination(@Nullable Destination value) {
        destination = value;
    }

    @Nullable
    Destination replyTo() {
        return replyTo;
    }

    void replyTo(@Nullable Destination value) {
        replyTo = value;
    }

    @Nullable
    String type() {
        return type;
    }

    void type(@Nullable String value) {
        type = value;
    }

    int deliveryMode() {
        return deliveryMode;
    }

    void deliveryMode(int value) {
        deliveryMode = value;
    }

    int priority() {
        return priority;
    }

    void priority(int value) {
        priority = value;
    }

    long timestampMs() {
        return timestampMs;
    }

    void timestampMs(long value) {
        timestampMs = value;
    }

    long expirationMs() {
        return expirationMs;
    }

    void expirationMs(long value) {
        expirationMs = value;
    }

    /** Without a delay a message is delivered from its sending on (JMS 3.1 §3.4.13); the wire has 0 for that. */
    long deliveryTimeMs() {
        return deliveryTimeMs == 0 ? timestampMs : deliveryTimeMs;
    }

    void deliveryTimeMs(long value) {
        deliveryTimeMs = value;
    }

    private static @Nullable Destination destinationOf(@Nullable DestinationName name) {
        return name == null ? null : MambaDestination.of(name);
    }
}
