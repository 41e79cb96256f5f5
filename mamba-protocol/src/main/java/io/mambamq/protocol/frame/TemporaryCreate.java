// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.DestinationName;

/**
 * Client: a temporary queue or topic, which belongs to the connection. The client makes up the name, which nobody used before.
 * Answered by {@link Done}.
 */
public record TemporaryCreate(int session, int request, DestinationName destination) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.TEMPORARY_CREATE;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        destination.encode(sink);
    }

    static TemporaryCreate decode(int session, ByteReader reader) {
        return new TemporaryCreate(session, reader.readInt(), DestinationName.decode(reader));
    }
}
