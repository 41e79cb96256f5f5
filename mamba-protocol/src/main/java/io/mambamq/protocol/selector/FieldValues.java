// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import org.jspecify.annotations.Nullable;

/** What one message has in the fields that a selector names. */
interface FieldValues {
    /** Null if the message has no such field. */
    @Nullable
    Object value(int slot);
}
