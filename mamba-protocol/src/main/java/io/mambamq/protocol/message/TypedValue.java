// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import org.jspecify.annotations.Nullable;

/**
 * A value with its Java type: message properties, map entries and stream items (JMS 3.1 §3.5.4, §3.11.3). A tag byte,
 * then the value; {@code byte[]} and {@code String} carry a u32 length.
 */
public final class TypedValue {
    private static final int NULL = 0;
    private static final int BOOLEAN = 1;
    private static final int BYTE = 2;
    private static final int SHORT = 3;
    private static final int INT = 4;
    private static final int LONG = 5;
    private static final int FLOAT = 6;
    private static final int DOUBLE = 7;
    private static final int STRING = 8;
    private static final int CHAR = 9;
    private static final int BYTES = 10;

    private TypedValue() {}

    /**
     * Writes the tag and the value.
     *
     * @throws IllegalArgumentException if the value's class is none of the eleven; names it
     */
    public static void encode(@Nullable Object value, ByteSink sink) {
        if (value == null) {
            sink.putByte(NULL);
        } else if (value instanceof String text) {
            sink.putByte(STRING);
            sink.putString32(text);
        } else if (value instanceof Integer number) {
            sink.putByte(INT);
            sink.putInt(number);
        } else if (value instanceof Long number) {
            sink.putByte(LONG);
            sink.putLong(number);
        } else if (value instanceof Boolean flag) {
            sink.putByte(BOOLEAN);
            sink.putByte(flag ? 1 : 0);
        } else if (value instanceof byte[] bytes) {
            sink.putByte(BYTES);
            sink.putBytes32(bytes);
        } else {
            encodeRareType(value, sink);
        }
    }

    private static void encodeRareType(Object value, ByteSink sink) {
        if (value instanceof Double number) {
            sink.putByte(DOUBLE);
            sink.putLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof Float number) {
            sink.putByte(FLOAT);
            sink.putInt(Float.floatToRawIntBits(number));
        } else if (value instanceof Short number) {
            sink.putByte(SHORT);
            sink.putU16(number);
        } else if (value instanceof Byte number) {
            sink.putByte(BYTE);
            sink.putByte(number);
        } else if (value instanceof Character character) {
            sink.putByte(CHAR);
            sink.putU16(character);
        } else {
            throw new IllegalArgumentException("a value of " + value.getClass().getName()
                    + " cannot be carried; use a boxed primitive, String or byte[]");
        }
    }

    /** Reads a boxed primitive, String, {@code byte[]} or null. */
    public static @Nullable Object decode(ByteReader reader) {
        int tag = reader.readByte();
        return switch (tag) {
            case NULL -> null;
            case BOOLEAN -> reader.readBoolean();
            case BYTE -> (byte) reader.readByte();
            case SHORT -> (short) reader.readU16();
            case INT -> reader.readInt();
            case LONG -> reader.readLong();
            case FLOAT -> Float.intBitsToFloat(reader.readInt());
            case DOUBLE -> Double.longBitsToDouble(reader.readLong());
            case STRING -> reader.readString32();
            case CHAR -> (char) reader.readU16();
            case BYTES -> reader.readBytes32();
            default -> throw ProtocolException.malformedMessage("a value has the unknown type tag " + tag);
        };
    }

    /** Steps over one value without building it, and proves that {@link #decode} could. */
    public static void skip(ByteReader reader) {
        int tag = reader.readByte();
        switch (tag) {
            case NULL -> {}
            case BOOLEAN -> reader.readBoolean();
            case BYTE -> reader.skip(Byte.BYTES);
            case SHORT, CHAR -> reader.skip(Short.BYTES);
            case INT, FLOAT -> reader.skip(Integer.BYTES);
            case LONG, DOUBLE -> reader.skip(Long.BYTES);
            case STRING -> reader.skipString32();
            case BYTES -> reader.skip(reader.readInt());
            default -> throw ProtocolException.malformedMessage("a value has the unknown type tag " + tag);
        }
    }
}
