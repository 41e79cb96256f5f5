// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.transaction.TransactionId;

/** A message sent in a transaction. No one sees it before the transaction's {@link Commit}, which enters it in its queue. */
public record Stage(TransactionId transaction, int queueId, EncodedMessage message) implements MessageCommand {
    @Override
    public CommandType type() {
        return CommandType.STAGE;
    }

    @Override
    public int stream() {
        return queueId;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        transaction.encode(sink);
        sink.putInt(queueId);
        message.copyTo(sink);
    }

    static Stage decode(ByteReader reader) {
        return new Stage(TransactionId.decode(reader), reader.readInt(), Send.restOf(reader));
    }
}
