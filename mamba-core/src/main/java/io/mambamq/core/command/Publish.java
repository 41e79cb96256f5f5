// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.EncodedMessage;

/**
 * A message enters subscriptions of a topic, at their ends. The leader decided which, so that nobody who applies the
 * command looks at selectors; those that have ended since are passed over.
 *
 * @param ledgerId of the ledger in which it is; 0 for none
 * @param sequence within the ledger
 */
public record Publish(int topicId, SubscriptionIds subscriptions, int ledgerId, long sequence, EncodedMessage message)
        implements MessageCommand {
    /** In no ledger. */
    public Publish(int topicId, SubscriptionIds subscriptions, EncodedMessage message) {
        this(topicId, subscriptions, 0, 0, message);
    }

    @Override
    public CommandType type() {
        return CommandType.PUBLISH;
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
        sink.putInt(topicId);
        subscriptions.encode(sink);
        sink.putInt(ledgerId);
        sink.putLong(sequence);
        message.copyTo(sink);
    }

    static Publish decode(ByteReader reader) {
        return new Publish(
                reader.readInt(),
                SubscriptionIds.decode(reader),
                reader.readInt(),
                reader.readLong(),
                Send.restOf(reader));
    }
}
