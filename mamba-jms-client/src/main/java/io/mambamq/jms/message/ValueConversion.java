// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import jakarta.jms.MessageFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value as another type (JMS 3.1 tables 3-2 and 3-7). One table for properties, map entries and stream items: the
 * second only adds {@code char} and {@code byte[]}, which a property never is.
 *
 * <p>A String reads as any number it spells, else {@link NumberFormatException}. Null reads as a primitive the way its
 * {@code valueOf(String)} treats null: false, {@link NumberFormatException} for the integers,
 * {@link NullPointerException} for {@code float}, {@code double} and {@code char}. All else that the tables leave out
 * is a {@link MessageFormatException}.
 *
 * <p>{@code place} says in messages what was read. Stateless.
 */
final class ValueConversion {
    private ValueConversion() {}

    static boolean toBoolean(@Nullable Object value, String place) throws MessageFormatException {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof String text) {
            return Boolean.parseBoolean(text);
        }
        if (value == null) {
            return false;
        }
        throw unreadable(value, "boolean", place);
    }

    static byte toByte(@Nullable Object value, String place) throws MessageFormatException {
        if (value instanceof Byte number) {
            return number;
        }
        if (value instanceof String text) {
            return Byte.parseByte(text);
        }
        throw notAnInteger(value, "byte", place);
    }

    static short toShort(@Nullable Object value, String place) throws MessageFormatException {
        if (value instanceof Short || value instanceof Byte) {
            return ((Number) value).shortValue();
        }
        if (value instanceof String text) {
            return Short.parseShort(text);
        }
        throw notAnInteger(value, "short", place);
    }

    static int toInt(@Nullable Object value, String place) throws MessageFormatException {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).intValue();
        }
        if (value instanceof String text) {
            return Integer.parseInt(text);
        }
        throw notAnInteger(value, "int", place);
    }

    static long toLong(@Nullable Object value, String place) throws MessageFormatException {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof String text) {
            return Long.parseLong(text);
        }
        throw notAnInteger(value, "long", place);
    }

    static float toFloat(@Nullable Object value, String place) throws MessageFormatException {
        if (value instanceof Float number) {
            return number;
        }
        if (value instanceof String text) {
            return Float.parseFloat(text);
        }
        throw unreadable(requirePresent(value, "float", place), "float", place);
    }

    static double toDouble(@Nullable Object value, String place) throws MessageFormatException {
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof String text) {
            return Double.parseDouble(text);
        }
        throw unreadable(requirePresent(value, "double", place), "double", place);
    }

    static char toChar(@Nullable Object value, String place) throws MessageFormatException {
        if (value instanceof Character character) {
            return character;
        }
        throw unreadable(requirePresent(value, "char", place), "char", place);
    }

    static @Nullable String toText(@Nullable Object value, String place) throws MessageFormatException {
        if (value instanceof byte[]) {
            throw unreadable(value, "String", place);
        }
        return value == null ? null : value.toString();
    }

    /** The array itself, not a copy. */
    static byte @Nullable [] toBytes(@Nullable Object value, String place) throws MessageFormatException {
        if (value == null || value instanceof byte[]) {
            return (byte[]) value;
        }
        throw unreadable(value, "byte[]", place);
    }

    /**
     * A value that a map or a stream can hold, arrays copied.
     *
     * @throws MessageFormatException if its class is none of the eleven
     */
    static @Nullable Object copyOfBodyValue(@Nullable Object value, String place) throws MessageFormatException {
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (value == null || value instanceof Character || isPropertyValue(value)) {
            return value;
        }
        throw new MessageFormatException(place + " cannot be a "
                + value.getClass().getName() + ", only a boxed primitive, a String or a byte[]");
    }

    /** Whether a property can have this value (JMS 3.1 §3.5.5). */
    static boolean isPropertyValue(Object value) {
        return value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof Short
                || value instanceof Byte
                || value instanceof Float
                || value instanceof Double;
    }

    /** About how many bytes the values have, encoded. */
    static long bytesEstimated(Iterable<? extends @Nullable Object> values) {
        long bytes = 0;
        for (Object value : values) {
            bytes += value instanceof String text ? text.length() : value instanceof byte[] array ? array.length : 0;
        }
        return bytes;
    }

    private static Object requirePresent(@Nullable Object value, String type, String place) {
        if (value == null) {
            throw new NullPointerException(place + " is null and cannot be read as " + type);
        }
        return value;
    }

    private static MessageFormatException notAnInteger(@Nullable Object value, String type, String place) {
        if (value == null) {
            throw new NumberFormatException(place + " is null and cannot be read as " + type);
        }
        return unreadable(value, type, place);
    }

    private static MessageFormatException unreadable(Object value, String type, String place) {
        return new MessageFormatException(
                place + " is a " + value.getClass().getSimpleName() + " and cannot be read as " + type);
    }
}
