// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Client: the consumer ends. Its unsettled deliveries become ready again as if never delivered; the client settles
 * before what its application has seen. Answered by {@link Done}; deliveries seen before that are void.
 */
public record ConsumerDetach(int session, int request, int consumer) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.CONSUMER_DETACH;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        sink.putInt(consumer);
    }

    static ConsumerDetach decode(int session, ByteReader reader) {
        return new ConsumerDetach(session, reader.readInt(), reader.readInt());
    }
}
