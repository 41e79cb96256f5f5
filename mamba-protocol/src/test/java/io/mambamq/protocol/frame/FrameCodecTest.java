// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mambamq.protocol.GoldenBytes;
import io.mambamq.protocol.bytes.LittleEndian;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameCodecTest {
    static Stream<Frame> frames() {
        return SampleFrames.all();
    }

    @ParameterizedTest
    @MethodSource("frames")
    @DisplayName("A frame is what it was before the wire")
    void roundTrip(Frame frame) {
        byte[] encoded = SampleFrames.encode(frame);

        Frame decoded = FrameCodec.decode(encoded, FrameCodec.LENGTH_BYTES, LittleEndian.getInt(encoded, 0));

        assertEquals(frame.type(), decoded.type());
        assertEquals(frame.session(), decoded.session());
        assertArrayEquals(encoded, SampleFrames.encode(decoded));
        if (!carriesMessage(frame)) {
            assertEquals(frame, decoded);
        }
    }

    @ParameterizedTest
    @MethodSource("frames")
    @DisplayName("A frame is read from the middle of a buffer as well")
    void roundTripInTheMiddle(Frame frame) {
        byte[] content = SampleFrames.encodeContent(frame);
        byte[] buffer = new byte[content.length + 20];
        Arrays.fill(buffer, (byte) 0xEE);
        System.arraycopy(content, 0, buffer, 7, content.length);

        assertArrayEquals(content, SampleFrames.encodeContent(FrameCodec.decode(buffer, 7, content.length)));
    }

    @Test
    @DisplayName("The bytes of every frame type are those that were agreed on")
    void golden() throws IOException {
        Map<String, byte[]> actual = new LinkedHashMap<>();
        for (FrameType type : FrameType.values()) {
            actual.put(type.name(), SampleFrames.encode(SampleFrames.of(type).get(0)));
        }

        GoldenBytes.assertMatches("frame/frames.txt", actual);
    }

    @Test
    @DisplayName("A password is not shown to logs")
    void noPasswordInText() {
        assertFalse(SampleFrames.of(FrameType.CONNECT).get(0).toString().contains("secret"));
    }

    private static boolean carriesMessage(Frame frame) {
        return frame.type() == FrameType.SEND || frame.type() == FrameType.DELIVER || frame.type() == FrameType.BROWSED;
    }
}
