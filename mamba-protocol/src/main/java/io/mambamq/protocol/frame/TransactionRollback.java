// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.transaction.TransactionId;

/**
 * Client: rolls a transaction back, prepared or not. Answered by {@link Done}.
 */
public record TransactionRollback(int session, int request, TransactionId id) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.TRANSACTION_ROLLBACK;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        id.encode(sink);
    }

    static TransactionRollback decode(int session, ByteReader reader) {
        return new TransactionRollback(session, reader.readInt(), TransactionId.decode(reader));
    }
}
