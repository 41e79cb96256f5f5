// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.SubscriptionName;

/**
 * Client: the durable subscription of that name, under the connection's client id or under none, ends, and with it the
 * messages that it holds. Answered by {@link Done}; refused while it has a consumer or messages that an open transaction or
 * session has (JMS 3.1 §8.3.6).
 */
public record Unsubscribe(int session, int request, String name) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.UNSUBSCRIBE;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        sink.putString16(name);
    }

    static Unsubscribe decode(int session, ByteReader reader) {
        return new Unsubscribe(session, reader.readInt(), SubscriptionName.requireName(reader.readString16()));
    }
}
