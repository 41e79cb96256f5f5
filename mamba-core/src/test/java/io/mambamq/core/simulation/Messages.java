// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.message.BodyKind;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.LargeBody;
import io.mambamq.protocol.message.MessageEncoder;
import io.mambamq.protocol.message.MessageHeaders;
import io.mambamq.protocol.message.MessageId;
import java.util.Map;

/** Encodes messages for tests. */
public final class Messages {
    private Messages() {}

    /** Headers with a message id whose sequence is the key. */
    public static MessageHeaders headers(long key) {
        return new MessageHeaders().messageId(new MessageId(7, 7, key));
    }

    public static EncodedMessage encode(MessageHeaders headers, int bodyBytes) {
        ArraySink sink = new ArraySink(128);
        MessageEncoder.encode(headers, Map.of(), BodyKind.BYTES, body -> body.putBytes(new byte[bodyBytes]), sink);
        return EncodedMessage.of(sink.toByteArray(), 0, sink.position());
    }

    /** A message whose body the temporary queue of that name is. */
    public static EncodedMessage withBody(MessageHeaders headers, DestinationName body) {
        ArraySink sink = new ArraySink(128);
        MessageEncoder.encode(headers, Map.of(), BodyKind.BYTES, new LargeBody(body.name(), 1_000), sink);
        return EncodedMessage.of(sink.toByteArray(), 0, sink.position());
    }
}
