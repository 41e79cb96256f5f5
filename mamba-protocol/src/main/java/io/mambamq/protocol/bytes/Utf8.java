// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.bytes;

import java.nio.charset.StandardCharsets;

/** Text to UTF-8 without silent loss: {@code String.getBytes} would turn half a surrogate pair into a question mark. */
public final class Utf8 {
    private Utf8() {}

    /**
     * The text's bytes.
     *
     * @throws IllegalArgumentException if the text holds an unpaired surrogate, which UTF-8 cannot carry; names its index
     */
    public static byte[] encode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        // Only a '?' in the output can hide a replaced surrogate; most text has none and skips the second look.
        for (byte b : utf8) {
            if (b == '?') {
                requirePairedSurrogates(text);
                break;
            }
        }
        return utf8;
    }

    public static String decode(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    private static void requirePairedSurrogates(String text) {
        int index = 0;
        while (index < text.length()) {
            // A proper pair is one code point of two chars; half a pair comes back as itself.
            int codePoint = text.codePointAt(index);
            if (Character.isBmpCodePoint(codePoint) && Character.isSurrogate((char) codePoint)) {
                throw new IllegalArgumentException("the text has half a surrogate pair at index " + index + " (U+"
                        + Integer.toHexString(codePoint) + "), which UTF-8 cannot carry");
            }
            index += Character.charCount(codePoint);
        }
    }
}
