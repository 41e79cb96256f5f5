// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.EncodedMessage;

/**
 * Server: a message that a browser shows. It stays where it is.
 *
 * @param deliveryCount what its next delivery would have
 */
public record Browsed(int session, int browser, int deliveryCount, EncodedMessage message) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.BROWSED;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(browser);
        sink.putInt(deliveryCount);
        message.copyTo(sink);
    }

    static Browsed decode(int session, ByteReader reader) {
        return new Browsed(session, reader.readInt(), reader.readInt(), FrameCodec.readMessage(reader));
    }
}
