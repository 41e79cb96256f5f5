// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.transaction.TransactionId;

/**
 * Client: an administrator decides over a prepared branch in place of its transaction manager. Answered by {@link Done}; the
 * outcome is remembered until {@link TransactionForget}.
 *
 * @param commit whether the branch takes effect, or is rolled back
 */
public record TransactionComplete(int session, int request, TransactionId id, boolean commit) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.TRANSACTION_COMPLETE;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        id.encode(sink);
        sink.putByte(commit ? 1 : 0);
    }

    static TransactionComplete decode(int session, ByteReader reader) {
        return new TransactionComplete(session, reader.readInt(), TransactionId.decode(reader), reader.readBoolean());
    }
}
