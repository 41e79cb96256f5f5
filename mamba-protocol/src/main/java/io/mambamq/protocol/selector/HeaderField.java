// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageId;
import org.jspecify.annotations.Nullable;

/** The header fields that a selector may name (JMS 3.1 §3.8.1.1), and no others. */
enum HeaderField {
    JMS_DELIVERY_MODE("JMSDeliveryMode") {
        @Override
        Object read(EncodedMessage message) {
            return message.isPersistent() ? "PERSISTENT" : "NON_PERSISTENT";
        }
    },
    JMS_PRIORITY("JMSPriority") {
        @Override
        Object read(EncodedMessage message) {
            return message.priority();
        }
    },
    JMS_MESSAGE_ID("JMSMessageID") {
        @Override
        @Nullable
        Object read(EncodedMessage message) {
            MessageId id = message.messageId();
            return id == null ? null : id.toString();
        }
    },
    JMS_TIMESTAMP("JMSTimestamp") {
        @Override
        Object read(EncodedMessage message) {
            return message.timestampMs();
        }
    },
    JMS_CORRELATION_ID("JMSCorrelationID") {
        @Override
        @Nullable
        Object read(EncodedMessage message) {
            return message.correlationIdText();
        }
    },
    JMS_TYPE("JMSType") {
        @Override
        @Nullable
        Object read(EncodedMessage message) {
            return message.typeText();
        }
    };

    private final String identifier;

    HeaderField(String identifier) {
        this.identifier = identifier;
    }

    abstract @Nullable Object read(EncodedMessage message);

    /** Null if the identifier is that of a property; identifiers are case-sensitive. */
    static @Nullable HeaderField ofIdentifier(String identifier) {
        for (HeaderField field : values()) {
            if (field.identifier.equals(identifier)) {
                return field;
            }
        }
        return null;
    }

    /** Whether the name belongs to the header: properties begin with JMSX, JMS_ or anything but JMS (JMS 3.1 §3.5.1). */
    static boolean isHeaderName(String name) {
        return name.startsWith("JMS") && !name.startsWith("JMSX") && !name.startsWith("JMS_");
    }
}
