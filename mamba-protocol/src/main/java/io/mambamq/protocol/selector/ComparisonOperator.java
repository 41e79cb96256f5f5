// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import org.jspecify.annotations.Nullable;

/** Compares two values (JMS 3.1 §3.8.1.1). */
enum ComparisonOperator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    boolean isOrdering() {
        return this != EQUAL && this != NOT_EQUAL;
    }

    /**
     * Unknown if one is null. Numbers compare after Java's promotion, texts and Booleans by {@code =} and {@code <>} only;
     * all else is unlike and compares false, also by {@code <>}.
     */
    Truth compare(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return Truth.UNKNOWN;
        }
        if (left instanceof Number a && right instanceof Number b) {
            return Truth.of(holds(a, b));
        }
        boolean alike = (left instanceof String && right instanceof String)
                || (left instanceof Boolean && right instanceof Boolean);
        if (!alike || isOrdering()) {
            return Truth.FALSE;
        }
        return Truth.of(left.equals(right) == (this == EQUAL));
    }

    private boolean holds(Number left, Number right) {
        if (Numbers.isExact(left) && Numbers.isExact(right)) {
            return holds(Long.compare(left.longValue(), right.longValue()));
        }
        if (left instanceof Double || right instanceof Double) {
            return holds(left.doubleValue(), right.doubleValue());
        }
        // Widening the promoted float to double changes no order and keeps NaN.
        return holds(left.floatValue(), right.floatValue());
    }

    private boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    /** With Java's operators, for which NaN is unequal to all and 0.0 equals -0.0. */
    private boolean holds(double left, double right) {
        return switch (this) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
            case GREATER -> left > right;
            case GREATER_OR_EQUAL -> left >= right;
        };
    }
}
