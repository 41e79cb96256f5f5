// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Server: all sends of this session that wanted a confirmation, from first to last inclusive, are durable.
 */
public record Sent(int session, long firstSequence, long lastSequence) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.SENT;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putLong(firstSequence);
        sink.putLong(lastSequence);
    }

    static Sent decode(int session, ByteReader reader) {
        return new Sent(session, reader.readLong(), reader.readLong());
    }
}
