// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Server: the request was refused; nothing was changed.
 */
public record Failed(int session, int request, ErrorCode code, String text) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.FAILED;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        sink.putU16(code.wireValue());
        sink.putString16(text);
    }

    static Failed decode(int session, ByteReader reader) {
        return new Failed(session, reader.readInt(), ErrorCode.ofWireValue(reader.readU16()), reader.readString16());
    }
}
