// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Client: the number is free again, and the transaction goes on without this session: closing the session does not roll it
 * back any more, losing the connection does until it is prepared.
 */
public record TransactionEnd(int session, int transaction) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.TRANSACTION_END;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(transaction);
    }

    static TransactionEnd decode(int session, ByteReader reader) {
        return new TransactionEnd(session, reader.readInt());
    }
}
