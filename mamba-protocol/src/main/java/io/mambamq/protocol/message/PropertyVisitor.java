// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

import org.jspecify.annotations.Nullable;

/** Looks through a message's properties in place, in their order, and has those built that it wants. */
public interface PropertyVisitor {
    /** Whether to build the value of the property of this name, which is UTF-8 in a part of the array. */
    boolean wants(byte[] array, int nameOffset, int nameLength);

    /** The value of the property that was wanted just now. */
    void value(@Nullable Object value);
}
