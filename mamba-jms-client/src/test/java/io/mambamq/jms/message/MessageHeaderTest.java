// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.MambaTopic;
import io.mambamq.protocol.message.EncodedMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MessageHeaderTest {
    private static final SendHeaders SENT =
            new SendHeaders(new MambaTopic("news"), DeliveryMode.NON_PERSISTENT, 9, 1000, 61_000, 31_000, Roundtrip.ID);

    @Test
    @DisplayName("M-02 what a send sets replaces what the application put there")
    void sendOverwrites() throws JMSException {
        MambaMessage message = new MambaPlainMessage();
        message.setJMSDestination(new MambaQueue("mine"));
        message.setJMSDeliveryMode(77);
        message.setJMSPriority(-3);
        message.setJMSTimestamp(1);
        message.setJMSExpiration(2);
        message.setJMSDeliveryTime(3);
        message.setJMSMessageID("mine");

        message.prepareSend(SENT);

        assertSent(message);
    }

    @Test
    @DisplayName("M-02 what a send sets arrives")
    void sentHeadersArrive() throws JMSException {
        MambaMessage message = new MambaPlainMessage();
        message.prepareSend(SENT);

        assertSent(received(message));
    }

    private static void assertSent(MambaMessage message) throws JMSException {
        assertEquals(new MambaTopic("news"), message.getJMSDestination());
        assertEquals(DeliveryMode.NON_PERSISTENT, message.getJMSDeliveryMode());
        assertEquals(9, message.getJMSPriority());
        assertEquals(1000, message.getJMSTimestamp());
        assertEquals(61_000, message.getJMSExpiration());
        assertEquals(31_000, message.getJMSDeliveryTime());
        assertEquals(Roundtrip.ID.toString(), message.getJMSMessageID());
    }

    @Test
    @DisplayName("M-03 a message id begins with ID:, is different for the next message, and is null when disabled")
    void messageId() throws JMSException {
        MambaMessage message = new MambaPlainMessage();
        message.prepareSend(SENT);
        assertTrue(message.getJMSMessageID().startsWith("ID:"));

        message.prepareSend(new SendHeaders(Roundtrip.QUEUE, DeliveryMode.PERSISTENT, 4, 0, 0, 0, null));

        assertNull(message.getJMSMessageID());
        assertNull(received(message).getJMSMessageID());
        assertEquals(0, received(message).getJMSTimestamp());
    }

    @Test
    @DisplayName("M-02 a new message has the defaults")
    void defaults() throws JMSException {
        MambaMessage message = new MambaPlainMessage();

        assertEquals(DeliveryMode.PERSISTENT, message.getJMSDeliveryMode());
        assertEquals(4, message.getJMSPriority());
        assertNull(message.getJMSMessageID());
        assertNull(message.getJMSDestination());
        assertNull(message.getJMSReplyTo());
        assertNull(message.getJMSCorrelationID());
        assertNull(message.getJMSCorrelationIDAsBytes());
        assertNull(message.getJMSType());
    }

    @Test
    @DisplayName("M-02 what the application sets for the receiver arrives: type, reply-to, correlation id")
    void applicationHeadersArrive() throws JMSException {
        MambaMessage message = new MambaPlainMessage();
        message.setJMSType("invoice");
        message.setJMSReplyTo(new MambaQueue("answers"));
        message.setJMSCorrelationID("ID:other");
        message.prepareSend(SENT);

        MambaMessage received = received(message);

        assertEquals("invoice", received.getJMSType());
        assertEquals(new MambaQueue("answers"), received.getJMSReplyTo());
        assertEquals("ID:other", received.getJMSCorrelationID());
    }

    @Test
    @DisplayName("M-05 a correlation id of bytes arrives as these bytes, copied in and out, and reads as UTF-8")
    void correlationIdAsBytes() throws JMSException {
        byte[] id = {(byte) 0xC3, (byte) 0xA4, 0, (byte) 0xFF};
        MambaMessage message = new MambaPlainMessage();
        message.setJMSCorrelationIDAsBytes(id);
        id[0] = 0;
        message.prepareSend(SENT);

        MambaMessage received = received(message);

        byte[] expected = {(byte) 0xC3, (byte) 0xA4, 0, (byte) 0xFF};
        assertArrayEquals(expected, received.getJMSCorrelationIDAsBytes());
        assertNotSame(received.getJMSCorrelationIDAsBytes(), received.getJMSCorrelationIDAsBytes());
        assertEquals("ä\0\uFFFD", received.getJMSCorrelationID());
    }

    @Test
    @DisplayName("M-05 a correlation id of text is had as its UTF-8 bytes; the form that was set last counts")
    void correlationIdForms() throws JMSException {
        MambaMessage message = new MambaPlainMessage();
        message.setJMSCorrelationIDAsBytes(new byte[] {1});
        message.setJMSCorrelationID("ä");
        assertArrayEquals("ä".getBytes(UTF_8), message.getJMSCorrelationIDAsBytes());

        message.setJMSCorrelationIDAsBytes(null);
        assertNull(message.getJMSCorrelationID());
    }

    @Test
    @DisplayName("M-20 a received message's header fields can be changed")
    void receivedHeadersAreWritable() throws JMSException {
        MambaMessage received = received(prepared(new MambaPlainMessage()));

        received.setJMSMessageID("mine");
        received.setJMSPriority(1);
        received.setJMSRedelivered(true);
        received.setJMSReplyTo(null);

        assertEquals("mine", received.getJMSMessageID());
        assertEquals(1, received.getJMSPriority());
        assertTrue(received.getJMSRedelivered());
    }

    @Test
    @DisplayName("M-20 what a consumer changes does not show in the next delivery of the same bytes")
    void redeliveryIsTheOriginal() throws JMSException {
        MambaTextMessage message = new MambaTextMessage("original");
        message.setStringProperty("p", "original");
        EncodedMessage encoded = Roundtrip.send(message);

        MambaTextMessage first = Roundtrip.receive(encoded, MambaTextMessage.class);
        first.clearBody();
        first.setText("changed");
        first.clearProperties();
        first.setStringProperty("p", "changed");
        first.setJMSType("changed");
        MambaTextMessage second = Roundtrip.receive(encoded, MambaTextMessage.class, 2, "");

        assertEquals("original", second.getText());
        assertEquals("original", second.getStringProperty("p"));
        assertNull(second.getJMSType());
    }

    @Test
    @DisplayName("M-02 a message that was not prepared, or whose reply-to is not a destination, cannot be encoded")
    void needsDestinations() throws JMSException {
        MambaMessage unprepared = new MambaPlainMessage();
        assertThrows(InvalidDestinationException.class, () -> Roundtrip.encode(unprepared));

        MambaMessage odd = prepared(new MambaPlainMessage());
        odd.setJMSReplyTo(new Destination() {});
        assertThrows(InvalidDestinationException.class, () -> Roundtrip.encode(odd));
    }

    @Test
    @DisplayName("A text that UTF-8 cannot carry is refused by the send, wherever it stands, and not damaged")
    void unpairedSurrogatesAreRefused() throws JMSException {
        MambaMessage inType = prepared(new MambaPlainMessage());
        inType.setJMSType("\uD800");
        MambaMessage inProperty = prepared(new MambaPlainMessage());
        inProperty.setStringProperty("p", "\uDC00");
        MambaTextMessage inText = new MambaTextMessage("half a \uD83D pair");
        inText.prepareSend(SENT);

        for (MambaMessage message : new MambaMessage[] {inType, inProperty, inText}) {
            MessageFormatException refusal =
                    assertThrows(MessageFormatException.class, () -> Roundtrip.encode(message));
            assertTrue(refusal.getMessage().contains("surrogate"), refusal.getMessage());
        }
    }

    @Test
    @DisplayName("M-64 acknowledge() asks the session that delivered the message, and nobody for a new one")
    void acknowledge() throws JMSException {
        AtomicInteger asked = new AtomicInteger();
        MessageContext context = new MessageContext(asked::incrementAndGet, new ObjectDecoder("", null));
        EncodedMessage encoded = Roundtrip.encode(prepared(new MambaPlainMessage()));

        MessageDecoder.decode(encoded, null, 1, context).acknowledge();
        new MambaPlainMessage().acknowledge();

        assertEquals(1, asked.get());
    }

    @Test
    @DisplayName("What people see of a message is its kind, id and destination, never its content")
    void toStringShowsNoContent() throws JMSException {
        MambaTextMessage message = new MambaTextMessage("secret");
        message.setStringProperty("p", "secret");
        message.prepareSend(SENT);

        assertEquals("MambaTextMessage[" + Roundtrip.ID + ", topic \"news\"]", message.toString());
    }

    private static MambaMessage prepared(MambaMessage message) {
        message.prepareSend(SENT);
        return message;
    }

    private static MambaMessage received(MambaMessage message) throws JMSException {
        return Roundtrip.receive(Roundtrip.encode(message), MambaMessage.class);
    }
}
