// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageEncoder;
import io.mambamq.protocol.message.MessageHeaders;
import io.mambamq.protocol.message.SubscriptionName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is in the dead-letter queue: header fields and body of before, but that it never expires, and properties
 * that say where it comes from and why (JMS 3.1 §3.5.9: the prefix of the names is the vendor's). Those of an earlier time
 * there are overwritten.
 */
final class DeadLetterMessage {
    static final String DESTINATION = "JMS_MAMBA_OriginalDestination";
    static final String SUBSCRIPTION = "JMS_MAMBA_OriginalSubscription";
    static final String EXPIRATION = "JMS_MAMBA_OriginalExpiration";
    static final String ATTEMPTS = "JMS_MAMBA_DeliveryAttempts";
    static final String TIME = "JMS_MAMBA_DeadLetterTime";
    static final String REASON = "JMS_MAMBA_DeadLetterReason";

    /** More than the properties here take: two names of at most 255 bytes, some numbers and words. */
    private static final int ADDED_BYTES_MAX = 2 << 10;

    private DeadLetterMessage() {}

    /** Null if it would be too large, or have too many properties. */
    static @Nullable EncodedMessage of(DeadLetters.Dead dead, EncodedMessage message, long nowMs, int bytesMax) {
        if (message.sizeBytes() > bytesMax) {
            return null;
        }
        Map<String, @Nullable Object> properties = message.properties();
        describe(dead, message, nowMs, properties);
        if (properties.size() > MessageEncoder.PROPERTIES_MAX) {
            return null;
        }
        MessageHeaders headers = message.headers().expirationMs(0);
        ArraySink sink = new ArraySink(message.sizeBytes() + ADDED_BYTES_MAX);
        MessageEncoder.encode(headers, properties, message.bodyKind(), bodyOf(message), sink);
        return sink.position() > bytesMax ? null : EncodedMessage.of(sink.array(), 0, sink.position());
    }

    private static void describe(
            DeadLetters.Dead dead, EncodedMessage message, long nowMs, Map<String, @Nullable Object> properties) {
        for (String name : new String[] {DESTINATION, SUBSCRIPTION, EXPIRATION, ATTEMPTS, TIME, REASON}) {
            properties.remove(name);
        }
        properties.put(DESTINATION, dead.queue().name().name());
        SubscriptionDelivery subscription = dead.queue().subscription();
        SubscriptionName name =
                subscription == null ? null : subscription.subscription().name();
        if (name != null) {
            properties.put(SUBSCRIPTION, name.name());
        }
        if (message.expirationMs() != 0) {
            properties.put(EXPIRATION, message.expirationMs());
        }
        properties.put(ATTEMPTS, dead.failures());
        properties.put(TIME, nowMs);
        properties.put(
                REASON,
                dead.failures() + " deliveries were not accepted, where at most "
                        + dead.policy().attemptsMax() + " are made");
    }

    private static MessageEncoder.Body bodyOf(EncodedMessage message) {
        if (message.isBodyNull()) {
            return MessageEncoder.Body.NULL;
        }
        if (message.isBodyLarge()) {
            return message.largeBody();
        }
        ByteReader body = message.body();
        int length = body.remaining();
        return sink -> sink.putBytes(body.array(), body.skip(length), length);
    }
}
