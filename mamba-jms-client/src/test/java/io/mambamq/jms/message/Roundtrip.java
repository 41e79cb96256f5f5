// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import io.mambamq.jms.MambaQueue;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageId;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;

/** Sends a message to nobody and receives it: what producer and consumer do around the wire. */
final class Roundtrip {
    static final MambaQueue QUEUE = new MambaQueue("orders");
    static final MessageId ID = new MessageId(0x0123456789ABCDEFL, 0x8899AABBCCDDEEFFL, 7);
    static final SendHeaders HEADERS = new SendHeaders(QUEUE, DeliveryMode.PERSISTENT, 4, 1_700_000_000_000L, 0, 0, ID);

    private Roundtrip() {}

    static EncodedMessage send(MambaMessage message) throws JMSException {
        message.prepareSend(HEADERS);
        return encode(message);
    }

    /** For a message that is prepared. */
    static EncodedMessage encode(MambaMessage message) throws JMSException {
        ArraySink sink = new ArraySink(64);
        message.encodeTo(sink);
        return EncodedMessage.of(sink.toByteArray(), 0, sink.position());
    }

    static <M extends MambaMessage> M receive(EncodedMessage encoded, Class<M> type) {
        return receive(encoded, type, 1, "");
    }

    static <M extends MambaMessage> M receive(
            EncodedMessage encoded, Class<M> type, int deliveryCount, String deserializationFilter) {
        MessageContext context = new MessageContext(Acknowledger.NONE, new ObjectDecoder(deserializationFilter, null));
        return type.cast(MessageDecoder.decode(encoded, null, deliveryCount, context));
    }

    @SuppressWarnings("unchecked")
    static <M extends MambaMessage> M sendAndReceive(M message) throws JMSException {
        return (M) receive(send(message), message.getClass());
    }
}
