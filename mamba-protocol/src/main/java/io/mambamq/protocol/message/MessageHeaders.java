// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * The header fields that a producer's client sets (JMS 3.1 §3.4). Mutable while a message is prepared; confined to its
 * user's thread. The setters return the same object.
 */
public final class MessageHeaders {
    private boolean persistent = true;
    private int priority = 4;
    private long timestampMs;
    private long expirationMs;
    private long deliveryTimeMs;
    private @Nullable MessageId messageId;
    private @Nullable DestinationName destination;
    private @Nullable DestinationName replyTo;
    private @Nullable String correlationId;
    private byte @Nullable [] correlationIdBytes;
    private @Nullable String type;

    public MessageHeaders() {}

    public boolean persistent() {
        return persistent;
    }

    public MessageHeaders persistent(boolean value) {
        this.persistent = value;
        return this;
    }

    public int priority() {
        return priority;
    }

    /**
     * Higher is delivered earlier.
     *
     * @throws IllegalArgumentException if not 0 to 9
     */
    public MessageHeaders priority(int value) {
        if (value < 0 || value > MessageLayout.PRIORITY_MAX) {
            throw new IllegalArgumentException("a priority is 0 to 9, not " + value);
        }
        this.priority = value;
        return this;
    }

    /** Milliseconds since 1970; 0 for none. */
    public long timestampMs() {
        return timestampMs;
    }

    public MessageHeaders timestampMs(long value) {
        this.timestampMs = value;
        return this;
    }

    /** Milliseconds since 1970; 0 for never. */
    public long expirationMs() {
        return expirationMs;
    }

    public MessageHeaders expirationMs(long value) {
        this.expirationMs = value;
        return this;
    }

    /** Milliseconds since 1970 before which it is not delivered; 0 for at once. */
    public long deliveryTimeMs() {
        return deliveryTimeMs;
    }

    public MessageHeaders deliveryTimeMs(long value) {
        this.deliveryTimeMs = value;
        return this;
    }

    public @Nullable MessageId messageId() {
        return messageId;
    }

    public MessageHeaders messageId(@Nullable MessageId value) {
        this.messageId = value;
        return this;
    }

    public @Nullable DestinationName destination() {
        return destination;
    }

    public MessageHeaders destination(@Nullable DestinationName value) {
        this.destination = value;
        return this;
    }

    public @Nullable DestinationName replyTo() {
        return replyTo;
    }

    public MessageHeaders replyTo(@Nullable DestinationName value) {
        this.replyTo = value;
        return this;
    }

    /** The correlation id as text; null if none or if it is bytes. */
    public @Nullable String correlationId() {
        return correlationId;
    }

    /** Replaces a correlation id of either form. */
    public MessageHeaders correlationId(@Nullable String value) {
        this.correlationId = value;
        this.correlationIdBytes = null;
        return this;
    }

    /** The correlation id as bytes, a copy; null if none or if it is text. */
    public byte @Nullable [] correlationIdBytes() {
        return correlationIdBytes == null ? null : correlationIdBytes.clone();
    }

    /** Replaces a correlation id of either form; copies. */
    public MessageHeaders correlationIdBytes(byte @Nullable [] value) {
        this.correlationIdBytes = value == null ? null : value.clone();
        this.correlationId = null;
        return this;
    }

    public @Nullable String type() {
        return type;
    }

    public MessageHeaders type(@Nullable String value) {
        this.type = value;
        return this;
    }
}
