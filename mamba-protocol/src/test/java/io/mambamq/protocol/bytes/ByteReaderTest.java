// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ProtocolException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ByteReaderTest {
    @Test
    @DisplayName("What a sink wrote is read back, little endian")
    void roundTrip() {
        ArraySink sink = new ArraySink(1);
        sink.putByte(0x1FF);
        sink.putU16(0x1FFFE);
        sink.putInt(0x04030201);
        sink.putLong(Long.MIN_VALUE);
        sink.putString16("ä");
        sink.putOptionalString16(null);
        sink.putOptionalString16("o");
        sink.putString32("s");
        sink.putBytes32(new byte[] {1, 2});
        ByteReader reader = new ByteReader(sink.array(), 0, sink.position());

        assertEquals(0xFF, reader.readByte());
        assertEquals(0xFFFE, reader.readU16());
        assertEquals(1, reader.array()[reader.position()]);
        assertEquals(0x04030201, reader.readInt());
        assertEquals(Long.MIN_VALUE, reader.readLong());
        assertEquals("ä", reader.readString16());
        assertNull(reader.readOptionalString16());
        assertEquals("o", reader.readOptionalString16());
        assertEquals("s", reader.readString32());
        assertArrayEquals(new byte[] {1, 2}, reader.readBytes32());
        reader.requireEnd();
    }

    @Test
    @DisplayName("A read past the end or of a length that lies is refused and does not move on")
    void pastTheEnd() {
        List<Consumer<ByteReader>> reads = List.of(
                ByteReader::readInt,
                ByteReader::readLong,
                reader -> reader.readBytes(4),
                reader -> reader.readBytes(-1),
                reader -> reader.skip(Integer.MAX_VALUE),
                reader -> reader.skip(Integer.MIN_VALUE));
        for (Consumer<ByteReader> read : reads) {
            ByteReader reader = new ByteReader(new byte[] {9, -1, -1, -1, 9}, 1, 3);
            assertThrows(ProtocolException.class, () -> read.accept(reader));
            assertEquals(3, reader.remaining());
        }
    }

    @Test
    @DisplayName("A flag is 0 or 1, and bytes left over are refused")
    void flagsAndEnd() {
        ByteReader reader = new ByteReader(new byte[] {0, 1, 2}, 0, 3);
        assertTrue(!reader.readBoolean() && reader.readBoolean());
        assertThrows(ProtocolException.class, reader::requireEnd);
        assertThrows(ProtocolException.class, reader::readBoolean);
    }

    @Test
    @DisplayName("A part that is not in the array is the caller's mistake")
    void badPart() {
        assertThrows(IllegalArgumentException.class, () -> new ByteReader(new byte[2], 1, 2));
        assertThrows(IllegalArgumentException.class, () -> new ByteReader(new byte[2], -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new ByteReader(new byte[2], 1, -1));
        assertThrows(IllegalArgumentException.class, () -> new ByteReader(new byte[2], 2, Integer.MAX_VALUE));
    }

    @Test
    @DisplayName("A sink keeps what it has when it grows, patches what was written, and starts again when cleared")
    void sink() {
        ArraySink sink = new ArraySink(0);
        sink.putInt(0);
        sink.putBytes(new byte[100]);
        sink.patchInt(0, 7);

        assertEquals(7, LittleEndian.getInt(sink.toByteArray(), 0));
        assertEquals(104, sink.position());
        assertThrows(IllegalArgumentException.class, () -> sink.patchInt(101, 1));

        sink.clear();
        assertEquals(0, sink.toByteArray().length);
    }

    @Test
    @DisplayName("A text longer than its length field is the writer's mistake")
    void tooLong() {
        ArraySink sink = new ArraySink(0);
        sink.putString16("x".repeat(65_535));

        assertThrows(IllegalArgumentException.class, () -> sink.putString16("€".repeat(21_846)));
    }
}
