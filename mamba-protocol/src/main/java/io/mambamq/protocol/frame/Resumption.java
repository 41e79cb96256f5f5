// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * What {@link Connect} wishes and {@link Connected} grants, so that a connection can outlive its transport.
 *
 * @param timeoutMs how long the server keeps the connection without a transport; 0 for not at all
 * @param resumes whether the frames of an earlier transport's connection go on here
 * @param receivedBytes if so, how many bytes of them the one who says it has received; else 0
 */
public record Resumption(int timeoutMs, boolean resumes, long receivedBytes) {
    /** The connection ends with its transport. */
    public static final Resumption NONE = new Resumption(0, false, 0);

    /** Of a connection's first transport. */
    public static Resumption within(int timeoutMs) {
        return new Resumption(timeoutMs, false, 0);
    }

    void encode(ByteSink sink) {
        sink.putInt(timeoutMs);
        sink.putByte(resumes ? 1 : 0);
        sink.putLong(receivedBytes);
    }

    static Resumption decode(ByteReader reader) {
        Resumption resumption = new Resumption(reader.readInt(), reader.readBoolean(), reader.readLong());
        if (resumption.timeoutMs < 0 || resumption.receivedBytes < 0) {
            throw ProtocolException.protocolError("a negative number in " + resumption);
        }
        if (!resumption.resumes && resumption.receivedBytes != 0) {
            throw ProtocolException.protocolError("a new connection has received nothing: " + resumption);
        }
        return resumption;
    }
}
