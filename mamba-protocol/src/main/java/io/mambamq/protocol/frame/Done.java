// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Server: the request succeeded, and what it changed is durable.
 *
 * @param value meaning depends on the request; 0 unless its description says otherwise
 */
public record Done(int session, int request, long value) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.DONE;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        sink.putLong(value);
    }

    static Done decode(int session, ByteReader reader) {
        return new Done(session, reader.readInt(), reader.readLong());
    }
}
