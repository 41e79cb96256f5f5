// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.DestinationName;
import org.jspecify.annotations.Nullable;

/**
 * Client: a browser of a queue, under a number of the client's choice that no consumer or other browser of the session has.
 * It shows what is in the queue when {@link Done} answers (JMS 3.1 §4.1), and takes nothing.
 *
 * @param selector null for none
 */
public record BrowserOpen(
        int session,
        int request,
        int browser,
        DestinationName destination,
        @Nullable String selector) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.BROWSER_OPEN;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        sink.putInt(browser);
        destination.encode(sink);
        sink.putOptionalString16(selector);
    }

    static BrowserOpen decode(int session, ByteReader reader) {
        return new BrowserOpen(
                session,
                reader.readInt(),
                reader.readInt(),
                DestinationName.decode(reader),
                reader.readOptionalString16());
    }
}
