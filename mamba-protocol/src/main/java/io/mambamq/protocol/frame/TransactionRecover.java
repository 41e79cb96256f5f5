// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Client: which XA branches are prepared or heuristically completed? Answered by {@link TransactionsInDoubt}.
 */
public record TransactionRecover(int session, int request) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.TRANSACTION_RECOVER;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
    }

    static TransactionRecover decode(int session, ByteReader reader) {
        return new TransactionRecover(session, reader.readInt());
    }
}
