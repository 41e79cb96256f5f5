// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Client: show the next messages of a browser. Answered by {@link Browsed} for each, then {@link Done} with 1 if there are no
 * more, else 0; there may be more even where none was shown. One at a time for each browser.
 *
 * @param messages at most so many; the server may show fewer
 * @param bytes of encoded messages, which the last one may exceed
 */
public record Browse(int session, int request, int browser, int messages, long bytes) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.BROWSE;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        sink.putInt(browser);
        sink.putInt(messages);
        sink.putLong(bytes);
    }

    static Browse decode(int session, ByteReader reader) {
        return new Browse(session, reader.readInt(), reader.readInt(), reader.readInt(), reader.readLong());
    }
}
