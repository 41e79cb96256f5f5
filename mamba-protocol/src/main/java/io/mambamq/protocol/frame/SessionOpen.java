// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Client: opens the session of the frame header, a number of the client's choice. Answered by {@link Done}, and before it by
 * {@link Sent} for what is durable of a ledger that was used before.
 *
 * @param ledger number of what the server remembers of the session's sends and commits for a client that connects again; 0
 *     for nothing
 */
public record SessionOpen(int session, int request, int ledger) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.SESSION_OPEN;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        sink.putInt(ledger);
    }

    static SessionOpen decode(int session, ByteReader reader) {
        return new SessionOpen(session, reader.readInt(), reader.readInt());
    }
}
