// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Client: that many more messages and bytes may be delivered to the consumer. Delivery stops when either is used up;
 * the last message may overdraw the bytes.
 */
public record Credit(int session, int consumer, int messages, long bytes) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.CREDIT;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(consumer);
        sink.putInt(messages);
        sink.putLong(bytes);
    }

    static Credit decode(int session, ByteReader reader) {
        return new Credit(session, reader.readInt(), reader.readInt(), reader.readLong());
    }
}
