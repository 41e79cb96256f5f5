// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.bytes;

import org.jspecify.annotations.Nullable;

/**
 * Where encoders write, little endian. One implementation grows a byte array ({@link ArraySink}); a network layer adds
 * one over its own buffers so that a frame is written once, in its final place.
 */
public interface ByteSink {
    void putByte(int value);

    void putU16(int value);

    void putInt(int value);

    void putLong(long value);

    void putBytes(byte[] source, int offset, int length);

    /** Bytes written so far; also the offset that the next byte gets. */
    int position();

    /** Overwrites four bytes written earlier: lengths and offsets that are known only afterwards. */
    void patchInt(int position, int value);

    /** Copies bytes written earlier, from that position on. */
    void copyTo(int position, byte[] target, int offset, int length);

    default void putBytes(byte[] source) {
        putBytes(source, 0, source.length);
    }

    /**
     * A u16 length and that many bytes of UTF-8.
     *
     * @throws IllegalArgumentException if the text is longer than 65,535 bytes or holds an unpaired surrogate
     */
    default void putString16(String text) {
        byte[] utf8 = Utf8.encode(text);
        if (utf8.length > 0xFFFF) {
            throw new IllegalArgumentException("a text of " + utf8.length + " bytes where at most 65535 fit: \""
                    + text.substring(0, 40) + "...\"");
        }
        putU16(utf8.length);
        putBytes(utf8);
    }

    /** A presence byte (0 absent, 1 present), then {@link #putString16} if present. */
    default void putOptionalString16(@Nullable String text) {
        putByte(text == null ? 0 : 1);
        if (text != null) {
            putString16(text);
        }
    }

    /** A u32 length and that many bytes. */
    default void putBytes32(byte[] bytes) {
        putInt(bytes.length);
        putBytes(bytes);
    }

    /** A u32 length and that many bytes of UTF-8. */
    default void putString32(String text) {
        putBytes32(Utf8.encode(text));
    }
}
