// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Bodies as streams, by object properties of a {@code BytesMessage} that are not properties otherwise: they are not sent, not
 * listed, and may be set on a received message.
 *
 * <ul>
 *   <li>{@link #INPUT}: set on a message to be sent, the body is all that the stream gives, which is read there and then. Asked
 *       for, it is a new stream over the body.
 *   <li>{@link #SAVE}: set to an {@link OutputStream}, the body is written to it there and then.
 * </ul>
 *
 * Neither stream is closed.
 */
final class BodyStreams {
    static final String INPUT = "JMS_MAMBA_InputStream";
    static final String SAVE = "JMS_MAMBA_SaveStream";

    private BodyStreams() {}

    static InputStream requireInput(@Nullable Object value) throws JMSException {
        if (value instanceof InputStream stream) {
            return stream;
        }
        throw new MessageFormatException(INPUT + " takes a java.io.InputStream, not " + typeOf(value));
    }

    static OutputStream requireOutput(@Nullable Object value) throws JMSException {
        if (value instanceof OutputStream stream) {
            return stream;
        }
        throw new MessageFormatException(SAVE + " takes a java.io.OutputStream, not " + typeOf(value));
    }

    private static String typeOf(@Nullable Object value) {
        return value == null ? "null" : "a " + value.getClass().getName();
    }

    static MessageFormatException onlyBytes(MambaMessage message) {
        return new MessageFormatException("only the body of a BytesMessage is a stream, not that of a "
                + message.getClass().getSimpleName());
    }

    /** @throws JMSException if reading or writing fails; part may have been written then */
    static void copy(InputStream from, OutputStream to) throws JMSException {
        try {
            from.transferTo(to);
        } catch (IOException e) {
            throw failed("the body was not copied as a whole", e);
        }
    }

    static JMSException failed(String what, IOException cause) {
        return MambaMessage.withCause(new JMSException(what + ": " + cause.getMessage()), cause);
    }
}
