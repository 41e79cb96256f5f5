// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.SubscriptionName;
import io.mambamq.protocol.redelivery.RedeliveryOverride;
import org.jspecify.annotations.Nullable;

/**
 * Client: a consumer of a destination, under a number of the client's choice within the session. Answered by
 * {@link Done}. It gets nothing before {@link Credit}.
 *
 * @param selector null for none
 * @param noLocal leave out what this connection sent, or for a durable subscription what its client id did (JMS 3.1 §8.3);
 *     for topics only
 * @param subscription the topic's subscription from which it takes; null for a queue, and for a subscription that is made
 *     for this consumer alone and ends with it
 * @param redelivery what is to be different for what the consumer does not accept
 */
public record ConsumerAttach(
        int session,
        int request,
        int consumer,
        DestinationName destination,
        @Nullable String selector,
        boolean noLocal,
        @Nullable SubscriptionName subscription,
        RedeliveryOverride redelivery)
        implements SessionFrame {
    /** With the server's redelivery. */
    public ConsumerAttach(
            int session,
            int request,
            int consumer,
            DestinationName destination,
            @Nullable String selector,
            boolean noLocal,
            @Nullable SubscriptionName subscription) {
        this(session, request, consumer, destination, selector, noLocal, subscription, RedeliveryOverride.NONE);
    }

    @Override
    public FrameType type() {
        return FrameType.CONSUMER_ATTACH;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        sink.putInt(consumer);
        destination.encode(sink);
        sink.putOptionalString16(selector);
        sink.putByte(noLocal ? 1 : 0);
        SubscriptionName.encodeOptional(subscription, sink);
        redelivery.encode(sink);
    }

    static ConsumerAttach decode(int session, ByteReader reader) {
        return new ConsumerAttach(
                session,
                reader.readInt(),
                reader.readInt(),
                DestinationName.decode(reader),
                reader.readOptionalString16(),
                reader.readBoolean(),
                SubscriptionName.decodeOptional(reader),
                RedeliveryOverride.decode(reader));
    }
}
