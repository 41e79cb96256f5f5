// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Client: ends the session. Its consumers are detached, its unsettled deliveries ready again, its unprepared transactions
 * that were not ended rolled back. Answered by {@link Done}.
 */
public record SessionClose(int session, int request) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.SESSION_CLOSE;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
    }

    static SessionClose decode(int session, ByteReader reader) {
        return new SessionClose(session, reader.readInt());
    }
}
