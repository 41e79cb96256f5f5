// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.GoldenBytes;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.LittleEndian;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EncodedMessageTest {
    @Test
    @DisplayName("The bytes of every kind of message are those that were agreed on")
    void golden() throws IOException {
        Map<String, byte[]> actual = new LinkedHashMap<>();
        for (BodyKind kind : BodyKind.values()) {
            actual.put(kind.name(), SampleMessages.bytesOf(SampleMessages.of(kind)));
        }

        GoldenBytes.assertMatches("message/messages.txt", actual);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("What was encoded is read back")
    void roundTrip(BodyKind kind) {
        EncodedMessage message = SampleMessages.of(kind);
        MessageHeaders sent = SampleMessages.headers(kind);
        MessageHeaders read = message.headers();

        assertEquals(kind, message.bodyKind());
        assertEquals(kind == BodyKind.OBJECT, message.isBodyNull());
        assertEquals(sent.destination(), message.destination());
        assertEquals(sent.destination(), read.destination());
        assertEquals(sent.replyTo(), read.replyTo());
        assertEquals(sent.correlationId(), read.correlationId());
        assertArrayEquals(sent.correlationIdBytes(), read.correlationIdBytes());
        assertEquals(sent.type(), read.type());
        assertEquals(sent.persistent(), message.isPersistent());
        assertEquals(sent.persistent(), read.persistent());
        assertEquals(sent.priority(), read.priority());
        assertEquals(sent.timestampMs(), read.timestampMs());
        assertEquals(sent.expirationMs(), read.expirationMs());
        assertEquals(sent.deliveryTimeMs(), read.deliveryTimeMs());
        assertEquals(sent.messageId(), message.messageId());
        assertEquals(SampleMessages.properties(kind), message.properties());
        assertEquals(
                List.copyOf(SampleMessages.properties(kind).keySet()),
                List.copyOf(message.properties().keySet()));
    }

    @Test
    @DisplayName("A message is read from the middle of a buffer, and compacted to bytes of its own")
    void view() {
        byte[] bytes = SampleMessages.bytesOf(SampleMessages.of(BodyKind.TEXT));
        byte[] buffer = new byte[bytes.length + 10];
        System.arraycopy(bytes, 0, buffer, 5, bytes.length);

        EncodedMessage view = EncodedMessage.of(buffer, 5, bytes.length);
        EncodedMessage compact = view.compact();
        Arrays.fill(buffer, (byte) 0);

        assertEquals(bytes.length, compact.sizeBytes());
        assertArrayEquals(bytes, SampleMessages.bytesOf(compact));
        assertSame(compact, compact.compact());
        assertArrayEquals(
                "tëxt".getBytes(UTF_8), compact.body().readBytes(compact.body().remaining()));
    }

    @Test
    @DisplayName("Without an id there is none; its text begins with ID:")
    void messageId() {
        assertNull(SampleMessages.of(BodyKind.NONE).messageId());
        assertEquals(
                "ID:01020304-0506-0708-090a-0b0c0d0e0f10-42",
                String.valueOf(SampleMessages.of(BodyKind.TEXT).messageId()));
    }

    // ---- what does not fit

    @Test
    @DisplayName("What does not fit its field is the sender's mistake, and named")
    void encoderRefusals() {
        String tooLong = "x".repeat(65_536);
        assertRefused("65535", new MessageHeaders().destination(queue()).type(tooLong), Map.of());
        assertRefused("65535", new MessageHeaders().destination(queue()).correlationId(tooLong), Map.of());
        assertRefused(
                "65535", new MessageHeaders().destination(queue()).correlationIdBytes(new byte[65_536]), Map.of());
        assertRefused("65535", new MessageHeaders().destination(queue()), Map.of(tooLong, 1));
        assertRefused("java.lang.Object", new MessageHeaders().destination(queue()), Map.of("p", new Object()));
        assertRefused("surrogate", new MessageHeaders().destination(queue()), Map.of("p", "\uD800"));
        assertRefused("surrogate", new MessageHeaders().destination(queue()).type("a\uDC00b"), Map.of());
        assertThrows(IllegalArgumentException.class, () -> new MessageHeaders().priority(10));
        assertThrows(IllegalArgumentException.class, () -> new MessageHeaders().priority(-1));
    }

    private static void assertRefused(String named, MessageHeaders headers, Map<String, Object> properties) {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> SampleMessages.encode(headers, properties, BodyKind.NONE, sink -> {}));
        assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
    }

    @Test
    @DisplayName("65,535 properties fit, one more is refused")
    void propertyCount() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < MessageEncoder.PROPERTIES_MAX; i++) {
            properties.put("p" + i, null);
        }
        MessageHeaders headers = new MessageHeaders().destination(queue());
        assertEquals(
                properties,
                SampleMessages.encode(headers, properties, BodyKind.NONE, sink -> {})
                        .properties());

        properties.put("one more", null);
        assertRefused("65535", headers, properties);
    }

    // ---- what contradicts itself

    @ParameterizedTest
    @EnumSource
    @DisplayName("A message that ends early, wherever, is refused")
    void truncated(BodyKind kind) {
        byte[] bytes = SampleMessages.bytesOf(SampleMessages.of(kind));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertMalformed(cut);
            // The same with a length field that fits, so that the parts are found out.
            if (length >= 8) {
                LittleEndian.putInt(cut, 4, length);
                if (length < bodyOffset(bytes)) {
                    assertMalformed(cut);
                }
            }
        }
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                Arguments.of("version 0", 0, 1, 0),
                Arguments.of("version 2", 0, 1, 2),
                Arguments.of("unknown body kind", 1, 1, 6),
                Arguments.of("unknown flag", 2, 1, 4),
                Arguments.of("unknown flag", 2, 1, 0x81),
                Arguments.of("priority 10", 3, 1, 10),
                Arguments.of("null body with bytes", 2, 1, 2),
                Arguments.of("no body with bytes", 1, 1, 0),
                Arguments.of("length 0", 4, 4, 0),
                Arguments.of("length negative", 4, 4, -1),
                Arguments.of("properties before the headers", 8, 4, 64),
                Arguments.of("properties offset negative", 8, 4, -1),
                Arguments.of("properties behind the body", 8, 4, 0x7FFF_FFFF),
                Arguments.of("body before the properties", 12, 4, 65),
                Arguments.of("body offset negative", 12, 4, Integer.MIN_VALUE),
                Arguments.of("body behind the end", 12, 4, 0x7FFF_FFFF),
                Arguments.of("destination kind 0", 64, 1, 0),
                Arguments.of("destination kind 5", 64, 1, 5),
                Arguments.of("destination name too long for the message", 65, 2, 0xFFFF));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    @DisplayName("A fixed field that contradicts the rest is refused")
    void lyingField(String what, int offset, int size, int value) {
        byte[] bytes = SampleMessages.bytesOf(SampleMessages.of(BodyKind.TEXT));
        switch (size) {
            case 1 -> bytes[offset] = (byte) value;
            case 2 -> LittleEndian.putU16(bytes, offset, value);
            default -> LittleEndian.putInt(bytes, offset, value);
        }

        assertMalformed(bytes);
    }

    static Stream<Arguments> variableParts() {
        byte[] queue = {1, 1, 0, 'q'};
        return Stream.of(
                Arguments.of("fields that end early", new byte[] {0, 0}, new byte[] {0, 0}),
                Arguments.of("bytes between the fields and the properties", new byte[] {0, 0, 0, 9}, new byte[] {0, 0}),
                Arguments.of("reply-to kind 5", new byte[] {5, 1, 0, 'q', 0, 0}, new byte[] {0, 0}),
                Arguments.of("correlation id kind 3", new byte[] {0, 3, 0}, new byte[] {0, 0}),
                Arguments.of("correlation id longer than the rest", new byte[] {0, 1, 9, 0, 'c', 0}, new byte[] {0, 0}),
                Arguments.of("correlation id not UTF-8", new byte[] {0, 1, 1, 0, -1, 0}, new byte[] {0, 0}),
                Arguments.of("type presence 2", new byte[] {0, 0, 2}, new byte[] {0, 0}),
                Arguments.of("type not UTF-8", new byte[] {0, 0, 1, 1, 0, -1}, new byte[] {0, 0}),
                Arguments.of("more properties than there are", new byte[] {0, 0, 0}, new byte[] {1, 0}),
                Arguments.of("fewer properties than there are", new byte[] {0, 0, 0}, new byte[] {0, 0, 1, 0, 'p', 0}),
                Arguments.of("property of an unknown type", new byte[] {0, 0, 0}, new byte[] {1, 0, 1, 0, 'p', 11}),
                Arguments.of("property flag of 2", new byte[] {0, 0, 0}, new byte[] {1, 0, 1, 0, 'p', 1, 2}),
                Arguments.of("property name not UTF-8", new byte[] {0, 0, 0}, new byte[] {1, 0, 1, 0, -1, 0}),
                Arguments.of(
                        "property text not UTF-8", new byte[] {0, 0, 0}, new byte[] {1, 0, 1, 0, 'p', 8, 1, 0, 0, 0, -1
                        }),
                Arguments.of("property text of negative length", new byte[] {0, 0, 0}, new byte[] {
                    1, 0, 1, 0, 'p', 8, -1, -1, -1, -1
                }),
                Arguments.of("property bytes longer than the rest", new byte[] {0, 0, 0}, new byte[] {
                    1, 0, 1, 0, 'p', 10, -1, -1, -1, 127
                }),
                Arguments.of("properties that end early", queue, new byte[] {1}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variableParts")
    @DisplayName("A field of variable length that contradicts the layout is refused")
    void lyingVariablePart(String what, byte[] afterDestination, byte[] properties) {
        ArraySink sink = new ArraySink(64);
        sink.putBytes(SampleMessages.bytesOf(SampleMessages.of(BodyKind.NONE)), 0, 64);
        sink.putByte(1);
        sink.putString16("q");
        sink.putBytes(afterDestination);
        sink.patchInt(8, sink.position());
        sink.putBytes(properties);
        sink.patchInt(12, sink.position());
        sink.patchInt(4, sink.position());

        assertMalformed(sink.toByteArray());
    }

    @Test
    @DisplayName("A destination name that is not allowed is refused with a code of its own")
    void destinationName() {
        byte[] bytes = SampleMessages.bytesOf(SampleMessages.of(BodyKind.NONE));
        bytes[67] = '\n';

        ProtocolException refusal =
                assertThrows(ProtocolException.class, () -> EncodedMessage.of(bytes, 0, bytes.length));

        assertEquals(ErrorCode.INVALID_DESTINATION, refusal.code());
    }

    private static void assertMalformed(byte[] bytes) {
        ProtocolException refusal =
                assertThrows(ProtocolException.class, () -> EncodedMessage.of(bytes, 0, bytes.length));
        assertEquals(ErrorCode.MALFORMED_MESSAGE, refusal.code());
    }

    private static int bodyOffset(byte[] bytes) {
        return LittleEndian.getInt(bytes, 12);
    }

    private static DestinationName queue() {
        return DestinationName.queue("q");
    }
}
