// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.message.BodyKind;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageEncoder;
import io.mambamq.protocol.message.MessageHeaders;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the body types share: being empty, being had as a Java type, and going through the wire. */
class MessageBodyTest {
    static Stream<Arguments> assignable() throws JMSException {
        return Stream.of(
                Arguments.of(text(), List.of(String.class, Object.class, CharSequence.class, Serializable.class)),
                Arguments.of(bytes(), List.of(byte[].class, Object.class)),
                Arguments.of(map(), List.of(Map.class, Object.class)),
                Arguments.of(
                        object(),
                        List.of(ArrayList.class, List.class, Iterable.class, Object.class, Serializable.class)),
                Arguments.of(stream(), List.of()));
    }

    @ParameterizedTest
    @MethodSource("assignable")
    @DisplayName("M-29, M-30 a body is had as the types of its kind and no others; both methods agree")
    void bodyAsType(MambaMessage sent, List<Class<?>> types) throws JMSException {
        List<Class<?>> all = List.of(
                String.class,
                CharSequence.class,
                byte[].class,
                Map.class,
                HashMap.class,
                ArrayList.class,
                List.class,
                Iterable.class,
                Integer.class,
                Serializable.class,
                Object.class);
        for (MambaMessage message : List.of(sent, Roundtrip.sendAndReceive(sent))) {
            for (Class<?> type : all) {
                assertEquals(types.contains(type), message.isBodyAssignableTo(type), type.getName());
                if (types.contains(type)) {
                    assertTrue(type.isInstance(message.getBody(type)), type.getName());
                } else {
                    assertThrows(MessageFormatException.class, () -> message.getBody(type), type.getName());
                }
            }
        }
    }

    static List<MambaMessage> withoutBody() {
        return List.of(
                new MambaPlainMessage(),
                new MambaTextMessage(),
                new MambaBytesMessage(),
                new MambaMapMessage(),
                new MambaObjectMessage());
    }

    @ParameterizedTest
    @MethodSource("withoutBody")
    @DisplayName("M-29, M-30 no body: getBody is null and every type is assignable, also after the wire")
    void noBody(MambaMessage sent) throws JMSException {
        for (MambaMessage message : List.of(sent, Roundtrip.sendAndReceive(sent))) {
            for (Class<?> type : List.of(String.class, byte[].class, Map.class, Integer.class)) {
                assertTrue(message.isBodyAssignableTo(type));
                assertNull(message.getBody(type));
            }
        }
    }

    @Test
    @DisplayName("M-29, M-30 an empty stream is no exception to the rule for streams")
    void emptyStream() throws JMSException {
        MambaStreamMessage message = new MambaStreamMessage();

        assertFalse(message.isBodyAssignableTo(Object.class));
        assertThrows(MessageFormatException.class, () -> message.getBody(Object.class));
    }

    @Test
    @DisplayName("M-29 getBody resets a bytes message before and after")
    void getBodyResetsBytes() throws JMSException {
        MambaBytesMessage message = bytes();
        assertArrayEquals(new byte[] {1, 2}, message.getBody(byte[].class));
        assertEquals(1, message.readByte());

        assertArrayEquals(new byte[] {1, 2}, (byte[]) message.getBody(Object.class));
        assertEquals(1, message.readByte());
        assertEquals(2, message.readByte());
    }

    @Test
    @DisplayName("M-30 asking whether bytes are assignable changes neither state nor position")
    void isBodyAssignableIsAQuestion() throws JMSException {
        MambaBytesMessage message = bytes();
        assertTrue(message.isBodyAssignableTo(byte[].class));
        assertThrows(MessageNotReadableException.class, message::readByte);

        message.reset();
        message.readByte();
        assertTrue(message.isBodyAssignableTo(byte[].class));
        assertEquals(2, message.readByte());
    }

    @Test
    @DisplayName("M-29 an empty text is a body")
    void emptyText() throws JMSException {
        assertEquals("", Roundtrip.sendAndReceive(new MambaTextMessage("")).getBody(String.class));
    }

    @Test
    @DisplayName("M-21 a received text is read-only until cleared")
    void textStates() throws JMSException {
        MambaTextMessage received = Roundtrip.sendAndReceive(text());
        assertThrows(MessageNotWriteableException.class, () -> received.setText("other"));
        assertEquals("tëxt €😀", received.getText());

        received.clearBody();
        assertNull(received.getText());
        received.setText("other");
        assertEquals("other", Roundtrip.sendAndReceive(received).getText());
    }

    static Stream<MambaMessage> everyKind() throws JMSException {
        return Stream.of(new MambaPlainMessage(), text(), bytes(), map(), stream(), object());
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    @DisplayName("M-27 a message arrives as the type that was sent, and goes out again as the same bytes")
    void forwarded(MambaMessage message) throws JMSException {
        message.setStringProperty("p", "v");
        message.setJMSType("t");
        EncodedMessage sent = Roundtrip.send(message);

        MambaMessage untouched = Roundtrip.receive(sent, message.getClass());
        MambaMessage read = Roundtrip.receive(sent, message.getClass());
        read.isBodyAssignableTo(String.class);
        read.getJMSType();

        assertArrayEquals(bytesOf(sent), bytesOf(Roundtrip.send(untouched)));
        assertArrayEquals(bytesOf(sent), bytesOf(Roundtrip.send(read)));
    }

    @Test
    @DisplayName("M-19 what happens to a message after it was sent does not change what was sent")
    void sentIsACopy() throws JMSException {
        MambaMapMessage message = map();
        EncodedMessage sent = Roundtrip.send(message);

        message.setString("k", "changed");
        message.setStringProperty("p", "changed");
        message.setJMSType("changed");

        MambaMapMessage received = Roundtrip.receive(sent, MambaMapMessage.class);
        assertEquals("v", received.getString("k"));
        assertFalse(received.propertyExists("p"));
        assertNull(received.getJMSType());
        assertEquals("changed", Roundtrip.sendAndReceive(message).getString("k"));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    @DisplayName("A clearing of the body makes it writable again and keeps the properties")
    void clearBody(MambaMessage message) throws JMSException {
        message.setIntProperty("p", 1);
        MambaMessage received = Roundtrip.sendAndReceive(message);

        received.clearBody();

        assertEquals(1, received.getIntProperty("p"));
        assertFalse(received.isBodyReadOnly());
    }

    static Stream<Arguments> malformedBodies() {
        return Stream.of(
                Arguments.of(BodyKind.TEXT, new byte[] {'a', -1}),
                Arguments.of(BodyKind.MAP, new byte[] {1, 0, 0, 0}),
                Arguments.of(BodyKind.MAP, new byte[] {0, 0, 0, (byte) 0x80}),
                Arguments.of(BodyKind.MAP, new byte[] {0, 0, 0, 0, 9}),
                Arguments.of(BodyKind.MAP, new byte[] {1, 0, 0, 0, 1, 0, 'k', 99}),
                Arguments.of(BodyKind.STREAM, new byte[] {99}),
                Arguments.of(BodyKind.STREAM, new byte[] {0, 4, 1}),
                Arguments.of(BodyKind.STREAM, new byte[] {10, -1, -1, -1, 0x7F}));
    }

    @ParameterizedTest
    @MethodSource("malformedBodies")
    @DisplayName(
            "A body that contradicts itself is a MessageFormatException each time; the message stays usable otherwise")
    void malformedBody(BodyKind kind, byte[] body) throws JMSException {
        ArraySink sink = new ArraySink(64);
        MessageEncoder.encode(
                new MessageHeaders().destination(DestinationName.queue("q")).type("t"),
                Map.of(),
                kind,
                out -> out.putBytes(body),
                sink);
        MambaMessage received =
                Roundtrip.receive(EncodedMessage.of(sink.toByteArray(), 0, sink.position()), MambaMessage.class);

        assertThrows(MessageFormatException.class, () -> received.isBodyAssignableTo(Object.class));
        assertThrows(MessageFormatException.class, () -> received.getBody(Object.class));
        assertEquals("t", received.getJMSType());
        received.clearBody();
        assertFalse(received.isBodyReadOnly());
    }

    private static byte[] bytesOf(EncodedMessage encoded) {
        ArraySink sink = new ArraySink(encoded.sizeBytes());
        encoded.copyTo(sink);
        return sink.toByteArray();
    }

    private static MambaTextMessage text() {
        return new MambaTextMessage("tëxt €😀");
    }

    private static MambaBytesMessage bytes() throws JMSException {
        MambaBytesMessage message = new MambaBytesMessage();
        message.writeBytes(new byte[] {1, 2});
        return message;
    }

    private static MambaMapMessage map() throws JMSException {
        MambaMapMessage message = new MambaMapMessage();
        message.setString("k", "v");
        message.setBytes("b", new byte[] {1});
        return message;
    }

    private static MambaStreamMessage stream() throws JMSException {
        MambaStreamMessage message = new MambaStreamMessage();
        message.writeInt(1);
        message.writeObject(null);
        return message;
    }

    private static MambaObjectMessage object() throws JMSException {
        return new MambaObjectMessage(new ArrayList<>(List.of(1, 2)));
    }
}
