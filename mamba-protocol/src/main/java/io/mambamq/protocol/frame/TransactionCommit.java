// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.transaction.TransactionId;

/**
 * Client: commits a prepared transaction, or in one phase one that is not. Answered by {@link Done}.
 */
public record TransactionCommit(int session, int request, TransactionId id, boolean onePhase) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.TRANSACTION_COMMIT;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        id.encode(sink);
        sink.putByte(onePhase ? 1 : 0);
    }

    static TransactionCommit decode(int session, ByteReader reader) {
        return new TransactionCommit(session, reader.readInt(), TransactionId.decode(reader), reader.readBoolean());
    }
}
