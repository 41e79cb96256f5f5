// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.EncodedMessage;

/**
 * Client: a message for the destination that its header names.
 *
 * @param sequence grows by one with each send of this session, from 1; {@link Sent} and {@link SendFailed} refer to it
 * @param transaction number that {@link TransactionBegin} bound in this session; 0 for none
 * @param confirm whether the client waits for {@link Sent}. A refusal is always told
 */
public record Send(int session, long sequence, int transaction, boolean confirm, EncodedMessage message)
        implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.SEND;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putLong(sequence);
        sink.putInt(transaction);
        sink.putByte(confirm ? 1 : 0);
        message.copyTo(sink);
    }

    static Send decode(int session, ByteReader reader) {
        return new Send(
                session, reader.readLong(), reader.readInt(), reader.readBoolean(), FrameCodec.readMessage(reader));
    }
}
