// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Server: that send was refused and left no trace. If it belonged to a transaction, that can only be rolled back
 * now.
 */
public record SendFailed(int session, long sequence, ErrorCode code, String text) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.SEND_FAILED;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putLong(sequence);
        sink.putU16(code.wireValue());
        sink.putString16(text);
    }

    static SendFailed decode(int session, ByteReader reader) {
        return new SendFailed(
                session, reader.readLong(), ErrorCode.ofWireValue(reader.readU16()), reader.readString16());
    }
}
