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
 * @param resumption how long the server keeps the connection without a transport, and whether this is the next one of an
 *     earlier connection
 */
public record Connected(
        long brokerHigh,
        long brokerLow,
        int heartbeatMs,
        int frameBytesMax,
        long capabilities,
        boolean known,
        Resumption resumption,
        String product)
        implements Frame {
    /** To a client whose connection ends with its transport. */
    public Connected(
            long brokerHigh,
            long brokerLow,
            int heartbeatMs,
            int frameBytesMax,
            long capabilities,
            boolean known,
            String product) {
        this(brokerHigh, brokerLow, heartbeatMs, frameBytesMax, capabilities, known, Resumption.NONE, product);
    }

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
        resumption.encode(sink);
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
                Resumption.decode(reader),
                reader.readString16());
    }
}
