// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Server: this session may send that many more bytes of encoded messages. A message may overdraw the credit once;
 * the client sends nothing more until the credit is positive again.
 */
public record SendCredit(int session, long bytes) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.SEND_CREDIT;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putLong(bytes);
    }

    static SendCredit decode(int session, ByteReader reader) {
        return new SendCredit(session, reader.readLong());
    }
}
