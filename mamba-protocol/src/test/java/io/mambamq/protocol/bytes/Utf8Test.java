// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ProtocolException;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "really? yes?", "ä€😀", "\uFFFD", "\0", "0123456789abcdefä", "\uFFFF"})
    @DisplayName("Text comes back as it was")
    void roundTrip(String text) {
        byte[] bytes = Utf8.encode(text);

        assertArrayEquals(text.getBytes(UTF_8), bytes);
        assertEquals(text, Utf8.decode(bytes, 0, bytes.length));
        assertDoesNotThrow(() -> Utf8.requireWellFormed(bytes, 0, bytes.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "a\uDC00", "?\uD83D", "\uDE00\uD83D", "\uD83D\uDE00\uD83D"})
    @DisplayName("Half a surrogate pair is refused, never replaced")
    void unpairedSurrogates(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Utf8.encode(text));

        assertTrue(refusal.getMessage().contains("index"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff",
                "c3",
                "c328",
                "e282",
                "eda080", // half a surrogate pair
                "f4908080", // above U+10FFFF
                "c080", // overlong
                "6162636465666768ff",
                "efbfbdff" // a true U+FFFD does not hide the byte behind it
            })
    @DisplayName("Malformed bytes are refused, never replaced, wherever they stand")
    void malformed(String hex) {
        byte[] bytes = HexFormat.of().parseHex("2121" + hex);

        assertThrows(ProtocolException.class, () -> Utf8.decode(bytes, 2, bytes.length - 2));
        assertThrows(ProtocolException.class, () -> Utf8.requireWellFormed(bytes, 2, bytes.length - 2));
    }

    @Test
    @DisplayName("Only the given part is looked at")
    void part() {
        byte[] bytes = {-1, 'a', 'b', -1};

        assertEquals("ab", Utf8.decode(bytes, 1, 2));
        assertDoesNotThrow(() -> Utf8.requireWellFormed(bytes, 1, 2));
    }
}
