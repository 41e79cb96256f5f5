// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/** Client: the browser ends, and its number is free again. Answered by {@link Done}. */
public record BrowserClose(int session, int request, int browser) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.BROWSER_CLOSE;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        sink.putInt(browser);
    }

    static BrowserClose decode(int session, ByteReader reader) {
        return new BrowserClose(session, reader.readInt(), reader.readInt());
    }
}
