// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayList;
import java.util.List;

/**
 * Server: all prepared and heuristically completed XA branches of this broker, whoever began them.
 */
public record TransactionsInDoubt(int session, int request, List<TransactionId> ids) implements SessionFrame {
    public TransactionsInDoubt {
        ids = List.copyOf(ids);
    }

    @Override
    public FrameType type() {
        return FrameType.TRANSACTIONS_IN_DOUBT;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        sink.putInt(ids.size());
        ids.forEach(id -> id.encode(sink));
    }

    static TransactionsInDoubt decode(int session, ByteReader reader) {
        return new TransactionsInDoubt(session, reader.readInt(), decodeIds(reader));
    }

    private static List<TransactionId> decodeIds(ByteReader reader) {
        int count = reader.readInt();
        if (count < 0) {
            throw ProtocolException.protocolError(Integer.toUnsignedLong(count) + " transactions in one frame");
        }
        List<TransactionId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(TransactionId.decode(reader));
        }
        return ids;
    }
}
