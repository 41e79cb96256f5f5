// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Server to client: the answer to {@link Connect}; from here on sessions may be opened.
 *
 * @param brokerHigh first half of the broker's UUID, which stays the same for the life of its data (XA: same resource)
 * @param heartbeatMs how often the server will be heard at least; 0 for never
 * @param frameBytesMax the longest frame that the server takes
 * @param capabilities what of the client's the server shares
 * @param known whether the server remembers an earlier connection of this client
 */
public record Connected(
        long brokerHigh,
        long brokerLow,
        int heartbeatMs,
        int frameBytesMax,
        long capabilities,
        boolean known,
        String product)
        implements Frame {
    @Override
    public FrameType type() {
        return FrameType.CONNECTED;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putLong(brokerHigh);
        sink.putLong(brokerLow);
        sink.putInt(heartbeatMs);
        sink.putInt(frameBytesMax);
        sink.putLong(capabilities);
        sink.putByte(known ? 1 : 0);
        sink.putString16(product);
    }

    static Connected decode(ByteReader reader) {
        return new Connected(
                reader.readLong(),
                reader.readLong(),
                reader.readInt(),
                reader.readInt(),
                reader.readLong(),
                reader.readBoolean(),
                reader.readString16());
    }
}
