// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.transaction.TransactionId;

/** Nothing of a transaction happens: staged messages vanish, the locks of a prepared one are lifted. */
public record Rollback(TransactionId transaction) implements Command {
    @Override
    public CommandType type() {
        return CommandType.ROLLBACK;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        transaction.encode(sink);
    }

    static Rollback decode(ByteReader reader) {
        return new Rollback(TransactionId.decode(reader));
    }
}
