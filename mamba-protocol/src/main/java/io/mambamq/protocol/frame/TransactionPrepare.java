// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.transaction.TransactionId;

/**
 * Client: the first phase. Answered by {@link Done}: value 0 prepared, 1 nothing to do and forgotten
 * (XA_RDONLY).
 */
public record TransactionPrepare(int session, int request, TransactionId id) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.TRANSACTION_PREPARE;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        id.encode(sink);
    }

    static TransactionPrepare decode(int session, ByteReader reader) {
        return new TransactionPrepare(session, reader.readInt(), TransactionId.decode(reader));
    }
}
