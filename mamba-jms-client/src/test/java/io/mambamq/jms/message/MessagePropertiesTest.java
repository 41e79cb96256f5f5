// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.message.EncodedMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagePropertiesTest {
    static List<Object> propertyValues() {
        return List.of(
                true, (byte) -1, Short.MIN_VALUE, Integer.MAX_VALUE, Long.MIN_VALUE, Float.NaN, -0.0, "", "ä€😀");
    }

    @ParameterizedTest
    @MethodSource("propertyValues")
    @DisplayName("M-13 each of the eight types arrives with its type and value")
    void arrivesAsSet(Object value) throws JMSException {
        MambaMessage message = new MambaPlainMessage();
        message.setObjectProperty("p", value);

        assertEquals(value, Roundtrip.sendAndReceive(message).getObjectProperty("p"));
    }

    static List<Object> otherValues() {
        return List.of('c', new byte[0], new BigDecimal("1"), new Object(), Map.of());
    }

    @ParameterizedTest
    @MethodSource("otherValues")
    @DisplayName("M-13 every other class is a MessageFormatException that names property and class")
    void refusesOtherClasses(Object value) {
        MessageFormatException refusal = assertThrows(
                MessageFormatException.class, () -> new MambaPlainMessage().setObjectProperty("price", value));

        assertTrue(refusal.getMessage().contains("price"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(value.getClass().getName()), refusal.getMessage());
    }

    @Test
    @DisplayName("M-13, M-14 a property that was never set reads as null and does not exist")
    void absent() throws JMSException {
        MambaMessage message = new MambaPlainMessage();

        assertNull(message.getObjectProperty("p"));
        assertNull(message.getStringProperty("p"));
        assertFalse(message.getBooleanProperty("p"));
        assertFalse(message.propertyExists("p"));
    }

    @Test
    @DisplayName("M-14 a property that was set to null exists, also after the wire")
    void presentNull() throws JMSException {
        MambaMessage message = new MambaPlainMessage();
        message.setStringProperty("p", null);

        MambaMessage received = Roundtrip.sendAndReceive(message);

        assertTrue(received.propertyExists("p"));
        assertNull(received.getObjectProperty("p"));
    }

    @Test
    @DisplayName("M-14 the names are those of the properties, without header fields, as a snapshot")
    void names() throws JMSException {
        MambaMessage message = new MambaPlainMessage();
        message.setJMSType("t");
        message.setIntProperty("b", 1);
        message.setIntProperty("a", 2);
        var names = message.getPropertyNames();
        message.setIntProperty("c", 3);

        assertEquals(List.of("b", "a"), Collections.list(names));
    }

    @Test
    @DisplayName("M-14 clearing the properties leaves the body")
    void clearProperties() throws JMSException {
        MambaTextMessage message = new MambaTextMessage("body");
        message.setIntProperty("p", 1);

        message.clearProperties();

        assertFalse(message.propertyExists("p"));
        assertEquals("body", message.getText());
    }

    @Test
    @DisplayName("M-15 a received message's properties are read-only until cleared")
    void readOnlyUntilCleared() throws JMSException {
        MambaTextMessage message = new MambaTextMessage("body");
        message.setIntProperty("p", 1);
        MambaTextMessage received = Roundtrip.sendAndReceive(message);

        assertThrows(MessageNotWriteableException.class, () -> received.setIntProperty("p", 2));
        assertThrows(MessageNotWriteableException.class, () -> received.setObjectProperty("q", 2));
        assertEquals(1, received.getIntProperty("p"));

        received.clearProperties();
        received.setIntProperty("p", 2);

        assertEquals(List.of("p"), Collections.list(received.getPropertyNames()));
        assertEquals(2, received.getIntProperty("p"));
        assertEquals("body", received.getText());
    }

    @Test
    @DisplayName("M-16 group id and sequence are carried")
    void group() throws JMSException {
        MambaMessage message = new MambaPlainMessage();
        message.setStringProperty("JMSXGroupID", "g");
        message.setIntProperty("JMSXGroupSeq", 3);

        MambaMessage received = Roundtrip.sendAndReceive(message);

        assertEquals("g", received.getStringProperty("JMSXGroupID"));
        assertEquals(3, received.getIntProperty("JMSXGroupSeq"));
    }

    @Test
    @DisplayName("M-18 properties of providers, Mamba's and others', are carried like the application's")
    void providerProperties() throws JMSException {
        MambaMessage message = new MambaPlainMessage();
        message.setStringProperty("JMS_MAMBA_origin", "here");
        message.setIntProperty("JMS_IBM_Format", 1);

        MambaMessage received = Roundtrip.sendAndReceive(message);

        assertEquals("here", received.getStringProperty("JMS_MAMBA_origin"));
        assertEquals(1, received.getIntProperty("JMS_IBM_Format"));
    }

    @Test
    @DisplayName("M-06, M-17 the delivery count is 1 at first; above it the message is redelivered")
    void deliveryCount() throws JMSException {
        EncodedMessage encoded = Roundtrip.send(new MambaPlainMessage());

        MambaMessage first = Roundtrip.receive(encoded, MambaPlainMessage.class, 1, "");
        MambaMessage third = Roundtrip.receive(encoded, MambaPlainMessage.class, 3, "");

        assertEquals(1, first.getIntProperty("JMSXDeliveryCount"));
        assertFalse(first.getJMSRedelivered());
        assertEquals(3, third.getIntProperty("JMSXDeliveryCount"));
        assertTrue(third.getJMSRedelivered());
        assertEquals(List.of("JMSXDeliveryCount"), Collections.list(third.getPropertyNames()));
    }

    @Test
    @DisplayName("M-17 a delivery count that a sender sets, or forwards, is not sent")
    void deliveryCountIsNotSent() throws JMSException {
        MambaMessage message = new MambaPlainMessage();
        message.setIntProperty("JMSXDeliveryCount", 9);

        EncodedMessage sent = Roundtrip.send(message);
        EncodedMessage forwarded = Roundtrip.send(Roundtrip.receive(sent, MambaPlainMessage.class, 5, ""));

        assertEquals(Map.of(), sent.properties());
        assertEquals(Map.of(), forwarded.properties());
    }
}
