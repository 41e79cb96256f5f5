// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Client: recover (JMS 3.1 §6.2.11) or the end of a rollback. The server takes all credit from the session's consumers, makes
 * ready again what was delivered to it and not settled, and answers {@link Done}; every delivery that the client sees
 * before that answer is void, every later one counts.
 */
public record SessionRestart(int session, int request) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.SESSION_RESTART;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
    }

    static SessionRestart decode(int session, ByteReader reader) {
        return new SessionRestart(session, reader.readInt());
    }
}
