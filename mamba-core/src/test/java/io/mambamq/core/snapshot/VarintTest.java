// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.ByteReader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VarintTest {
    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, -1, 63, 64, -64, -65, 127, 128, 16_383, 16_384, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE})
    void comesBackAsItWasPut(long value) {
        byte[] array = new byte[2 * Varint.BYTES_MAX];
        int end = Varint.putSigned(array, Varint.put(array, 0, value), value);

        ByteReader reader = new ByteReader(array, 0, end);

        assertEquals(value, Varint.read(reader));
        assertEquals(value, Varint.readSigned(reader));
        reader.requireEnd();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 300, Long.MIN_VALUE})
    void isTheSameInAnArrayAndInASink(long value) {
        byte[] array = new byte[2 * Varint.BYTES_MAX];
        int end = Varint.putSigned(array, Varint.put(array, 0, value), value);
        ArraySink sink = new ArraySink(1);

        Varint.put(sink, value);
        Varint.putSigned(sink, value);

        assertArrayEquals(Arrays.copyOf(array, end), sink.toByteArray());
    }

    @Test
    void takesAByteForEverySevenBits() {
        byte[] array = new byte[Varint.BYTES_MAX];

        assertEquals(1, Varint.put(array, 0, 127));
        assertEquals(2, Varint.put(array, 0, 128));
        assertEquals(1, Varint.putSigned(array, 0, -64));
        assertEquals(Varint.BYTES_MAX, Varint.put(array, 0, -1));
    }

    @Test
    void refusesMoreThan64Bits() {
        byte[] array = new byte[Varint.BYTES_MAX];
        Varint.put(array, 0, -1);
        array[Varint.BYTES_MAX - 1] = 2;

        assertThrows(ProtocolException.class, () -> Varint.read(new ByteReader(array, 0, array.length)));
    }

    @Test
    void refusesWhatEndsEarly() {
        byte[] array = {(byte) 0x80};

        assertThrows(ProtocolException.class, () -> Varint.read(new ByteReader(array, 0, 1)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1L << 31, 1L << 40})
    void refusesWhatIsNoInt(long value) {
        byte[] array = new byte[Varint.BYTES_MAX];
        int end = Varint.put(array, 0, value);

        assertThrows(ProtocolException.class, () -> Varint.readInt(new ByteReader(array, 0, end)));
    }
}
