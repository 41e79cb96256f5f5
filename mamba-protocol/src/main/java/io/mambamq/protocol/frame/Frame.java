// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteSink;

/** One unit of the native protocol. */
public sealed interface Frame permits Connect, Connected, Ping, Pong, Close, Received, SessionFrame {
    FrameType type();

    /** The session that it belongs to; 0 for the connection itself. */
    default int session() {
        return 0;
    }

    /** Writes what follows the frame header. */
    void encodePayload(ByteSink sink);
}
