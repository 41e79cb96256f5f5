// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import org.jspecify.annotations.Nullable;

/** Calculates with two numbers after Java's binary numeric promotion (JMS 3.1 §3.8.1.1), overflow included. */
enum ArithmeticOperator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE;

    /** Null for a division by zero: its value is unknown, whatever the type. */
    @Nullable
    Number apply(Number left, Number right) {
        if (this == DIVIDE && right.doubleValue() == 0) {
            return null;
        }
        if (left instanceof Double || right instanceof Double) {
            return ofDoubles(left.doubleValue(), right.doubleValue());
        }
        if (left instanceof Float || right instanceof Float) {
            return ofFloats(left.floatValue(), right.floatValue());
        }
        if (left instanceof Long || right instanceof Long) {
            return ofLongs(left.longValue(), right.longValue());
        }
        return ofInts(left.intValue(), right.intValue());
    }

    private Double ofDoubles(double left, double right) {
        return switch (this) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
        };
    }

    private Float ofFloats(float left, float right) {
        return switch (this) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
        };
    }

    private Long ofLongs(long left, long right) {
        return switch (this) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
        };
    }

    private Integer ofInts(int left, int right) {
        return switch (this) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
        };
    }
}
