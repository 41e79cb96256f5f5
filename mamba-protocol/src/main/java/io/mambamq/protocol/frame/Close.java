// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import org.jspecify.annotations.Nullable;

/**
 * Either side, the last frame: why the connection ends. {@code code} is null for an orderly end.
 */
public record Close(@Nullable ErrorCode code, String text) implements Frame {
    @Override
    public FrameType type() {
        return FrameType.CLOSE;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putU16(code == null ? 0 : code.wireValue());
        sink.putString16(text);
    }

    static Close decode(ByteReader reader) {
        return new Close(decodeCode(reader.readU16()), reader.readString16());
    }

    private static @Nullable ErrorCode decodeCode(int wireValue) {
        return wireValue == 0 ? null : ErrorCode.ofWireValue(wireValue);
    }
}
