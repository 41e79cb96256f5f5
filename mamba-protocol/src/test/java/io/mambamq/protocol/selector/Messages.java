// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import io.mambamq.protocol.message.BodyKind;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageEncoder;
import io.mambamq.protocol.message.MessageHeaders;
import io.mambamq.protocol.message.SampleMessages;
import java.util.Map;

/** Encoded messages to select from, and what a selector says of them. */
final class Messages {
    private Messages() {}

    static EncodedMessage with(Map<String, Object> properties) {
        return with(headers(), properties);
    }

    static EncodedMessage with(MessageHeaders headers, Map<String, Object> properties) {
        return SampleMessages.encode(headers, properties, BodyKind.NONE, MessageEncoder.Body.NULL);
    }

    static MessageHeaders headers() {
        return new MessageHeaders().destination(DestinationName.queue("q"));
    }

    /** Tells unknown from false by asking for the contrary as well, as a client could. */
    static Truth truthOf(String selector, EncodedMessage message) {
        boolean holds = Selector.parse(selector).matches(message, 1);
        boolean contraryHolds = Selector.parse("NOT (" + selector + ")").matches(message, 1);
        if (holds && contraryHolds) {
            throw new AssertionError("both it and its contrary hold: " + selector);
        }
        return holds ? Truth.TRUE : contraryHolds ? Truth.FALSE : Truth.UNKNOWN;
    }
}
