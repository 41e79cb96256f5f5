// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.transaction.TransactionId;

/**
 * Client: binds a number of its choice to a transaction, which starts unless another session began or joined it already.
 *
 * @param request answered by {@link Done} or {@link Failed}; 0 for no answer, a refusal then shows at the commit
 * @param join whether the transaction must exist already (XA TMJOIN, TMRESUME) or must not
 */
public record TransactionBegin(int session, int request, int transaction, TransactionId id, boolean join)
        implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.TRANSACTION_BEGIN;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        sink.putInt(transaction);
        id.encode(sink);
        sink.putByte(join ? 1 : 0);
    }

    static TransactionBegin decode(int session, ByteReader reader) {
        return new TransactionBegin(
                session, reader.readInt(), reader.readInt(), TransactionId.decode(reader), reader.readBoolean());
    }
}
