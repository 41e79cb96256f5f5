// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Client: deliver at once what the credit allows and there is, take back the rest of the credit, answer
 * {@link Drained}.
 */
public record Drain(int session, int consumer) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.DRAIN;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(consumer);
    }

    static Drain decode(int session, ByteReader reader) {
        return new Drain(session, reader.readInt());
    }
}
