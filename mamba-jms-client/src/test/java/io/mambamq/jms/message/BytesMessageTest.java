// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BytesMessageTest {
    @Test
    @DisplayName("M-27 every type that was written is read back after the wire")
    void everyType() throws JMSException {
        MambaBytesMessage message = new MambaBytesMessage();
        message.writeBoolean(true);
        message.writeByte((byte) -2);
        message.writeByte((byte) 0xFE);
        message.writeShort((short) -3);
        message.writeShort((short) 0xFFFD);
        message.writeChar('€');
        message.writeInt(Integer.MIN_VALUE);
        message.writeLong(Long.MAX_VALUE);
        message.writeFloat(1.5f);
        message.writeDouble(-2.5);
        message.writeUTF("ä\0€");
        message.writeBytes(new byte[] {1, 2, 3, 4}, 1, 2);

        MambaBytesMessage received = Roundtrip.sendAndReceive(message);

        assertTrue(received.readBoolean());
        assertEquals(-2, received.readByte());
        assertEquals(0xFE, received.readUnsignedByte());
        assertEquals(-3, received.readShort());
        assertEquals(0xFFFD, received.readUnsignedShort());
        assertEquals('€', received.readChar());
        assertEquals(Integer.MIN_VALUE, received.readInt());
        assertEquals(Long.MAX_VALUE, received.readLong());
        assertEquals(1.5f, received.readFloat());
        assertEquals(-2.5, received.readDouble());
        assertEquals("ä\0€", received.readUTF());
        byte[] rest = new byte[5];
        assertEquals(2, received.readBytes(rest));
        assertArrayEquals(new byte[] {2, 3, 0, 0, 0}, rest);
        assertEquals(-1, received.readBytes(rest));
    }

    @Test
    @DisplayName("M-27 the bytes are those of DataOutputStream, so that other languages find high byte first")
    void layout() throws JMSException, IOException {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(expected);
        data.writeInt(0x01020304);
        data.writeUTF("ä");
        MambaBytesMessage message = new MambaBytesMessage();
        message.writeInt(0x01020304);
        message.writeUTF("ä");

        assertArrayEquals(expected.toByteArray(), message.getBody(byte[].class));
    }

    @Test
    @DisplayName("M-26 writeObject takes boxed primitives, String and byte[], not null and nothing else")
    void writeObject() throws JMSException {
        MambaBytesMessage message = new MambaBytesMessage();
        for (Object value : List.of(true, (byte) 1, (short) 2, 'c', 3, 4L, 5f, 6.0, "t", new byte[] {7})) {
            message.writeObject(value);
        }
        message.reset();

        assertTrue(message.readBoolean());
        assertEquals(1, message.readByte());
        assertEquals(2, message.readShort());
        assertEquals('c', message.readChar());
        assertEquals(3, message.readInt());
        assertEquals(4, message.readLong());
        assertEquals(5f, message.readFloat());
        assertEquals(6.0, message.readDouble());
        assertEquals("t", message.readUTF());
        assertEquals(7, message.readByte());

        message.clearBody();
        assertThrows(NullPointerException.class, () -> message.writeObject(null));
        assertThrows(MessageFormatException.class, () -> message.writeObject(BigInteger.ONE));
        assertThrows(MessageFormatException.class, () -> message.writeObject(new Object()));
    }

    @Test
    @DisplayName("M-22 write-only when new or cleared, read-only when reset")
    void states() throws JMSException {
        MambaBytesMessage message = new MambaBytesMessage();
        assertNotReadable(message);
        message.writeInt(1);

        message.reset();
        assertNotWritable(message);
        assertEquals(4, message.getBodyLength());
        assertEquals(1, message.readInt());
        message.reset();
        assertEquals(1, message.readInt());

        message.clearBody();
        assertNotReadable(message);
        message.writeByte((byte) 2);
        message.reset();
        assertEquals(1, message.getBodyLength());
    }

    @Test
    @DisplayName("M-21, M-22 a received message is reset; clearing makes it empty and writable")
    void receivedStates() throws JMSException {
        MambaBytesMessage message = new MambaBytesMessage();
        message.writeInt(1);
        MambaBytesMessage received = Roundtrip.sendAndReceive(message);

        assertNotWritable(received);
        assertEquals(4, received.getBodyLength());
        assertEquals(1, received.readInt());

        received.clearBody();
        assertNotReadable(received);
        received.reset();
        assertEquals(0, received.getBodyLength());
    }

    private static void assertNotReadable(MambaBytesMessage message) {
        List<Executable> reads = List.of(
                message::readBoolean,
                message::readByte,
                message::readUnsignedByte,
                message::readShort,
                message::readUnsignedShort,
                message::readChar,
                message::readInt,
                message::readLong,
                message::readFloat,
                message::readDouble,
                message::readUTF,
                message::getBodyLength,
                () -> message.readBytes(new byte[1]));
        reads.forEach(read -> assertThrows(MessageNotReadableException.class, read));
    }

    private static void assertNotWritable(MambaBytesMessage message) {
        List<Executable> writes = List.of(
                () -> message.writeBoolean(true),
                () -> message.writeByte((byte) 1),
                () -> message.writeShort((short) 1),
                () -> message.writeChar('c'),
                () -> message.writeInt(1),
                () -> message.writeLong(1),
                () -> message.writeFloat(1),
                () -> message.writeDouble(1),
                () -> message.writeUTF("t"),
                () -> message.writeBytes(new byte[1]),
                () -> message.writeBytes(new byte[1], 0, 1),
                () -> message.writeObject(1));
        writes.forEach(write -> assertThrows(MessageNotWriteableException.class, write));
    }

    @Test
    @DisplayName("M-24 a read past the end is a MessageEOFException and leaves the position where it was")
    void endOfBody() throws JMSException {
        MambaBytesMessage message = new MambaBytesMessage();
        message.writeByte((byte) 7);
        message.writeByte((byte) 8);
        message.writeByte((byte) 9);
        message.reset();
        assertEquals(7, message.readByte());

        List<Executable> tooLong =
                List.of(message::readInt, message::readLong, message::readFloat, message::readDouble, message::readUTF);
        tooLong.forEach(read -> assertThrows(MessageEOFException.class, read));

        assertEquals(8, message.readByte());
        assertEquals(9, message.readByte());
        assertThrows(MessageEOFException.class, message::readByte);
        assertThrows(MessageEOFException.class, message::readBoolean);
    }

    @Test
    @DisplayName("M-24 bytes that are no text are a MessageFormatException and leave the position where it was")
    void notUtf() throws JMSException {
        MambaBytesMessage message = new MambaBytesMessage();
        message.writeShort((short) 1);
        message.writeByte((byte) 0xFF);
        message.reset();

        assertThrows(MessageFormatException.class, message::readUTF);

        assertEquals(1, message.readShort());
    }

    @Test
    @DisplayName("A text longer than writeUTF's format takes is a MessageFormatException and writes nothing")
    void tooLongForUtf() throws JMSException {
        MambaBytesMessage message = new MambaBytesMessage();

        assertThrows(MessageFormatException.class, () -> message.writeUTF("x".repeat(65_536)));

        message.reset();
        assertEquals(0, message.getBodyLength());
    }

    @Test
    @DisplayName("readBytes takes a length of 0 to the array's, else IndexOutOfBoundsException")
    void readBytesLength() throws JMSException {
        MambaBytesMessage message = new MambaBytesMessage();
        message.writeBytes(new byte[] {1, 2, 3});
        message.reset();
        byte[] two = new byte[2];

        assertThrows(IndexOutOfBoundsException.class, () -> message.readBytes(two, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> message.readBytes(two, -1));
        assertEquals(1, message.readBytes(two, 1));
        assertEquals(2, message.readBytes(two));
        assertArrayEquals(new byte[] {2, 3}, two);
    }

    @Test
    @DisplayName("M-19 encoding leaves the state alone: writing and sending can go on")
    void sentWhileWriting() throws JMSException {
        MambaBytesMessage message = new MambaBytesMessage();
        message.writeByte((byte) 1);
        MambaBytesMessage first = Roundtrip.sendAndReceive(message);
        message.writeByte((byte) 2);
        MambaBytesMessage second = Roundtrip.sendAndReceive(message);

        assertArrayEquals(new byte[] {1}, first.getBody(byte[].class));
        assertArrayEquals(new byte[] {1, 2}, second.getBody(byte[].class));
    }
}
