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
        int bytes = Utf8.encode(name).length;
        if (bytes > bytesMax) {
            return owner + "'s name has at most " + bytesMax + " bytes, \""
                    + name.substring(0, Math.min(SHOWN_CHARS, name.length())) + "...\" has " + bytes;
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                return String.format(
                        "%s's name has no control characters, this one has U+%04X at index %d",
                        owner, (int) name.charAt(i), i);
            }
        }
        return null;
    }
}
