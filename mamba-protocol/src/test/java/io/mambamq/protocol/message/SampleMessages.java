// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

import io.mambamq.protocol.bytes.ArraySink;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One message of each body kind, with every header field and every type of property in use somewhere. */
public final class SampleMessages {
    private SampleMessages() {}

    public static EncodedMessage of(BodyKind kind) {
        return encode(headers(kind), properties(kind), kind, body(kind));
    }

    public static EncodedMessage encode(
            MessageHeaders headers, Map<String, Object> properties, BodyKind kind, MessageEncoder.Body body) {
        ArraySink sink = new ArraySink(64);
        MessageEncoder.encode(headers, properties, kind, body, sink);
        return EncodedMessage.of(sink.toByteArray(), 0, sink.position());
    }

    public static byte[] bytesOf(EncodedMessage message) {
        ArraySink sink = new ArraySink(message.sizeBytes());
        message.copyTo(sink);
        return sink.toByteArray();
    }

    static MessageHeaders headers(BodyKind kind) {
        return switch (kind) {
            case NONE -> new MessageHeaders().destination(DestinationName.queue("q"));
            case TEXT ->
                new MessageHeaders()
                        .destination(DestinationName.queue("orders.größe"))
                        .replyTo(new DestinationName(DestinationKind.TEMPORARY_QUEUE, "answers-1"))
                        .correlationId("c-1")
                        .type("invoice")
                        .priority(9)
                        .timestampMs(1_700_000_000_000L)
                        .expirationMs(1_700_000_060_000L)
                        .deliveryTimeMs(1_700_000_030_000L)
                        .messageId(new MessageId(0x0102030405060708L, 0x090A0B0C0D0E0F10L, 42));
            case BYTES ->
                new MessageHeaders()
                        .destination(DestinationName.topic("news"))
                        .replyTo(DestinationName.topic("comments"))
                        .correlationIdBytes(new byte[] {0, (byte) 0xFF})
                        .persistent(false)
                        .priority(0);
            case MAP, STREAM, OBJECT ->
                new MessageHeaders().destination(DestinationName.queue("q")).type("");
        };
    }

    static Map<String, Object> properties(BodyKind kind) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (kind == BodyKind.TEXT) {
            properties.put("flag", true);
            properties.put("byte", (byte) -2);
            properties.put("short", (short) -3);
            properties.put("int", -4);
            properties.put("long", -5L);
            properties.put("float", 1.5f);
            properties.put("double", -2.5);
            properties.put("größe", "😀");
            properties.put("none", null);
        }
        return properties;
    }

    private static MessageEncoder.Body body(BodyKind kind) {
        return switch (kind) {
            case NONE -> sink -> {};
            case TEXT -> sink -> sink.putBytes("tëxt".getBytes(StandardCharsets.UTF_8));
            case BYTES -> sink -> sink.putBytes(new byte[] {1, 2, 3});
            case MAP ->
                sink -> {
                    sink.putInt(2);
                    sink.putString16("char");
                    TypedValue.encode('x', sink);
                    sink.putString16("bytes");
                    TypedValue.encode(new byte[] {7}, sink);
                };
            case STREAM ->
                sink -> {
                    TypedValue.encode(1, sink);
                    TypedValue.encode(null, sink);
                    TypedValue.encode("s", sink);
                };
            case OBJECT -> MessageEncoder.Body.NULL;
        };
    }
}
