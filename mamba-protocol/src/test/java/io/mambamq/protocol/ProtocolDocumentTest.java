// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.FrameType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/protocol.md is what people write clients from: it says what the code says. */
class ProtocolDocumentTest {
    private static String document;

    @BeforeAll
    static void read() throws IOException {
        document = Files.readString(Path.of("..", "docs", "protocol.md"));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Every frame type stands there with its wire value, and again with its payload")
    void frameTypes(FrameType type) {
        String row = String.format(Locale.ROOT, "| 0x%02X | `%s` |", type.wireValue(), type);
        assertTrue(document.contains(row), row);

        int mentions = document.split('`' + type.name() + '`', -1).length - 1;
        assertTrue(mentions > 1, () -> type + " has no description");
    }

    @Test
    @DisplayName("No frame type stands there that there is not")
    void noOtherFrameTypes() {
        Matcher row = Pattern.compile("\\| 0x([0-9A-F]{2}) \\| `([A-Z_]+)` \\|").matcher(document);
        while (row.find()) {
            int wireValue = HexFormat.fromHexDigits(row.group(1));
            assertEquals(FrameType.valueOf(row.group(2)), FrameType.ofWireValue(wireValue));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Every error code stands there with its wire value")
    void errorCodes(ErrorCode code) {
        String row = "| " + code.wireValue() + " | `" + code + "` |";
        assertTrue(document.contains(row), row);
    }

    @Test
    @DisplayName("The bytes of the conversation are frames")
    void conversation() {
        Matcher line = Pattern.compile("(?m)^[<>] ([0-9A-F]{8} [0-9A-F]{2}( [0-9A-F]{2,})+)(\\s+|\\s+\\S.*)$")
                .matcher(document);
        int frames = 0;
        while (line.find()) {
            byte[] frame = HexFormat.of().parseHex(line.group(1).replace(" ", ""));
            FrameCodec.decode(frame, FrameCodec.LENGTH_BYTES, frame.length - FrameCodec.LENGTH_BYTES);
            assertEquals(frame.length - FrameCodec.LENGTH_BYTES, frame[0], line.group(1));
            frames++;
        }
        assertEquals(7, frames);
    }
}
