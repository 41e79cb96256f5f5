// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.transaction.InDoubtBranch;

/**
 * Server: one branch in doubt, for the {@link TransactionList} of that number.
 */
public record TransactionListed(int session, int request, InDoubtBranch branch) implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.TRANSACTION_LISTED;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        branch.encode(sink);
    }

    static TransactionListed decode(int session, ByteReader reader) {
        return new TransactionListed(session, reader.readInt(), InDoubtBranch.decode(reader));
    }
}
