// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Client: opens the session of the frame header, a number of the client's choice. Answered by {@link Done}.
 */
public record SessionOpen(int session, int request) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.SESSION_OPEN;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
    }

    static SessionOpen decode(int session, ByteReader reader) {
        return new SessionOpen(session, reader.readInt());
    }
}
