// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

class MapMessageTest {
    @Test
    @DisplayName("M-27 every type that was set arrives with its type, in order")
    void everyType() throws JMSException {
        MambaMapMessage message = new MambaMapMessage();
        message.setBoolean("boolean", true);
        message.setByte("byte", (byte) 1);
        message.setShort("short", (short) 2);
        message.setChar("char", 'c');
        message.setInt("int", 3);
        message.setLong("long", 4);
        message.setFloat("float", 5);
        message.setDouble("double", 6);
        message.setString("any name, even \"this\"", "t");
        message.setBytes("bytes", new byte[] {7});
        message.setBytes("part", new byte[] {7, 8, 9}, 1, 1);
        message.setObject("object", 8L);

        MambaMapMessage received = Roundtrip.sendAndReceive(message);

        assertEquals(Collections.list(message.getMapNames()), Collections.list(received.getMapNames()));
        assertEquals(true, received.getObject("boolean"));
        assertEquals((byte) 1, received.getObject("byte"));
        assertEquals((short) 2, received.getObject("short"));
        assertEquals('c', received.getObject("char"));
        assertEquals(3, received.getObject("int"));
        assertEquals(4L, received.getObject("long"));
        assertEquals(5f, received.getObject("float"));
        assertEquals(6.0, received.getObject("double"));
        assertEquals("t", received.getObject("any name, even \"this\""));
        assertArrayEquals(new byte[] {7}, (byte[]) received.getObject("bytes"));
        assertArrayEquals(new byte[] {8}, received.getBytes("part"));
        assertEquals(8L, received.getObject("object"));
    }

    @Test
    @DisplayName("M-23 a name that was never set reads as null; one that was set to null exists")
    void absentAndNull() throws JMSException {
        MambaMapMessage message = new MambaMapMessage();
        message.setString("null", null);
        message.setBytes("nullBytes", null);
        message.setObject("nullObject", null);

        MambaMapMessage received = Roundtrip.sendAndReceive(message);

        assertNull(received.getObject("absent"));
        assertFalse(received.itemExists("absent"));
        assertTrue(received.itemExists("null"));
        assertNull(received.getString("null"));
        assertNull(received.getBytes("nullBytes"));
        assertNull(received.getObject("nullObject"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @DisplayName("M-23 a name that is null or empty is an IllegalArgumentException")
    void names(String name) {
        MambaMapMessage message = new MambaMapMessage();

        assertThrows(IllegalArgumentException.class, () -> message.setInt(name, 1));
        assertThrows(IllegalArgumentException.class, () -> message.setBytes(name, new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> message.setObject(name, "v"));
    }

    @Test
    @DisplayName("M-23 other classes are a MessageFormatException")
    void otherClasses() {
        assertThrows(MessageFormatException.class, () -> new MambaMapMessage().setObject("d", Instant.EPOCH));
        assertThrows(MessageFormatException.class, () -> new MambaMapMessage().setObject("d", new int[0]));
    }

    @Test
    @DisplayName("M-28 arrays are copied in and out")
    void copies() throws JMSException {
        byte[] given = {1};
        MambaMapMessage message = new MambaMapMessage();
        message.setBytes("b", given);
        given[0] = 9;
        message.getBytes("b")[0] = 9;
        ((byte[]) message.getObject("b"))[0] = 9;
        ((byte[]) message.getBody(java.util.Map.class).get("b"))[0] = 9;

        assertArrayEquals(new byte[] {1}, message.getBytes("b"));
    }

    @Test
    @DisplayName("M-21 a received body is read-only until cleared, which keeps the properties")
    void readOnlyUntilCleared() throws JMSException {
        MambaMapMessage message = new MambaMapMessage();
        message.setInt("i", 1);
        message.setIntProperty("p", 1);
        MambaMapMessage received = Roundtrip.sendAndReceive(message);

        List<Executable> writes = List.of(
                () -> received.setBoolean("i", true),
                () -> received.setByte("i", (byte) 1),
                () -> received.setShort("i", (short) 1),
                () -> received.setChar("i", 'c'),
                () -> received.setInt("i", 1),
                () -> received.setLong("i", 1),
                () -> received.setFloat("i", 1),
                () -> received.setDouble("i", 1),
                () -> received.setString("i", "t"),
                () -> received.setBytes("i", new byte[1]),
                () -> received.setBytes("i", new byte[1], 0, 1),
                () -> received.setObject("i", 1));
        writes.forEach(write -> assertThrows(MessageNotWriteableException.class, write));

        received.clearBody();
        assertFalse(received.getMapNames().hasMoreElements());
        received.setInt("j", 2);
        assertEquals(2, received.getInt("j"));
        assertEquals(1, received.getIntProperty("p"));
        assertThrows(MessageNotWriteableException.class, () -> received.setIntProperty("p", 2));
    }
}
