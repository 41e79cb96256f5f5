// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.ConsumerSource;
import io.mambamq.core.MachineConfig;
import io.mambamq.core.session.Session;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.redelivery.RedeliveryPolicy;
import io.mambamq.protocol.selector.MalformedSelectorException;
import io.mambamq.protocol.selector.Selector;
import org.jspecify.annotations.Nullable;

/** What consumers and browsers have in common. */
final class Receivers {
    private Receivers() {}

    /** Null if the session may have one more, of that number. */
    static @Nullable Refusal refusal(Session session, int number, MachineConfig config) {
        if (session.isReceiver(number)) {
            return new Refusal(ErrorCode.PROTOCOL_ERROR, "consumer or browser number " + number + " is in use");
        }
        if (session.receiverCount() >= config.consumersPerSessionMax()) {
            return new Refusal(
                    ErrorCode.RESOURCE_LIMIT,
                    "a session has at most " + config.consumersPerSessionMax() + " consumers and browsers");
        }
        return null;
    }

    static RedeliveryPolicy redeliveryOf(ConsumerSource source, MachineConfig config) {
        return source.redelivery().applyTo(config.redelivery().policy());
    }

    /** Null for all messages. */
    static @Nullable Selector selectorOf(@Nullable String text) throws MalformedSelectorException {
        return text == null || Selector.isNone(text) ? null : Selector.parse(text);
    }
}
