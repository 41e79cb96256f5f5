// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Makes messages of other providers sendable (JMS 3.1 §3.12). Stateless. */
public final class MessageConversion {
    private static final int CHUNK_BYTES = 8 * 1024;

    private MessageConversion() {}

    /**
     * The message itself if it is Mamba's, else a copy of its body, its properties, and the header fields that a send does
     * not set: correlation id, reply-to and type. A bytes or stream message is reset for that, before and after.
     *
     * @throws MessageFormatException if the message is null, or has a property that JMS does not allow
     */
    public static MambaMessage toMamba(@Nullable Message message) throws JMSException {
        if (message instanceof MambaMessage own) {
            return own;
        }
        if (message == null) {
            throw new MessageFormatException("the message is null");
        }
        MambaMessage copy = copyOfBody(message);
        copyHeaders(message, copy);
        copyProperties(message, copy);
        return copy;
    }

    private static MambaMessage copyOfBody(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            return new MambaTextMessage(text.getText());
        }
        if (message instanceof BytesMessage bytes) {
            return copyOf(bytes);
        }
        if (message instanceof MapMessage map) {
            return copyOf(map);
        }
        if (message instanceof StreamMessage stream) {
            return copyOf(stream);
        }
        if (message instanceof ObjectMessage object) {
            return new MambaObjectMessage(object.getObject());
        }
        return new MambaPlainMessage();
    }

    private static MambaBytesMessage copyOf(BytesMessage bytes) throws JMSException {
        MambaBytesMessage copy = new MambaBytesMessage();
        byte[] chunk = new byte[CHUNK_BYTES];
        bytes.reset();
        for (int length = bytes.readBytes(chunk); length > 0; length = bytes.readBytes(chunk)) {
            copy.writeBytes(chunk, 0, length);
        }
        bytes.reset();
        return copy;
    }

    private static MambaMapMessage copyOf(MapMessage map) throws JMSException {
        MambaMapMessage copy = new MambaMapMessage();
        for (Enumeration<?> names = map.getMapNames(); names.hasMoreElements(); ) {
            String name = (String) names.nextElement();
            copy.setObject(name, map.getObject(name));
        }
        return copy;
    }

    private static MambaStreamMessage copyOf(StreamMessage stream) throws JMSException {
        MambaStreamMessage copy = new MambaStreamMessage();
        stream.reset();
        try {
            while (true) {
                copy.writeObject(stream.readObject());
            }
        } catch (MessageEOFException end) {
            stream.reset();
            return copy;
        }
    }

    private static void copyHeaders(Message message, MambaMessage copy) throws JMSException {
        copy.setJMSCorrelationID(message.getJMSCorrelationID());
        copy.setJMSReplyTo(message.getJMSReplyTo());
        copy.setJMSType(message.getJMSType());
    }

    private static void copyProperties(Message message, MambaMessage copy) throws JMSException {
        for (Enumeration<?> names = message.getPropertyNames(); names.hasMoreElements(); ) {
            String name = (String) names.nextElement();
            try {
                copy.setObjectProperty(name, message.getObjectProperty(name));
            } catch (IllegalArgumentException e) {
                throw MambaMessage.withCause(
                        new MessageFormatException("the message cannot be sent: " + e.getMessage()), e);
            }
        }
    }
}
