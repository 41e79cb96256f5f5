// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JMS 3.1 tables 3-2 and 3-7, each cell at each of the three places where they apply, before and after the wire. */
class ConversionTableTest {
    private static final List<Class<?>> TYPES = List.of(
            boolean.class,
            byte.class,
            short.class,
            char.class,
            int.class,
            long.class,
            float.class,
            double.class,
            String.class,
            byte[].class);

    /** By written type, the types that it reads as. */
    private static final Map<Class<?>, Set<Class<?>>> READABLE = Map.of(
            boolean.class, Set.of(boolean.class, String.class),
            byte.class, Set.of(byte.class, short.class, int.class, long.class, String.class),
            short.class, Set.of(short.class, int.class, long.class, String.class),
            char.class, Set.of(char.class, String.class),
            int.class, Set.of(int.class, long.class, String.class),
            long.class, Set.of(long.class, String.class),
            float.class, Set.of(float.class, double.class, String.class),
            double.class, Set.of(double.class, String.class),
            String.class,
                    Set.of(
                            boolean.class,
                            byte.class,
                            short.class,
                            int.class,
                            long.class,
                            float.class,
                            double.class,
                            String.class),
            byte[].class, Set.of(byte[].class));

    private static final Map<Class<?>, Object> WRITTEN = Map.of(
            boolean.class,
            true,
            byte.class,
            (byte) 12,
            short.class,
            (short) 1234,
            char.class,
            'x',
            int.class,
            123_456_789,
            long.class,
            1L << 40,
            float.class,
            1.5f,
            double.class,
            2.25,
            String.class,
            "12",
            byte[].class,
            new byte[] {1, 2});

    /** Where a value is written and read back as a type. */
    interface Place {
        Object read(Object value, Class<?> as) throws JMSException;
    }

    private static final Map<String, Place> PLACES = Map.of(
            "property", ConversionTableTest::property,
            "received property", ConversionTableTest::receivedProperty,
            "map entry", ConversionTableTest::mapEntry,
            "received map entry", ConversionTableTest::receivedMapEntry,
            "stream item", ConversionTableTest::streamItem,
            "received stream item", ConversionTableTest::receivedStreamItem);

    static Stream<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        for (String place : PLACES.keySet()) {
            for (Class<?> written : TYPES) {
                for (Class<?> read : TYPES) {
                    if (!place.contains("property") || (isPropertyType(written) && isPropertyType(read))) {
                        cells.add(Arguments.of(place, written, read));
                    }
                }
            }
        }
        return cells.stream();
    }

    @ParameterizedTest(name = "a {1} {0} read as {2}")
    @MethodSource("cells")
    @DisplayName("M-12, M-23 conversion table")
    void convertsWhatTheTableMarksAndNothingElse(String place, Class<?> written, Class<?> read) throws JMSException {
        Object value = WRITTEN.get(written);

        if (READABLE.get(written).contains(read)) {
            assertSameValue(expected(value, read), PLACES.get(place).read(value, read));
        } else {
            assertThrows(MessageFormatException.class, () -> PLACES.get(place).read(value, read));
        }
    }

    static Stream<Arguments> nulls() {
        return PLACES.keySet().stream()
                .flatMap(place -> TYPES.stream()
                        .filter(type -> !place.contains("property") || isPropertyType(type))
                        .map(type -> Arguments.of(place, type)));
    }

    @ParameterizedTest(name = "a null {0} read as {1}")
    @MethodSource("nulls")
    @DisplayName("M-12, M-23 null reads as valueOf(null)")
    void nullReadsAsValueOfNull(String place, Class<?> read) throws JMSException {
        Place where = PLACES.get(place);
        if (read == boolean.class) {
            assertEquals(false, where.read(null, read));
        } else if (Set.of(byte.class, short.class, int.class, long.class).contains(read)) {
            assertThrows(NumberFormatException.class, () -> where.read(null, read));
        } else if (Set.of(float.class, double.class, char.class).contains(read)) {
            assertThrows(NullPointerException.class, () -> where.read(null, read));
        } else {
            assertEquals(null, where.read(null, read));
        }
    }

    static Stream<Arguments> badNumbers() {
        return PLACES.keySet().stream()
                .flatMap(place -> Stream.of(byte.class, short.class, int.class, long.class, float.class, double.class)
                        .map(type -> Arguments.of(place, type)));
    }

    @ParameterizedTest(name = "a {0} that spells no number read as {1}")
    @MethodSource("badNumbers")
    @DisplayName("M-12 a String that spells no number is a NumberFormatException")
    void textThatSpellsNoNumber(String place, Class<?> read) {
        assertThrows(NumberFormatException.class, () -> PLACES.get(place).read("twelve", read));
    }

    @ParameterizedTest(name = "a {0} of text read as boolean")
    @MethodSource("places")
    @DisplayName("M-23 String to boolean is Boolean.valueOf: true in any case, all else false")
    void textAsBoolean(String place) throws JMSException {
        assertEquals(true, PLACES.get(place).read("TRUE", boolean.class));
        assertEquals(false, PLACES.get(place).read("yes", boolean.class));
    }

    static Stream<String> places() {
        return PLACES.keySet().stream();
    }

    // ---- the places

    private static Object property(Object value, Class<?> as) throws JMSException {
        MambaMessage message = new MambaPlainMessage();
        message.setObjectProperty("p", value);
        return readProperty(message, as);
    }

    private static Object receivedProperty(Object value, Class<?> as) throws JMSException {
        MambaMessage message = new MambaPlainMessage();
        message.setObjectProperty("p", value);
        return readProperty(Roundtrip.sendAndReceive(message), as);
    }

    private static Object mapEntry(Object value, Class<?> as) throws JMSException {
        MambaMapMessage message = new MambaMapMessage();
        message.setObject("e", value);
        return readEntry(message, as);
    }

    private static Object receivedMapEntry(Object value, Class<?> as) throws JMSException {
        MambaMapMessage message = new MambaMapMessage();
        message.setObject("e", value);
        return readEntry(Roundtrip.sendAndReceive(message), as);
    }

    private static Object streamItem(Object value, Class<?> as) throws JMSException {
        MambaStreamMessage message = new MambaStreamMessage();
        message.writeObject(value);
        message.reset();
        return readItem(message, as);
    }

    private static Object receivedStreamItem(Object value, Class<?> as) throws JMSException {
        MambaStreamMessage message = new MambaStreamMessage();
        message.writeObject(value);
        return readItem(Roundtrip.sendAndReceive(message), as);
    }

    private static Object readProperty(MambaMessage message, Class<?> as) throws JMSException {
        return switch (as.getSimpleName()) {
            case "boolean" -> message.getBooleanProperty("p");
            case "byte" -> message.getByteProperty("p");
            case "short" -> message.getShortProperty("p");
            case "int" -> message.getIntProperty("p");
            case "long" -> message.getLongProperty("p");
            case "float" -> message.getFloatProperty("p");
            case "double" -> message.getDoubleProperty("p");
            case "String" -> message.getStringProperty("p");
            default -> throw new AssertionError(as);
        };
    }

    private static Object readEntry(MambaMapMessage message, Class<?> as) throws JMSException {
        return switch (as.getSimpleName()) {
            case "boolean" -> message.getBoolean("e");
            case "byte" -> message.getByte("e");
            case "short" -> message.getShort("e");
            case "char" -> message.getChar("e");
            case "int" -> message.getInt("e");
            case "long" -> message.getLong("e");
            case "float" -> message.getFloat("e");
            case "double" -> message.getDouble("e");
            case "String" -> message.getString("e");
            case "byte[]" -> message.getBytes("e");
            default -> throw new AssertionError(as);
        };
    }

    private static Object readItem(MambaStreamMessage message, Class<?> as) throws JMSException {
        return switch (as.getSimpleName()) {
            case "boolean" -> message.readBoolean();
            case "byte" -> message.readByte();
            case "short" -> message.readShort();
            case "char" -> message.readChar();
            case "int" -> message.readInt();
            case "long" -> message.readLong();
            case "float" -> message.readFloat();
            case "double" -> message.readDouble();
            case "String" -> message.readString();
            case "byte[]" -> readWhole(message);
            default -> throw new AssertionError(as);
        };
    }

    private static byte[] readWhole(MambaStreamMessage message) throws JMSException {
        byte[] buffer = new byte[16];
        int length = message.readBytes(buffer);
        return length < 0 ? null : java.util.Arrays.copyOf(buffer, length);
    }

    // ---- expectations

    private static Object expected(Object value, Class<?> as) {
        return switch (as.getSimpleName()) {
            case "boolean" -> value instanceof Boolean flag ? flag : Boolean.valueOf((String) value);
            case "byte" -> number(value).byteValue();
            case "short" -> number(value).shortValue();
            case "int" -> number(value).intValue();
            case "long" -> number(value).longValue();
            case "float" -> number(value).floatValue();
            case "double" -> number(value).doubleValue();
            case "String" -> String.valueOf(value);
            default -> value;
        };
    }

    private static Number number(Object value) {
        return value instanceof Number number ? number : Integer.valueOf((String) value);
    }

    private static void assertSameValue(Object expected, Object actual) {
        if (expected instanceof byte[] bytes) {
            assertArrayEquals(bytes, (byte[]) actual);
        } else {
            assertEquals(expected, actual);
        }
    }

    private static boolean isPropertyType(Class<?> type) {
        return type != char.class && type != byte[].class;
    }
}
