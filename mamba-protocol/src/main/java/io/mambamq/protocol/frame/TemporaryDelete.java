// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.DestinationName;

/**
 * Client: a temporary queue or topic of the connection ends, with all that it holds. Answered by {@link Done}; refused while it
 * has consumers.
 */
public record TemporaryDelete(int session, int request, DestinationName destination) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.TEMPORARY_DELETE;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        destination.encode(sink);
    }

    static TemporaryDelete decode(int session, ByteReader reader) {
        return new TemporaryDelete(session, reader.readInt(), DestinationName.decode(reader));
    }
}
