// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Numbers as Java writes them (JMS 3.1 §3.8.1.1): exact ones decimal, hexadecimal, octal or binary, with {@code L} or
 * without, always {@code long}; approximate ones decimal or hexadecimal, {@code float} with {@code F}, else {@code double}.
 */
final class NumberLiteral {
    private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]*)[lL]?");
    private static final Pattern OCTAL = Pattern.compile("0[0-7]+[lL]?");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]+[lL]?");
    private static final Pattern BINARY = Pattern.compile("0[bB][01]+[lL]?");
    private static final Pattern APPROXIMATE =
            Pattern.compile("([0-9]+\\.[0-9]*|\\.[0-9]+|[0-9]+(?=[eEfFdD]))([eE][+-]?[0-9]+)?[fFdD]?");
    private static final Pattern APPROXIMATE_HEXADECIMAL =
            Pattern.compile("0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?[0-9]+[fFdD]?");
    private static final Pattern UNDERSCORES = Pattern.compile("(?<=[0-9a-fA-F])_+(?=[0-9a-fA-F])");

    private NumberLiteral() {}

    /**
     * The number, negated if a minus stands directly before it: the lowest {@code long} has no positive.
     *
     * @throws NumberFormatException if it is none, or beyond the range of its type; says which
     */
    static Number parse(String written, boolean negative) {
        String text = UNDERSCORES.matcher(written).replaceAll("");
        if (DECIMAL.matcher(text).matches()) {
            return decimal(written, (negative ? "-" : "") + withoutLong(text));
        }
        if (OCTAL.matcher(text).matches()) {
            return unsigned(written, withoutLong(text), 8, negative);
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return unsigned(written, withoutLong(text).substring(2), 16, negative);
        }
        if (BINARY.matcher(text).matches()) {
            return unsigned(written, withoutLong(text).substring(2), 2, negative);
        }
        if (APPROXIMATE.matcher(text).matches()
                || APPROXIMATE_HEXADECIMAL.matcher(text).matches()) {
            return approximate(written, (negative ? "-" : "") + text);
        }
        throw new NumberFormatException("\"" + written + "\" is no number");
    }

    private static Long decimal(String written, String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw beyondLong(written);
        }
    }

    /** As in Java, the bits of a negative number may be written out. */
    private static Long unsigned(String written, String digits, int radix, boolean negative) {
        try {
            long bits = Long.parseUnsignedLong(digits, radix);
            return negative ? -bits : bits;
        } catch (NumberFormatException e) {
            throw beyondLong(written);
        }
    }

    private static Number approximate(String written, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        // In a hexadecimal number f is a digit, but behind the exponent only a suffix.
        if (lower.endsWith("f")) {
            float number = Float.parseFloat(text);
            requireFinite(written, number);
            return number;
        }
        double number = Double.parseDouble(text);
        requireFinite(written, number);
        return number;
    }

    private static void requireFinite(String written, double number) {
        if (Double.isInfinite(number)) {
            throw new NumberFormatException(written + " is too large for a floating-point number");
        }
    }

    private static NumberFormatException beyondLong(String written) {
        return new NumberFormatException(written + " is beyond the range of a Java long");
    }

    private static String withoutLong(String text) {
        return text.endsWith("l") || text.endsWith("L") ? text.substring(0, text.length() - 1) : text;
    }
}
