// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import org.jspecify.annotations.Nullable;

/**
 * Client to server, the first frame: who connects and what it can take.
 *
 * @param clientHigh first half of the UUID that the client made for this connection; begins its message ids
 * @param secretHigh first half of the random number by which the client is known when it connects again; a zero number for
 *     none
 * @param heartbeatMs the client wants to hear something at least this often; 0 for never
 * @param frameBytesMax the longest frame that the client takes
 * @param capabilities bits of optional abilities; none is defined yet
 * @param resumption whether the connection may outlive its transport, and whether this is to be its next one
 * @param user null for anonymous
 * @param clientId JMS client id, null for none
 * @param product name and version, for the server's log
 */
public record Connect(
        long clientHigh,
        long clientLow,
        long secretHigh,
        long secretLow,
        int heartbeatMs,
        int frameBytesMax,
        long capabilities,
        Resumption resumption,
        @Nullable String user,
        @Nullable String password,
        @Nullable String clientId,
        String product)
        implements Frame {
    /** Of a client whose connection ends with its transport. */
    public Connect(
            long clientHigh,
            long clientLow,
            long secretHigh,
            long secretLow,
            int heartbeatMs,
            int frameBytesMax,
            long capabilities,
            @Nullable String user,
            @Nullable String password,
            @Nullable String clientId,
            String product) {
        this(
                clientHigh,
                clientLow,
                secretHigh,
                secretLow,
                heartbeatMs,
                frameBytesMax,
                capabilities,
                Resumption.NONE,
                user,
                password,
                clientId,
                product);
    }

    @Override
    public FrameType type() {
        return FrameType.CONNECT;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putLong(clientHigh);
        sink.putLong(clientLow);
        sink.putLong(secretHigh);
        sink.putLong(secretLow);
        sink.putInt(heartbeatMs);
        sink.putInt(frameBytesMax);
        sink.putLong(capabilities);
        resumption.encode(sink);
        sink.putOptionalString16(user);
        sink.putOptionalString16(password);
        sink.putOptionalString16(clientId);
        sink.putString16(product);
    }

    static Connect decode(ByteReader reader) {
        return new Connect(
                reader.readLong(),
                reader.readLong(),
                reader.readLong(),
                reader.readLong(),
                reader.readInt(),
                reader.readInt(),
                reader.readLong(),
                Resumption.decode(reader),
                reader.readOptionalString16(),
                reader.readOptionalString16(),
                reader.readOptionalString16(),
                reader.readString16());
    }

    /** Whether the client wants to be known when it connects again. */
    public boolean hasSecret() {
        return (secretHigh | secretLow) != 0;
    }

    /** Without password and secret, so that a log never shows them. */
    @Override
    public String toString() {
        return "Connect[client=" + new java.util.UUID(clientHigh, clientLow) + ", user=" + user + ", clientId="
                + clientId + ", product=" + product + ']';
    }
}
