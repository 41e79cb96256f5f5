// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Client: an administrator asks for the branches in doubt and what is in them. Answered by a {@link TransactionListed} for
 * each, in the order in which they began to be logged, then by {@link Done} with their number.
 */
public record TransactionList(int session, int request) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.TRANSACTION_LIST;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
    }

    static TransactionList decode(int session, ByteReader reader) {
        return new TransactionList(session, reader.readInt());
    }
}
