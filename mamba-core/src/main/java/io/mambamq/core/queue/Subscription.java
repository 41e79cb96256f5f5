// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.queue;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.SubscriptionName;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription of a topic is, beside the messages that it holds (JMS 3.1 §8.3). Never changes: one that shall be
 * different is another one.
 *
 * @param clientId to which the name belongs; null for none
 * @param name null if it is for a single consumer and ends with it
 * @param selector null for all messages
 * @param noLocal whether it leaves out what its own connection sent; for a durable one, what its client id did
 */
public record Subscription(
        int topicId,
        @Nullable String clientId,
        @Nullable SubscriptionName name,
        @Nullable String selector,
        boolean noLocal) {
    public void encode(ByteSink sink) {
        sink.putInt(topicId);
        sink.putOptionalString16(clientId);
        SubscriptionName.encodeOptional(name, sink);
        sink.putOptionalString16(selector);
        sink.putByte(noLocal ? 1 : 0);
    }

    public static Subscription decode(ByteReader reader) {
        return new Subscription(
                reader.readInt(),
                reader.readOptionalString16(),
                SubscriptionName.decodeOptional(reader),
                reader.readOptionalString16(),
                reader.readBoolean());
    }

    /** The same, of a topic with another id. */
    public Subscription of(int newTopicId) {
        return new Subscription(newTopicId, clientId, name, selector, noLocal);
    }

    /** Whether it is there without a consumer, and after a restart. */
    public boolean isDurable() {
        return name != null && name.durable();
    }

    @Override
    public String toString() {
        return (name == null ? "subscription" : name.toString())
                + (clientId == null ? "" : " of client \"" + clientId + '"');
    }
}
