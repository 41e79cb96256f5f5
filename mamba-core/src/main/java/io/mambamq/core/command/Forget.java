// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.transaction.TransactionId;

/** The outcome of a heuristically completed branch need not be remembered any longer. */
public record Forget(TransactionId transaction) implements Command {
    @Override
    public CommandType type() {
        return CommandType.FORGET;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        transaction.encode(sink);
    }

    static Forget decode(ByteReader reader) {
        return new Forget(TransactionId.decode(reader));
    }
}
