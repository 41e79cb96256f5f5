// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.bytes.LittleEndian;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedFrameTest {
    private static final int SESSION_OFFSET = 4;

    static Stream<Frame> frames() {
        return SampleFrames.all();
    }

    @ParameterizedTest
    @MethodSource("frames")
    @DisplayName("A frame that ends early, wherever, is refused")
    void truncatedAtEveryByte(Frame frame) {
        byte[] content = SampleFrames.encodeContent(frame);
        for (int length = 0; length < content.length; length++) {
            byte[] truncated = Arrays.copyOf(content, length);
            assertThrows(
                    ProtocolException.class,
                    () -> SampleFrames.decodeContent(truncated),
                    () -> frame + " cut to " + truncated.length + " bytes");
        }
    }

    @ParameterizedTest
    @MethodSource("frames")
    @DisplayName("A frame with a byte too many is refused")
    void oneByteMore(Frame frame) {
        byte[] content = SampleFrames.encodeContent(frame);

        assertThrows(
                ProtocolException.class, () -> SampleFrames.decodeContent(Arrays.copyOf(content, content.length + 1)));
    }

    @ParameterizedTest
    @MethodSource("frames")
    @DisplayName("A reserved bit is refused")
    void reservedBits(Frame frame) {
        for (int offset = 1; offset < SESSION_OFFSET; offset++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] content = SampleFrames.encodeContent(frame);
                content[offset] = (byte) (1 << bit);
                assertThrows(ProtocolException.class, () -> SampleFrames.decodeContent(content));
            }
        }
    }

    @Test
    @DisplayName("Every type without a meaning is refused")
    void unknownTypes() {
        for (int value = 0; value < 256; value++) {
            int wireValue = value;
            if (Arrays.stream(FrameType.values()).noneMatch(type -> type.wireValue() == wireValue)) {
                byte[] content = {(byte) wireValue, 0, 0, 0, 0, 0, 0, 0};
                assertThrows(ProtocolException.class, () -> SampleFrames.decodeContent(content));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("frames")
    @DisplayName("Session numbers begin with 1; frames of the connection have none")
    void sessionNumbers(Frame frame) {
        int[] wrong = frame instanceof SessionFrame ? new int[] {0, -1, Integer.MIN_VALUE} : new int[] {1, -1};
        for (int session : wrong) {
            byte[] content = SampleFrames.encodeContent(frame);
            LittleEndian.putInt(content, SESSION_OFFSET, session);
            assertThrows(ProtocolException.class, () -> SampleFrames.decodeContent(content));
        }
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                malformed("an unknown outcome", FrameType.SETTLE, sink -> settle(sink, 0, 1, 1, 1)),
                malformed("another unknown outcome", FrameType.SETTLE, sink -> settle(sink, 4, 1, 1, 1)),
                malformed("more ranges than bytes", FrameType.SETTLE, sink -> settle(sink, 1, 2, 1, 1)),
                malformed("a negative count of ranges", FrameType.SETTLE, sink -> settle(sink, 1, -1, 1, 1)),
                malformed("a count whose bytes overflow", FrameType.SETTLE, sink -> settle(sink, 1, 0x1000_0001, 1, 1)),
                malformed("a range of delivery 0", FrameType.SETTLE, sink -> settle(sink, 1, 1, 0, 1)),
                malformed("a range that descends", FrameType.SETTLE, sink -> settle(sink, 1, 1, 2, 1)),
                malformed("ranges that overlap", FrameType.SETTLE, sink -> settle(sink, 1, 2, 1, 5, 5, 6)),
                malformed("a flag that is neither 0 nor 1", FrameType.TRANSACTION_COMMIT, sink -> {
                    sink.putInt(1);
                    localId(sink);
                    sink.putByte(2);
                }),
                malformed("an unknown kind of transaction", FrameType.TRANSACTION_FORGET, sink -> {
                    sink.putInt(1);
                    sink.putByte(3);
                }),
                malformed("an xid part of 65 bytes", FrameType.TRANSACTION_FORGET, sink -> {
                    sink.putInt(1);
                    sink.putByte(2);
                    sink.putInt(0);
                    sink.putByte(65);
                    sink.putBytes(new byte[65]);
                    sink.putByte(0);
                }),
                malformed("a branch in an unknown state", FrameType.TRANSACTION_LISTED, sink -> {
                    sink.putInt(1);
                    localId(sink);
                    sink.putByte(4);
                }),
                malformed("more destinations of a branch than are named", FrameType.TRANSACTION_LISTED, sink -> {
                    sink.putInt(1);
                    localId(sink);
                    sink.putByte(1);
                    sink.putLong(0);
                    sink.putLong(0);
                    sink.putLong(0);
                    sink.putInt(17);
                    sink.putByte(17);
                }),
                malformed("a negative count of transactions", FrameType.TRANSACTIONS_IN_DOUBT, sink -> {
                    sink.putInt(1);
                    sink.putInt(-1);
                }),
                malformed("more transactions than bytes", FrameType.TRANSACTIONS_IN_DOUBT, sink -> {
                    sink.putInt(1);
                    sink.putInt(Integer.MAX_VALUE);
                    localId(sink);
                }),
                malformed("an unknown kind of destination", FrameType.CONSUMER_ATTACH, sink -> attach(sink, 5, "q")),
                malformed("destination kind 0", FrameType.CONSUMER_ATTACH, sink -> attach(sink, 0, "q")),
                malformed("text that is not UTF-8", FrameType.FAILED, sink -> {
                    sink.putInt(1);
                    sink.putU16(1);
                    sink.putU16(2);
                    sink.putByte(0xC3);
                    sink.putByte('(');
                }),
                malformed("a negative time of resumption", FrameType.CONNECTED, sink -> connected(sink, -1, 0, 0)),
                malformed("a negative count of bytes", FrameType.CONNECTED, sink -> connected(sink, 1, 1, -1)),
                malformed("what a new connection received", FrameType.CONNECTED, sink -> connected(sink, 1, 0, 1)),
                malformed("half a surrogate pair in UTF-8", FrameType.CLOSE, sink -> {
                    sink.putU16(0);
                    sink.putU16(3);
                    sink.putBytes(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contradictions")
    @DisplayName("A field that contradicts the layout is a protocol error")
    void contradiction(String what, byte[] content) {
        ProtocolException refusal = assertThrows(ProtocolException.class, () -> SampleFrames.decodeContent(content));

        assertEquals(ErrorCode.PROTOCOL_ERROR, refusal.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\u0000", "a\u0085"})
    @DisplayName("A destination name that is not allowed is refused with a code of its own")
    void destinationNames(String name) {
        byte[] content = content(FrameType.CONSUMER_ATTACH, sink -> attach(sink, 1, name));

        ProtocolException refusal = assertThrows(ProtocolException.class, () -> SampleFrames.decodeContent(content));

        assertEquals(ErrorCode.INVALID_DESTINATION, refusal.code());
    }

    @Test
    @DisplayName("A malformed message is refused with a code of its own")
    void malformedMessage() {
        byte[] content =
                SampleFrames.encodeContent(SampleFrames.of(FrameType.SEND).get(0));
        content[content.length - 1] ^= 0xFF;

        ProtocolException refusal = assertThrows(ProtocolException.class, () -> SampleFrames.decodeContent(content));

        assertEquals(ErrorCode.MALFORMED_MESSAGE, refusal.code());
        assertTrue(refusal.getMessage().contains("message"), refusal.getMessage());
    }

    private static Arguments malformed(String what, FrameType type, Consumer<ByteSink> payload) {
        return Arguments.of(what, content(type, payload));
    }

    private static byte[] content(FrameType type, Consumer<ByteSink> payload) {
        ArraySink sink = new ArraySink(64);
        sink.putByte(type.wireValue());
        sink.putByte(0);
        sink.putU16(0);
        sink.putInt(type == FrameType.CLOSE || type == FrameType.CONNECTED ? 0 : 1);
        payload.accept(sink);
        return sink.toByteArray();
    }

    private static void connected(ByteSink sink, int resumeTimeoutMs, int resumes, long receivedBytes) {
        sink.putLong(1);
        sink.putLong(2);
        sink.putInt(0);
        sink.putInt(1);
        sink.putLong(0);
        sink.putByte(0);
        sink.putInt(resumeTimeoutMs);
        sink.putByte(resumes);
        sink.putLong(receivedBytes);
        sink.putString16("");
    }

    private static void settle(ByteSink sink, int outcome, int count, long... bounds) {
        sink.putInt(1);
        sink.putInt(0);
        sink.putByte(outcome);
        sink.putInt(count);
        for (long bound : bounds) {
            sink.putLong(bound);
        }
    }

    private static void localId(ByteSink sink) {
        sink.putByte(1);
        sink.putLong(1);
        sink.putLong(2);
        sink.putLong(3);
    }

    private static void attach(ByteSink sink, int kind, String name) {
        sink.putInt(1);
        sink.putInt(1);
        sink.putByte(kind);
        sink.putString16(name);
        sink.putByte(0);
        sink.putByte(0);
    }
}
