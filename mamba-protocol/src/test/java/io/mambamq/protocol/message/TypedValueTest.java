// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.ByteReader;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TypedValueTest {
    static List<Object> values() {
        return Arrays.asList(
                null,
                true,
                false,
                Byte.MIN_VALUE,
                Short.MIN_VALUE,
                Integer.MIN_VALUE,
                Long.MIN_VALUE,
                Float.MIN_VALUE,
                Float.NaN,
                -0.0,
                Double.POSITIVE_INFINITY,
                "",
                "a\0ä€😀\uFFFD",
                Character.MAX_VALUE,
                '\uD800',
                new byte[0],
                new byte[] {-1, 0, 1});
    }

    @ParameterizedTest
    @MethodSource("values")
    @DisplayName("A value is read back with its type, and stepped over as far as it goes")
    void roundTrip(Object value) {
        ArraySink sink = new ArraySink(1);
        TypedValue.encode(value, sink);
        ByteReader reader = new ByteReader(sink.array(), 0, sink.position());
        ByteReader skipping = new ByteReader(sink.array(), 0, sink.position());

        Object read = TypedValue.decode(reader);
        TypedValue.skip(skipping);

        assertTrue(Objects.deepEquals(value, read), () -> value + " became " + read);
        assertEquals(0, reader.remaining());
        assertEquals(0, skipping.remaining());
    }
}
