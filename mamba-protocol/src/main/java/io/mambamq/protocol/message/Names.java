// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

import io.mambamq.protocol.bytes.Utf8;
import org.jspecify.annotations.Nullable;

/** What every name in the broker has in common: it is not empty, not too long, and can be printed. */
final class Names {
    private static final int SHOWN_CHARS = 40;

    private Names() {}

    /**
     * Null if the name is good.
     *
     * @param owner for the text, as in "a destination"
     */
    static @Nullable String problemOf(String owner, String name, int bytesMax) {
        if (name.isEmpty()) {
            return owner + " needs a name";
        }
        return problemOfText(owner + "'s name", name, bytesMax);
    }

    /**
     * Null if the text, which may be empty, is good.
     *
     * @param what for the text, as in "a client id"
     */
    static @Nullable String problemOfText(String what, String text, int bytesMax) {
        int bytes = Utf8.encode(text).length;
        if (bytes > bytesMax) {
            return what + " has at most " + bytesMax + " bytes, \""
                    + text.substring(0, Math.min(SHOWN_CHARS, text.length())) + "...\" has " + bytes;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return String.format(
                        "%s has no control characters, this one has U+%04X at index %d", what, (int) text.charAt(i), i);
            }
        }
        return null;
    }
}
