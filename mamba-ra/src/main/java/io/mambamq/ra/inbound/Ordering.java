// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import org.jspecify.annotations.Nullable;

/** Which messages of an activation are processed one at a time, in the order in which the broker has them, failures included. */
enum Ordering {
    NONE,
    DESTINATION,
    GROUP;

    static Ordering of(@Nullable String text) {
        return text == null || text.isBlank() ? NONE : valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }
}
