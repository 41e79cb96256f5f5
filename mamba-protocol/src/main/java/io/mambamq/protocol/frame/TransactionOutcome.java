// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.transaction.TransactionId;

/**
 * Client: did the last commit of a local transaction in this session's ledger, which a lost connection left unanswered, take
 * effect? Answered by {@link Done} with the value {@link #COMMITTED}, or 0 if it did not and never will.
 */
public record TransactionOutcome(int session, int request, TransactionId id) implements SessionFrame {
    /** The value of {@link Done} for a transaction that was committed. */
    public static final long COMMITTED = 1;

    @Override
    public FrameType type() {
        return FrameType.TRANSACTION_OUTCOME;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        id.encode(sink);
    }

    static TransactionOutcome decode(int session, ByteReader reader) {
        return new TransactionOutcome(session, reader.readInt(), TransactionId.decode(reader));
    }
}
