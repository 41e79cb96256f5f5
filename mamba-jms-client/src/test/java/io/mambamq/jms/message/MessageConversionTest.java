// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.MambaQueue;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageConversionTest {
    @Test
    @DisplayName("M-28 Mamba's own messages are taken as they are")
    void own() throws JMSException {
        MambaMessage message = new MambaTextMessage("t");

        assertSame(message, MessageConversion.toMamba(message));
    }

    @Test
    @DisplayName("M-70 null is a MessageFormatException")
    void nothing() {
        assertThrows(MessageFormatException.class, () -> MessageConversion.toMamba(null));
    }

    static Stream<Arguments> foreign() throws JMSException {
        MambaBytesMessage bytes = new MambaBytesMessage();
        byte[] content = new byte[20_000];
        content[19_999] = 7;
        bytes.writeBytes(content);
        MambaMapMessage map = new MambaMapMessage();
        map.setChar("c", 'x');
        map.setObject("n", null);
        return Stream.of(
                Arguments.of(foreign(new MambaPlainMessage(), Message.class), MambaPlainMessage.class, null),
                Arguments.of(foreign(new MambaTextMessage("t"), TextMessage.class), MambaTextMessage.class, "t"),
                Arguments.of(foreign(new MambaTextMessage(), TextMessage.class), MambaTextMessage.class, null),
                Arguments.of(foreign(bytes, BytesMessage.class), MambaBytesMessage.class, content),
                Arguments.of(foreign(map, MapMessage.class), MambaMapMessage.class, map.getBody(Map.class)),
                Arguments.of(foreign(new MambaObjectMessage("o"), ObjectMessage.class), MambaObjectMessage.class, "o"));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    @DisplayName("M-28 a message of another provider is copied as its type, with properties and the headers that stay")
    void copies(Message foreign, Class<? extends MambaMessage> type, Object body) throws JMSException {
        foreign.setStringProperty("p", "v");
        foreign.setObjectProperty("n", 1L);
        foreign.setJMSCorrelationID("c");
        foreign.setJMSType("t");
        foreign.setJMSReplyTo(new MambaQueue("answers"));

        MambaMessage copy = assertInstanceOf(type, MessageConversion.toMamba(foreign));

        if (body instanceof byte[] bytes) {
            assertArrayEquals(bytes, copy.getBody(byte[].class));
        } else {
            assertEquals(body, copy.getBody(Object.class));
        }
        assertEquals(List.of("p", "n"), Collections.list(copy.getPropertyNames()));
        assertEquals(1L, copy.getObjectProperty("n"));
        assertEquals("c", copy.getJMSCorrelationID());
        assertEquals("t", copy.getJMSType());
        assertEquals(new MambaQueue("answers"), copy.getJMSReplyTo());
    }

    @Test
    @DisplayName("M-28 a foreign stream is copied item by item, each with its type")
    void stream() throws JMSException {
        MambaStreamMessage original = new MambaStreamMessage();
        original.writeShort((short) 1);
        original.writeBytes(new byte[] {2});
        original.writeObject(null);

        MambaStreamMessage copy =
                (MambaStreamMessage) MessageConversion.toMamba(foreign(original, StreamMessage.class));

        copy.reset();
        assertEquals((short) 1, copy.readObject());
        assertArrayEquals(new byte[] {2}, (byte[]) copy.readObject());
        assertEquals(null, copy.readObject());
        assertEquals((short) 1, original.readObject(), "the original is reset");
    }

    @Test
    @DisplayName("M-02 what the send sets is set on the foreign message through its public setters")
    void headersOnForeign() throws JMSException {
        Message foreign = foreign(new MambaTextMessage("t"), TextMessage.class);

        new SendHeaders(Roundtrip.QUEUE, DeliveryMode.NON_PERSISTENT, 7, 1, 2, 3, Roundtrip.ID).applyTo(foreign);

        assertEquals(Roundtrip.QUEUE, foreign.getJMSDestination());
        assertEquals(DeliveryMode.NON_PERSISTENT, foreign.getJMSDeliveryMode());
        assertEquals(7, foreign.getJMSPriority());
        assertEquals(1, foreign.getJMSTimestamp());
        assertEquals(2, foreign.getJMSExpiration());
        assertEquals(3, foreign.getJMSDeliveryTime());
        assertEquals(Roundtrip.ID.toString(), foreign.getJMSMessageID());
    }

    @Test
    @DisplayName("M-11, M-28 a foreign property that JMS does not allow is a MessageFormatException that names it")
    void foreignPropertyName() {
        Message foreign = (Message) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Message.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getPropertyNames" -> Collections.enumeration(List.of("not.allowed"));
                    case "getObjectProperty" -> "v";
                    default -> null;
                });

        MessageFormatException refusal =
                assertThrows(MessageFormatException.class, () -> MessageConversion.toMamba(foreign));

        assertTrue(refusal.getMessage().contains("not.allowed"), refusal.getMessage());
    }

    /** The same message behind an interface only, as another provider's would be. */
    private static <M extends Message> M foreign(MambaMessage message, Class<M> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(message, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
