// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.transaction.TransactionId;

/**
 * A message sent to a topic in a transaction. No one sees it before the transaction's {@link Commit}, which enters it in
 * the subscriptions that were there and matched when it was sent (JMS 3.1 §7.9), as far as they still are.
 */
public record StagePublish(
        TransactionId transaction, int topicId, SubscriptionIds subscriptions, EncodedMessage message)
        implements MessageCommand {
    @Override
    public CommandType type() {
        return CommandType.STAGE_PUBLISH;
    }

    @Override
    public int stream() {
        return topicId;
    }

    @Override
    public int prefixBytesMax() {
        return PREFIX_BYTES + subscriptions.sizeBytes();
    }

    @Override
    public void encodePayload(ByteSink sink) {
        transaction.encode(sink);
        sink.putInt(topicId);
        subscriptions.encode(sink);
        message.copyTo(sink);
    }

    static StagePublish decode(ByteReader reader) {
        return new StagePublish(
                TransactionId.decode(reader), reader.readInt(), SubscriptionIds.decode(reader), Send.restOf(reader));
    }
}
