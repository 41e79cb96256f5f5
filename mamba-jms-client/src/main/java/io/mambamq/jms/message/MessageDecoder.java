// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import io.mambamq.jms.body.BodySource;
import io.mambamq.protocol.message.EncodedMessage;
import org.jspecify.annotations.Nullable;

/** Makes the JMS message of an encoded one. Stateless. */
public final class MessageDecoder {
    private MessageDecoder() {}

    /**
     * A received message: its properties and body are read-only (JMS 3.1 §3.5.3, §3.11.2). Headers, properties and body
     * are each decoded when they are first looked at, so the bytes must not change.
     *
     * @param body if the message has a large one, else null
     * @param deliveryCount 1 for the first delivery; more sets {@code JMSRedelivered}
     */
    public static MambaMessage decode(
            EncodedMessage encoded, @Nullable BodySource body, int deliveryCount, MessageContext context) {
        MambaMessage message = switch (encoded.bodyKind()) {
            case NONE -> new MambaPlainMessage();
            case TEXT -> new MambaTextMessage();
            case BYTES -> new MambaBytesMessage();
            case MAP -> new MambaMapMessage();
            case STREAM -> new MambaStreamMessage();
            case OBJECT -> new MambaObjectMessage();
        };
        message.receive(encoded, body, deliveryCount, context);
        return message;
    }
}
