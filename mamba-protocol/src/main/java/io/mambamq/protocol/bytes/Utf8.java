// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.bytes;

import io.mambamq.protocol.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text to UTF-8 and back without silent loss: {@code String.getBytes} would turn half a surrogate pair into a question mark,
 * {@code new String} malformed bytes into U+FFFD.
 */
public final class Utf8 {
    private static final long NON_ASCII = 0x8080808080808080L;

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

    /**
     * The bytes' text.
     *
     * @throws ProtocolException if they are not well-formed UTF-8
     */
    public static String decode(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        // Only a U+FFFD in the text can hide a malformed byte; most text has none and skips the second look.
        if (text.indexOf('\uFFFD') >= 0) {
            requireDecodable(bytes, offset, length);
        }
        return text;
    }

    /**
     * {@link #decode} will succeed; costs no String.
     *
     * @throws ProtocolException if the bytes are not well-formed UTF-8
     */
    public static void requireWellFormed(byte[] bytes, int offset, int length) {
        int index = offset;
        int end = offset + length;
        while (end - index >= Long.BYTES && (LittleEndian.getLong(bytes, index) & NON_ASCII) == 0) {
            index += Long.BYTES;
        }
        while (index < end && bytes[index] >= 0) {
            index++;
        }
        if (index < end) {
            requireDecodable(bytes, index, end - index);
        }
    }

    private static void requireDecodable(byte[] bytes, int offset, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
        } catch (CharacterCodingException e) {
            throw ProtocolException.protocolError("a text that is not well-formed UTF-8: " + e.getMessage());
        }
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
