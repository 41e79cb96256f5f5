// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import io.mambamq.jms.body.ArrayBody;
import io.mambamq.jms.body.BodySource;
import io.mambamq.jms.body.UnreadableBody;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.BodyKind;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.LargeBody;
import io.mambamq.protocol.message.MessageEncoder;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What all messages have in common: their {@link MessageHead}, the states of the body, and being encoded.
 *
 * <p>Properties and body are each writable in a new message, read-only in a received one, and writable again when cleared
 * (JMS 3.1 §3.5.3, §3.11.1, §3.11.2). A received message keeps the bytes that it came as, which must not change, and decodes each
 * part of them when it is first asked for; an untouched body goes out again as the same bytes.
 */
public abstract sealed class MambaMessage extends MessageHead
        permits MambaPlainMessage,
                MambaTextMessage,
                MambaBytesMessage,
                MambaMapMessage,
                MambaStreamMessage,
                MambaObjectMessage {
    /** What an array can have for certain. */
    static final int ARRAY_BYTES_MAX = Integer.MAX_VALUE - 8;

    private final BodyKind bodyKind;

    /** A received body that is not in {@link #received()}; null if it is, and when it was taken over. */
    private @Nullable BodySource largeBody;

    private boolean bodyIsEncoded;
    private boolean bodyIsReadOnly;

    MambaMessage(BodyKind bodyKind) {
        this.bodyKind = bodyKind;
    }

    /** Turns a new message into a received one; called once, by {@link MessageDecoder}. */
    void receive(EncodedMessage encoded, @Nullable BodySource body, int count, MessageContext context) {
        receiveHead(encoded, count, context);
        largeBody = body;
        bodyIsEncoded = true;
        bodyIsReadOnly = true;
    }

    // ---- sending

    /**
     * Sets the header fields that a send sets; they stay visible on the message after it (JMS 3.1 §3.4.11).
     *
     * <p>For a message of another provider, call it on what {@link MessageConversion} made of that, and
     * {@link SendHeaders#applyTo} on the message itself.
     */
    public final void prepareSend(SendHeaders sent) {
        headers().set(sent);
    }

    /**
     * Appends the message as the protocol carries it: the copy that is sent. Leaves the message's state alone.
     *
     * @throws MessageFormatException if a part has no place in an encoded message, such as a text with half a surrogate pair
     *     or a name of more than 65,535 bytes; names it. The sink then holds half a message, which the caller discards
     * @throws jakarta.jms.InvalidDestinationException if the message has no destination or its reply-to cannot be one
     */
    public final void encodeTo(ByteSink sink) throws JMSException {
        encode(bodyToSend(), sink);
    }

    /** The same with a body that is elsewhere. */
    public final void encodeTo(ByteSink sink, LargeBody body) throws JMSException {
        encode(body, sink);
    }

    private void encode(MessageEncoder.Body body, ByteSink sink) throws JMSException {
        try {
            MessageEncoder.encode(headers().toEncode(), properties().toSend(), bodyKind, body, sink);
        } catch (IllegalArgumentException e) {
            throw withCause(new MessageFormatException("the message cannot be sent: " + e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw withCause(new JMSException("the body cannot be read: " + e.getMessage()), e);
        }
    }

    /**
     * The body, if it is better not sent within the message.
     *
     * @param bytesMin from how many bytes on, about
     * @return null if it has fewer, or the message has no body
     * @throws MessageFormatException if the body has no encoding
     */
    public final @Nullable BodySource bodyOfAtLeast(int bytesMin) throws JMSException {
        EncodedMessage encoded = withEncodedBody();
        if (encoded == null) {
            return decodedBodyOfAtLeast(bytesMin);
        }
        if (largeBody != null) {
            return largeBody;
        }
        ByteReader body = encoded.body();
        return body.remaining() < bytesMin ? null : new ArrayBody(body.array(), body.position(), body.remaining());
    }

    @Nullable
    BodySource decodedBodyOfAtLeast(int bytesMin) throws JMSException {
        if (bodyBytesEstimated() < bytesMin) {
            return null;
        }
        ArraySink sink = new ArraySink(bytesMin);
        try {
            encodeBody().encode(sink);
        } catch (IllegalArgumentException e) {
            throw withCause(new MessageFormatException("the message cannot be sent: " + e.getMessage()), e);
        }
        return new ArrayBody(sink.array(), 0, sink.position());
    }

    /** The bytes that the message came as, where its body is still as they have it. */
    private @Nullable EncodedMessage withEncodedBody() {
        return bodyIsEncoded ? received() : null;
    }

    private MessageEncoder.Body bodyToSend() {
        EncodedMessage encoded = withEncodedBody();
        if (encoded == null) {
            return encodeBody();
        }
        if (encoded.isBodyNull()) {
            return MessageEncoder.Body.NULL;
        }
        ByteReader body = encoded.body();
        return sink -> sink.putBytes(body.array(), body.position(), body.remaining());
    }

    // ---- what the kinds of bodies fill in

    /** The decoded body's bytes; {@link MessageEncoder.Body#NULL} for null. */
    abstract MessageEncoder.Body encodeBody();

    /** About how many bytes the decoded body has; not far below what it really has. */
    abstract long bodyBytesEstimated();

    /** Takes over a body that is not null; throws {@link ProtocolException} if its bytes contradict themselves. */
    abstract void decodeBody(ByteReader body);

    /** Makes the body empty. */
    abstract void dropBody();

    /** Whether {@code getBody} returns null for every type; never so for a stream, whose body it never returns. */
    abstract boolean hasNoBody();

    /** Whether {@code getBody} may be asked for this type; not called when there is no body. */
    abstract boolean isBodyA(Class<?> type) throws JMSException;

    /** The body as {@code getBody} returns it, a copy if it could be changed; null if it is not assignable to the type. */
    abstract @Nullable Object bodyAs(Class<?> type) throws JMSException;

    // ---- body

    /** Makes sure that the subclass has the body; first line of everything that reads or changes it. */
    final void requireDecodedBody() throws JMSException {
        EncodedMessage encoded = withEncodedBody();
        if (encoded == null) {
            return;
        }
        try {
            if (largeBody != null) {
                decodeLargeBody(readable(largeBody));
                largeBody = null;
            } else if (!encoded.isBodyNull()) {
                decodeBody(encoded.body());
            }
            bodyIsEncoded = false;
        } catch (ProtocolException | IOException e) {
            dropBody();
            throw withCause(
                    new MessageFormatException(
                            "the body of message " + getJMSMessageID() + " cannot be read: " + e.getMessage()),
                    e);
        }
    }

    /** Takes over a large body; here by having it in memory all the same. */
    void decodeLargeBody(BodySource body) throws IOException {
        if (body.lengthBytes() > ARRAY_BYTES_MAX) {
            throw new IOException("it has " + body.lengthBytes() + " bytes, and only a BytesMessage can have so many");
        }
        byte[] bytes = body.open().readNBytes((int) body.lengthBytes());
        decodeBody(new ByteReader(bytes, 0, bytes.length));
    }

    private static BodySource readable(BodySource body) throws IOException {
        if (body instanceof UnreadableBody unreadable) {
            throw unreadable.reason();
        }
        return body;
    }

    /**
     * The body is here, or not large.
     *
     * @throws MessageFormatException if it is a large one that could not be fetched
     */
    public final void requireFetchedBody() throws JMSException {
        if (largeBody instanceof UnreadableBody) {
            requireDecodedBody();
        }
    }

    /** First line of everything that changes the body. */
    final void requireWritableBody() throws MessageNotWriteableException {
        if (bodyIsReadOnly) {
            throw new MessageNotWriteableException("the body is read-only until clearBody()");
        }
    }

    final boolean isBodyReadOnly() {
        return bodyIsReadOnly;
    }

    final void makeBodyReadOnly() {
        bodyIsReadOnly = true;
    }

    @Override
    public final void clearBody() {
        bodyIsEncoded = false;
        bodyIsReadOnly = false;
        largeBody = null;
        dropBody();
    }

    @Override
    public final <T> @Nullable T getBody(Class<T> type) throws JMSException {
        requireDecodedBody();
        if (hasNoBody()) {
            return null;
        }
        Object body = bodyAs(type);
        if (body == null) {
            throw new MessageFormatException(
                    "the body of a " + getClass().getSimpleName() + " cannot be had as " + type.getName());
        }
        return type.cast(body);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface declares it
    public final boolean isBodyAssignableTo(Class type) throws JMSException {
        requireDecodedBody();
        return hasNoBody() || isBodyA(type);
    }

    // ---- the body as a stream, by way of a property

    @Override
    public final @Nullable Object getObjectProperty(@Nullable String name) throws JMSException {
        return BodyStreams.INPUT.equals(name) ? bodyStream() : super.getObjectProperty(name);
    }

    @Override
    public final void setObjectProperty(@Nullable String name, @Nullable Object value) throws JMSException {
        if (BodyStreams.INPUT.equals(name)) {
            takeBodyFrom(BodyStreams.requireInput(value));
        } else if (BodyStreams.SAVE.equals(name)) {
            BodyStreams.copy(bodyStream(), BodyStreams.requireOutput(value));
        } else {
            super.setObjectProperty(name, value);
        }
    }

    /** The body from its beginning; only of a message of bytes. */
    InputStream bodyStream() throws JMSException {
        throw BodyStreams.onlyBytes(this);
    }

    /** The body is what the stream gives when the message is sent; only of a message of bytes. */
    void takeBodyFrom(InputStream stream) throws JMSException {
        throw BodyStreams.onlyBytes(this);
    }

    // ---- for people and for subclasses

    /** Kind, id and destination; never the body or a property, which may be confidential. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + '[' + getJMSMessageID() + ", " + getJMSDestination() + ']';
    }

    static <E extends JMSException> E withCause(E exception, Exception cause) {
        exception.initCause(cause);
        exception.setLinkedException(cause);
        return exception;
    }
}
