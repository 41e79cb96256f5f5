// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import org.jspecify.annotations.Nullable;

/** What has a value for a message: a String, a Boolean, a boxed number, or null (JMS 3.1 §3.8.1.1). */
sealed interface Value extends Expression {
    @Nullable
    Object evaluate(FieldValues fields);

    /** A String, Boolean, Long, Float or Double. */
    record Literal(Object value) implements Value {
        @Override
        public Object evaluate(FieldValues fields) {
            return value;
        }
    }

    /** A header field or a property, by its place in {@link Fields}. */
    record Field(String name, int slot) implements Value {
        @Override
        public @Nullable Object evaluate(FieldValues fields) {
            return fields.value(slot);
        }
    }

    /** Null if one of the two is no number, or if it divides by zero. */
    record Arithmetic(ArithmeticOperator operator, Value left, Value right) implements Value {
        @Override
        public @Nullable Object evaluate(FieldValues fields) {
            Object first = left.evaluate(fields);
            Object second = right.evaluate(fields);
            return first instanceof Number a && second instanceof Number b ? operator.apply(a, b) : null;
        }
    }

    /** A sign before a value: null if it is no number. */
    record Signed(boolean negative, Value inner) implements Value {
        @Override
        public @Nullable Object evaluate(FieldValues fields) {
            if (inner.evaluate(fields) instanceof Number number) {
                return negative ? Numbers.negate(number) : number;
            }
            return null;
        }
    }
}
