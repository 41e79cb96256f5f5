// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.file;

import java.io.IOException;
import java.util.Locale;

/** Tells a full disk from a broken one, by the words of the operating system: Java has no type for it. */
public final class OutOfSpace {

    private OutOfSpace() {}

    public static boolean isCause(IOException failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("quota exceeded");
    }
}
