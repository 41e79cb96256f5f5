// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

import io.mambamq.protocol.bytes.ByteSink;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes one message as {@link MessageLayout} draws it. Stateless. */
public final class MessageEncoder {
    public static final int PROPERTIES_MAX = 0xFFFF;

    /** Writes a body; {@link #NULL} stands for a text or object that is null, a {@link LargeBody} for one that is elsewhere. */
    @FunctionalInterface
    public interface Body {
        Body NULL = sink -> {};

        void encode(ByteSink sink);
    }

    private MessageEncoder() {}

    /**
     * Appends the message to the sink.
     *
     * @param headers with a destination
     * @param properties values as {@link TypedValue} takes them
     * @throws IllegalArgumentException if a field does not fit its place; names the field. The sink then holds half a
     *     message, which the caller discards
     */
    public static void encode(
            MessageHeaders headers,
            Map<String, ? extends @Nullable Object> properties,
            BodyKind bodyKind,
            Body body,
            ByteSink sink) {
        int start = sink.position();
        encodeFixed(headers, bodyKind, flags(headers, body), sink);
        encodeVariable(headers, sink);
        sink.patchInt(start + MessageLayout.PROPERTIES_OFFSET_OFFSET, sink.position() - start);
        encodeProperties(properties, sink);
        sink.patchInt(start + MessageLayout.BODY_OFFSET_OFFSET, sink.position() - start);
        body.encode(sink);
        sink.patchInt(start + MessageLayout.LENGTH_OFFSET, sink.position() - start);
    }

    private static int flags(MessageHeaders headers, Body body) {
        return (headers.persistent() ? MessageLayout.FLAG_PERSISTENT : 0)
                | (body == Body.NULL ? MessageLayout.FLAG_NULL_BODY : 0)
                | (body instanceof LargeBody ? MessageLayout.FLAG_LARGE_BODY : 0);
    }

    private static void encodeFixed(MessageHeaders headers, BodyKind bodyKind, int flags, ByteSink sink) {
        sink.putByte(MessageLayout.VERSION);
        sink.putByte(bodyKind.wireValue());
        sink.putByte(flags);
        sink.putByte(headers.priority());
        sink.putInt(0);
        sink.putInt(0);
        sink.putInt(0);
        sink.putLong(headers.timestampMs());
        sink.putLong(headers.expirationMs());
        sink.putLong(headers.deliveryTimeMs());
        MessageId id = headers.messageId();
        sink.putLong(id == null ? 0 : id.clientHigh());
        sink.putLong(id == null ? 0 : id.clientLow());
        sink.putLong(id == null ? 0 : id.sequence());
    }

    private static void encodeVariable(MessageHeaders headers, ByteSink sink) {
        Objects.requireNonNull(headers.destination(), "a message needs a destination")
                .encode(sink);
        DestinationName replyTo = headers.replyTo();
        if (replyTo == null) {
            sink.putByte(0);
        } else {
            replyTo.encode(sink);
        }
        encodeCorrelationId(headers, sink);
        sink.putOptionalString16(headers.type());
    }

    private static void encodeCorrelationId(MessageHeaders headers, ByteSink sink) {
        String text = headers.correlationId();
        byte[] bytes = headers.correlationIdBytes();
        if (text != null) {
            sink.putByte(MessageLayout.CORRELATION_STRING);
            sink.putString16(text);
        } else if (bytes != null) {
            if (bytes.length > 0xFFFF) {
                throw new IllegalArgumentException(
                        "a correlation id has at most 65535 bytes, this one has " + bytes.length);
            }
            sink.putByte(MessageLayout.CORRELATION_BYTES);
            sink.putU16(bytes.length);
            sink.putBytes(bytes);
        } else {
            sink.putByte(MessageLayout.CORRELATION_NONE);
        }
    }

    private static void encodeProperties(Map<String, ? extends @Nullable Object> properties, ByteSink sink) {
        if (properties.size() > PROPERTIES_MAX) {
            throw new IllegalArgumentException(
                    "a message has at most " + PROPERTIES_MAX + " properties, this one has " + properties.size());
        }
        sink.putU16(properties.size());
        properties.forEach((name, value) -> {
            sink.putString16(name);
            TypedValue.encode(value, sink);
        });
    }
}
