// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Writes random selectors, each with what it must say of a message, worked out beside the text by the words of the
 * specification and without any code of the product. Null stands for unknown.
 */
final class RandomSelector {
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");
    private static final List<String> TEXTS = List.of("", "x", "xy", "it's", "100%", "a_b");

    /** A condition or a value as text, and what it is. */
    record Written(String text, @Nullable Object is) {}

    private final Random random;
    private final Map<String, Object> properties;

    RandomSelector(Random random, Map<String, Object> properties) {
        this.random = random;
        this.properties = properties;
    }

    /** Values of all types for some of the names. */
    static Map<String, Object> properties(Random random) {
        Map<String, Object> properties = new java.util.HashMap<>();
        for (String name : NAMES) {
            Object value = propertyValue(random);
            if (value != null) {
                properties.put(name, value);
            }
        }
        return properties;
    }

    private static @Nullable Object propertyValue(Random random) {
        int small = random.nextInt(5) - 2;
        return switch (random.nextInt(10)) {
            case 0 -> (byte) small;
            case 1 -> (short) small;
            case 2 -> small;
            case 3 -> (long) small;
            case 4 -> small / 2f;
            case 5 -> small / 2d;
            case 6 -> random.nextBoolean();
            case 7, 8 -> TEXTS.get(random.nextInt(TEXTS.size()));
            default -> null;
        };
    }

    Written condition(int depth) {
        if (depth == 0) {
            return random.nextBoolean() ? predicate() : truthValue();
        }
        return switch (random.nextInt(6)) {
            case 0, 1 -> joined(depth, "AND");
            case 2, 3 -> joined(depth, "OR");
            case 4 -> {
                Written inner = condition(depth - 1);
                yield new Written(word("NOT") + " (" + inner.text + ")", not(inner.is));
            }
            default -> predicate();
        };
    }

    private Written joined(int depth, String operator) {
        Written left = condition(depth - 1);
        Written right = condition(depth - 1);
        Object is = operator.equals("AND") ? and(left.is, right.is) : or(left.is, right.is);
        return new Written("(" + left.text + ")" + space() + word(operator) + space() + "(" + right.text + ")", is);
    }

    private Written truthValue() {
        if (random.nextBoolean()) {
            boolean value = random.nextBoolean();
            return new Written(word(value ? "TRUE" : "FALSE"), value);
        }
        String name = name();
        Object value = properties.get(name);
        return new Written(name, value == null ? null : Boolean.TRUE.equals(value));
    }

    private Written predicate() {
        return switch (random.nextInt(5)) {
            case 0 -> between();
            case 1 -> in();
            case 2 -> isNull();
            default -> comparison();
        };
    }

    private Written comparison() {
        List<String> operators = List.of("=", "<>", "<", "<=", ">", ">=");
        String operator = operators.get(random.nextInt(operators.size()));
        boolean isOrdering = !operator.equals("=") && !operator.equals("<>");
        Written left = isOrdering || random.nextBoolean() ? number(2) : any();
        Written right = isOrdering || random.nextBoolean() ? number(2) : any();
        return new Written(left.text + space() + operator + space() + right.text, compare(left.is, operator, right.is));
    }

    private Written between() {
        Written tested = number(1);
        Written low = number(1);
        Written high = number(1);
        boolean negated = random.nextBoolean();
        Object is = negated
                ? or(compare(tested.is, "<", low.is), compare(tested.is, ">", high.is))
                : and(compare(tested.is, ">=", low.is), compare(tested.is, "<=", high.is));
        return new Written(
                tested.text + (negated ? " " + word("NOT") : "") + " " + word("BETWEEN") + " " + low.text + " "
                        + word("AND") + " " + high.text,
                is);
    }

    private Written in() {
        String name = name();
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            texts.add(TEXTS.get(random.nextInt(TEXTS.size())));
        }
        String list =
                String.join(",", texts.stream().map(RandomSelector::quoted).toList());
        Object value = properties.get(name);
        Object is = value == null ? null : value instanceof String text && texts.contains(text);
        boolean negated = random.nextBoolean();
        return new Written(
                name + (negated ? " " + word("NOT") : "") + " " + word("IN") + space() + "(" + list + ")",
                negated ? not(is) : is);
    }

    private Written isNull() {
        String name = name();
        boolean negated = random.nextBoolean();
        return new Written(
                name + " " + word("IS") + (negated ? " " + word("NOT") : "") + " " + word("NULL"),
                (properties.get(name) == null) != negated);
    }

    private Written any() {
        return switch (random.nextInt(3)) {
            case 0 -> {
                String text = TEXTS.get(random.nextInt(TEXTS.size()));
                yield new Written(quoted(text), text);
            }
            case 1 -> {
                boolean value = random.nextBoolean();
                yield new Written(word(value ? "TRUE" : "FALSE"), value);
            }
            default -> field();
        };
    }

    private Written number(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            Written left = number(depth - 1);
            Written right = number(depth - 1);
            String operator = List.of("+", "-", "*", "/").get(random.nextInt(4));
            return new Written(
                    "(" + left.text + space() + operator + space() + right.text + ")",
                    calculate(left.is, operator, right.is));
        }
        int small = random.nextInt(4);
        return switch (random.nextInt(5)) {
            case 0 -> new Written(String.valueOf(small), (long) small);
            case 1 -> new Written("-" + small + ".5", -(small + 0.5));
            case 2 -> new Written(small + ".5F", small + 0.5f);
            default -> field();
        };
    }

    private Written field() {
        String name = name();
        return new Written(name, properties.get(name));
    }

    // ---- what the specification says

    private static @Nullable Object and(@Nullable Object left, @Nullable Object right) {
        if (Boolean.FALSE.equals(left) || Boolean.FALSE.equals(right)) {
            return false;
        }
        return (left == null || right == null) ? null : true;
    }

    private static @Nullable Object or(@Nullable Object left, @Nullable Object right) {
        return not(and(not(left), not(right)));
    }

    private static @Nullable Object not(@Nullable Object value) {
        return value == null ? null : !(Boolean) value;
    }

    private static @Nullable Object compare(@Nullable Object left, String operator, @Nullable Object right) {
        if (left == null || right == null) {
            return null;
        }
        if (left instanceof Number a && right instanceof Number b) {
            // All numbers here are small enough for a double to hold them exactly.
            double x = a.doubleValue();
            double y = b.doubleValue();
            return switch (operator) {
                case "=" -> x == y;
                case "<>" -> x != y;
                case "<" -> x < y;
                case "<=" -> x <= y;
                case ">" -> x > y;
                default -> x >= y;
            };
        }
        if (left.getClass() != right.getClass()) {
            return false;
        }
        return switch (operator) {
            case "=" -> left.equals(right);
            case "<>" -> !left.equals(right);
            default -> false;
        };
    }

    private static @Nullable Object calculate(@Nullable Object left, String operator, @Nullable Object right) {
        if (!(left instanceof Number a) || !(right instanceof Number b)) {
            return null;
        }
        boolean isApproximate = a instanceof Float || a instanceof Double || b instanceof Float || b instanceof Double;
        double x = a.doubleValue();
        double y = b.doubleValue();
        if (operator.equals("/")) {
            if (y == 0) {
                return null;
            }
            if (!isApproximate) {
                return a.longValue() / b.longValue();
            }
            boolean isDouble = a instanceof Double || b instanceof Double;
            return isDouble ? (Object) (x / y) : (Object) (a.floatValue() / b.floatValue());
        }
        double result = switch (operator) {
            case "+" -> x + y;
            case "-" -> x - y;
            default -> x * y;
        };
        if (!isApproximate) {
            return (long) result;
        }
        return a instanceof Double || b instanceof Double ? (Object) result : (Object) (float) result;
    }

    // ---- ways to write

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private String word(String keyword) {
        return random.nextBoolean() ? keyword : keyword.toLowerCase(Locale.ROOT);
    }

    private String space() {
        return random.nextBoolean() ? " " : " \n\t ";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
