// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.transaction.TransactionId;

/**
 * Client: the outcome of a heuristically completed branch need not be kept. Answered by {@link Done}.
 */
public record TransactionForget(int session, int request, TransactionId id) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.TRANSACTION_FORGET;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        id.encode(sink);
    }

    static TransactionForget decode(int session, ByteReader reader) {
        return new TransactionForget(session, reader.readInt(), TransactionId.decode(reader));
    }
}
