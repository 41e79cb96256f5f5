// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class StreamMessageTest {
    @Test
    @DisplayName("M-26, M-27 every type that was written arrives with its type, in order, null too")
    void everyType() throws JMSException {
        MambaStreamMessage message = new MambaStreamMessage();
        message.writeBoolean(true);
        message.writeByte((byte) 1);
        message.writeShort((short) 2);
        message.writeChar('c');
        message.writeInt(3);
        message.writeLong(4);
        message.writeFloat(5);
        message.writeDouble(6);
        message.writeString("t");
        message.writeBytes(new byte[] {7});
        message.writeBytes(new byte[] {7, 8, 9}, 1, 1);
        message.writeObject(8L);
        message.writeObject(null);
        message.writeString(null);
        message.writeBytes(null);

        MambaStreamMessage received = Roundtrip.sendAndReceive(message);

        for (Object expected : Arrays.asList(true, (byte) 1, (short) 2, 'c', 3, 4L, 5f, 6.0, "t")) {
            assertEquals(expected, received.readObject());
        }
        assertArrayEquals(new byte[] {7}, (byte[]) received.readObject());
        assertArrayEquals(new byte[] {8}, (byte[]) received.readObject());
        assertEquals(8L, received.readObject());
        assertNull(received.readObject());
        assertNull(received.readString());
        assertEquals(-1, received.readBytes(new byte[1]));
        assertThrows(MessageEOFException.class, received::readObject);
    }

    @Test
    @DisplayName("M-22 write-only when new or cleared, read-only when reset or received")
    void states() throws JMSException {
        MambaStreamMessage message = new MambaStreamMessage();
        assertNotReadable(message);
        message.writeInt(1);
        assertNotWritable(Roundtrip.sendAndReceive(message));
        message.writeInt(2);

        message.reset();
        assertNotWritable(message);
        assertEquals(1, message.readInt());
        message.reset();
        assertEquals(1, message.readInt());
        assertEquals(2, message.readInt());

        message.clearBody();
        assertNotReadable(message);
        message.reset();
        assertThrows(MessageEOFException.class, message::readInt);
    }

    private static void assertNotReadable(MambaStreamMessage message) {
        List<Executable> reads = List.of(
                message::readBoolean,
                message::readByte,
                message::readShort,
                message::readChar,
                message::readInt,
                message::readLong,
                message::readFloat,
                message::readDouble,
                message::readString,
                message::readObject,
                () -> message.readBytes(new byte[1]));
        reads.forEach(read -> assertThrows(MessageNotReadableException.class, read));
    }

    private static void assertNotWritable(MambaStreamMessage message) {
        List<Executable> writes = List.of(
                () -> message.writeBoolean(true),
                () -> message.writeByte((byte) 1),
                () -> message.writeShort((short) 1),
                () -> message.writeChar('c'),
                () -> message.writeInt(1),
                () -> message.writeLong(1),
                () -> message.writeFloat(1),
                () -> message.writeDouble(1),
                () -> message.writeString("t"),
                () -> message.writeBytes(new byte[1]),
                () -> message.writeBytes(new byte[1], 0, 1),
                () -> message.writeObject(1));
        writes.forEach(write -> assertThrows(MessageNotWriteableException.class, write));
    }

    @Test
    @DisplayName("M-24 a read that fails leaves the position where it was")
    void failedReadsDoNotAdvance() throws JMSException {
        MambaStreamMessage message = new MambaStreamMessage();
        message.writeString("twelve");
        message.writeChar('c');
        message.writeObject(null);
        message.reset();

        assertThrows(NumberFormatException.class, message::readInt);
        assertThrows(NumberFormatException.class, message::readDouble);
        assertThrows(MessageFormatException.class, message::readChar);
        assertThrows(MessageFormatException.class, () -> message.readBytes(new byte[1]));
        assertEquals("twelve", message.readString());
        assertThrows(MessageFormatException.class, message::readInt);
        assertEquals('c', message.readChar());
        assertThrows(NullPointerException.class, message::readChar);
        assertNull(message.readObject());
        assertThrows(MessageEOFException.class, message::readString);
    }

    @Test
    @DisplayName("M-25 a byte[] is read in pieces: the last is shorter than the array")
    void pieces() throws JMSException {
        MambaStreamMessage message = streamOf(new byte[] {1, 2, 3});
        byte[] two = new byte[2];

        assertEquals(2, message.readBytes(two));
        assertArrayEquals(new byte[] {1, 2}, two);
        assertEquals(1, message.readBytes(two));
        assertEquals(3, two[0]);
        assertEquals("next", message.readString());
    }

    @Test
    @DisplayName("M-25 a byte[] that fills the last piece exactly ends with -1")
    void exactPieces() throws JMSException {
        MambaStreamMessage message = streamOf(new byte[] {1, 2});

        assertEquals(2, message.readBytes(new byte[2]));
        assertEquals(-1, message.readBytes(new byte[2]));
        assertEquals("next", message.readString());
    }

    @Test
    @DisplayName("M-25 an empty byte[] reads as 0, a null one as -1, and both are then done with")
    void emptyAndNull() throws JMSException {
        MambaStreamMessage empty = streamOf(new byte[0]);
        assertEquals(0, empty.readBytes(new byte[2]));
        assertEquals("next", empty.readString());

        MambaStreamMessage none = streamOf(null);
        assertEquals(-1, none.readBytes(new byte[2]));
        assertEquals("next", none.readString());
    }

    @Test
    @DisplayName("M-25 another read before the byte[] is finished is a MessageFormatException; reset begins anew")
    void unfinishedPieces() throws JMSException {
        MambaStreamMessage message = streamOf(new byte[] {1, 2, 3});
        message.readBytes(new byte[1]);

        assertThrows(MessageFormatException.class, message::readString);
        assertThrows(MessageFormatException.class, message::readObject);
        assertEquals(2, message.readBytes(new byte[3]));
        assertEquals("next", message.readString());

        message.reset();
        message.readBytes(new byte[1]);
        message.reset();
        assertEquals(3, message.readBytes(new byte[4]));
    }

    private static MambaStreamMessage streamOf(byte[] bytes) throws JMSException {
        MambaStreamMessage message = new MambaStreamMessage();
        message.writeBytes(bytes);
        message.writeString("next");
        return Roundtrip.sendAndReceive(message);
    }

    @Test
    @DisplayName("M-28 arrays are copied in and out")
    void copies() throws JMSException {
        byte[] given = {1};
        MambaStreamMessage message = new MambaStreamMessage();
        message.writeBytes(given);
        given[0] = 9;
        message.reset();
        ((byte[]) message.readObject())[0] = 9;
        message.reset();

        assertArrayEquals(new byte[] {1}, (byte[]) message.readObject());
    }

    @Test
    @DisplayName("M-13 other classes are a MessageFormatException")
    void otherClasses() {
        assertThrows(MessageFormatException.class, () -> new MambaStreamMessage().writeObject(new Object()));
    }
}
