// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteSink;

/**
 * Either side: are you there? Answered by {@link Pong}.
 */
public record Ping() implements Frame {
    @Override
    public FrameType type() {
        return FrameType.PING;
    }

    @Override
    public void encodePayload(ByteSink sink) {}
}
