// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

/** The numeric types of properties: Byte, Short, Integer and Long are exact, Float and Double approximate. */
final class Numbers {
    private Numbers() {}

    static boolean isExact(Number number) {
        return !(number instanceof Double || number instanceof Float);
    }

    /** After Java's unary numeric promotion. */
    static Number negate(Number number) {
        if (number instanceof Double value) {
            return -value;
        }
        if (number instanceof Float value) {
            return -value;
        }
        if (number instanceof Long value) {
            return -value;
        }
        return -number.intValue();
    }
}
