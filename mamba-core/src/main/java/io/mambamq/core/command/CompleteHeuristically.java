// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.transaction.TransactionId;

/**
 * An administrator decides the outcome of a prepared branch in place of its transaction manager. The outcome is remembered,
 * and listed among the branches in doubt, until {@link Forget}.
 *
 * @param completedAtMs milliseconds since 1970
 * @param committed whether its staged messages enter and its settled ones leave, or nothing of it happens
 */
public record CompleteHeuristically(TransactionId transaction, long completedAtMs, boolean committed)
        implements Command {
    @Override
    public CommandType type() {
        return CommandType.COMPLETE_HEURISTICALLY;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        transaction.encode(sink);
        sink.putLong(completedAtMs);
        sink.putByte(committed ? 1 : 0);
    }

    static CompleteHeuristically decode(ByteReader reader) {
        return new CompleteHeuristically(TransactionId.decode(reader), reader.readLong(), reader.readBoolean());
    }
}
