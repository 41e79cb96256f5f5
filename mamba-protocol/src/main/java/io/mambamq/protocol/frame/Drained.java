// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Server: the answer to {@link Drain}; all that there was came before it, and the credit is zero.
 */
public record Drained(int session, int consumer) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.DRAINED;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(consumer);
    }

    static Drained decode(int session, ByteReader reader) {
        return new Drained(session, reader.readInt());
    }
}
