// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.EncodedMessage;

/**
 * Server: a message for a consumer.
 *
 * @param delivery names it in {@link Settle}; grows by one with each delivery of the session, from 1
 * @param deliveryCount 1 at first; more means redelivered (JMSXDeliveryCount)
 */
public record Deliver(int session, int consumer, long delivery, int deliveryCount, EncodedMessage message)
        implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.DELIVER;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(consumer);
        sink.putLong(delivery);
        sink.putInt(deliveryCount);
        message.copyTo(sink);
    }

    static Deliver decode(int session, ByteReader reader) {
        return new Deliver(
                session, reader.readInt(), reader.readLong(), reader.readInt(), FrameCodec.readMessage(reader));
    }
}
