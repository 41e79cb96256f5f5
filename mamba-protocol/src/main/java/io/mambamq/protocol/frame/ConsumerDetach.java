// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Client: the consumer ends. Answered by {@link Done}.
 *
 * @param keep whether its unsettled deliveries stay the session's, to be settled as if the consumer were there; else they
 *     become ready again as if never delivered, and those that come before the answer are void
 */
public record ConsumerDetach(int session, int request, int consumer, boolean keep) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.CONSUMER_DETACH;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        sink.putInt(consumer);
        sink.putByte(keep ? 1 : 0);
    }

    static ConsumerDetach decode(int session, ByteReader reader) {
        return new ConsumerDetach(session, reader.readInt(), reader.readInt(), reader.readBoolean());
    }
}
