// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import java.util.List;
import java.util.Set;

/** What is true, false or unknown of a message (JMS 3.1 §3.8.1.1, conditional expressions). */
sealed interface Condition extends Expression {
    Truth evaluate(FieldValues fields);

    /** All of at least two; the first that is false decides. */
    record And(List<Condition> parts) implements Condition {
        @Override
        public Truth evaluate(FieldValues fields) {
            Truth result = Truth.TRUE;
            for (int i = 0; i < parts.size() && result != Truth.FALSE; i++) {
                result = result.and(parts.get(i).evaluate(fields));
            }
            return result;
        }
    }

    /** Any of at least two; the first that is true decides. */
    record Or(List<Condition> parts) implements Condition {
        @Override
        public Truth evaluate(FieldValues fields) {
            Truth result = Truth.FALSE;
            for (int i = 0; i < parts.size() && result != Truth.TRUE; i++) {
                result = result.or(parts.get(i).evaluate(fields));
            }
            return result;
        }
    }

    record Not(Condition inner) implements Condition {
        @Override
        public Truth evaluate(FieldValues fields) {
            return inner.evaluate(fields).not();
        }
    }

    /** A literal or a field in the place of a condition: as if it were compared with {@code = TRUE}. */
    record IsTrue(Value value) implements Condition {
        @Override
        public Truth evaluate(FieldValues fields) {
            return ComparisonOperator.EQUAL.compare(value.evaluate(fields), true);
        }
    }

    record Comparison(ComparisonOperator operator, Value left, Value right) implements Condition {
        @Override
        public Truth evaluate(FieldValues fields) {
            return operator.compare(left.evaluate(fields), right.evaluate(fields));
        }
    }

    /** {@code value >= low AND value <= high}; negated, {@code value < low OR value > high}. */
    record Between(Value value, Value low, Value high, boolean negated) implements Condition {
        @Override
        public Truth evaluate(FieldValues fields) {
            Object tested = value.evaluate(fields);
            Object from = low.evaluate(fields);
            Object to = high.evaluate(fields);
            return negated
                    ? ComparisonOperator.LESS.compare(tested, from).or(ComparisonOperator.GREATER.compare(tested, to))
                    : ComparisonOperator.GREATER_OR_EQUAL
                            .compare(tested, from)
                            .and(ComparisonOperator.LESS_OR_EQUAL.compare(tested, to));
        }
    }

    /** As if compared with each by {@code =}; what is no text is none of them. */
    record In(Value.Field field, Set<String> texts) implements Condition {
        @Override
        public Truth evaluate(FieldValues fields) {
            Object tested = field.evaluate(fields);
            if (tested == null) {
                return Truth.UNKNOWN;
            }
            return Truth.of(tested instanceof String text && texts.contains(text));
        }
    }

    /** What is no text is like no pattern. */
    record Like(Value.Field field, LikePattern pattern) implements Condition {
        @Override
        public Truth evaluate(FieldValues fields) {
            Object tested = field.evaluate(fields);
            if (tested == null) {
                return Truth.UNKNOWN;
            }
            return Truth.of(tested instanceof String text && pattern.matches(text));
        }
    }

    record IsNull(Value.Field field) implements Condition {
        @Override
        public Truth evaluate(FieldValues fields) {
            return Truth.of(field.evaluate(fields) == null);
        }
    }
}
