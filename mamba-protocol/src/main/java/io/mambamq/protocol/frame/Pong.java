// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteSink;

/**
 * Either side: the answer to {@link Ping}.
 */
public record Pong() implements Frame {
    @Override
    public FrameType type() {
        return FrameType.PONG;
    }

    @Override
    public void encodePayload(ByteSink sink) {}
}
