// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Either side, on a connection that may be resumed: the frames up to there have arrived and need not be kept any more.
 *
 * @param bytes of all whole frames behind {@link Connect} or {@link Connected}, over all transports of the connection
 */
public record Received(long bytes) implements Frame {
    @Override
    public FrameType type() {
        return FrameType.RECEIVED;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putLong(bytes);
    }

    static Received decode(ByteReader reader) {
        return new Received(reader.readLong());
    }
}
