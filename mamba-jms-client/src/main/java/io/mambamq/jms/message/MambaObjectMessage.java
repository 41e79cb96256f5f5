// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import io.mambamq.jms.body.BodySource;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.message.BodyKind;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageEncoder;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A Java object, kept serialized: setting takes a copy, and every {@link #getObject} makes a new one. What was received is
 * read by the rules of {@link ObjectDecoder}.
 */
public final class MambaObjectMessage extends MambaMessage implements ObjectMessage {
    /** Null for null. */
    private byte @Nullable [] serialized;

    private @Nullable ObjectDecoder decoder;

    public MambaObjectMessage() {
        super(BodyKind.OBJECT);
    }

    /**
     * A new message with that object.
     *
     * @throws MessageFormatException if it cannot be serialized
     */
    public MambaObjectMessage(@Nullable Serializable object) throws JMSException {
        this();
        setObject(object);
    }

    @Override
    void receive(EncodedMessage received, @Nullable BodySource body, int count, MessageContext context) {
        super.receive(received, body, count, context);
        decoder = context.objectDecoder();
    }

    @Override
    public void setObject(@Nullable Serializable object) throws JMSException {
        requireWritableBody();
        serialized = object == null ? null : serialize(object);
        decoder = object == null ? null : ObjectDecoder.ofOwnObject(object);
    }

    @Override
    public @Nullable Serializable getObject() throws JMSException {
        requireDecodedBody();
        return serialized == null || decoder == null ? null : decoder.decode(serialized);
    }

    private static byte[] serialize(Serializable object) throws JMSException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(object);
        } catch (IOException e) {
            throw withCause(
                    new MessageFormatException("a " + object.getClass().getName() + " cannot be serialized: " + e), e);
        }
        return bytes.toByteArray();
    }

    // ---- the body as a whole

    @Override
    MessageEncoder.Body encodeBody() {
        byte[] sent = serialized;
        return sent == null ? MessageEncoder.Body.NULL : sink -> sink.putBytes(sent);
    }

    @Override
    long bodyBytesEstimated() {
        return serialized == null ? 0 : serialized.length;
    }

    @Override
    void decodeBody(ByteReader body) {
        serialized = body.readBytes(body.remaining());
    }

    @Override
    void dropBody() {
        serialized = null;
    }

    @Override
    boolean hasNoBody() {
        return serialized == null;
    }

    @Override
    boolean isBodyA(Class<?> type) throws JMSException {
        try {
            return bodyAs(type) != null;
        } catch (MessageFormatException e) {
            return false;
        }
    }

    @Override
    @Nullable
    Object bodyAs(Class<?> type) throws JMSException {
        Serializable object = getObject();
        return type.isInstance(object) ? object : null;
    }
}
