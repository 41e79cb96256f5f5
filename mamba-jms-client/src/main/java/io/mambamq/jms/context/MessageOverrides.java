// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.context;

import io.mambamq.jms.message.MambaMessage;
import io.mambamq.jms.message.MambaPlainMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** The properties and header fields that a producer sets on each message it sends (JMS 3.1 §7.2). */
final class MessageOverrides {
    /** Holds them by the rules of messages: names, types, conversions. */
    private final MambaMessage carrier = new MambaPlainMessage();

    MambaMessage carrier() {
        return carrier;
    }

    Set<String> propertyNames() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(Collections.list(carrier.getPropertyNames())));
    }

    /**
     * Sets them on the message; the message keeps its own values where nothing is set here.
     *
     * @throws jakarta.jms.MessageNotWriteableException if there are properties and the message's are read-only
     */
    void applyTo(Message message) throws JMSException {
        for (String name : Collections.list(carrier.getPropertyNames())) {
            message.setObjectProperty(name, carrier.getObjectProperty(name));
        }
        String correlationId = carrier.getJMSCorrelationID();
        byte[] correlationIdBytes = carrier.getJMSCorrelationIDAsBytes();
        if (correlationId != null) {
            message.setJMSCorrelationID(correlationId);
        } else if (correlationIdBytes != null) {
            message.setJMSCorrelationIDAsBytes(correlationIdBytes);
        }
        String type = carrier.getJMSType();
        if (type != null) {
            message.setJMSType(type);
        }
        Destination replyTo = carrier.getJMSReplyTo();
        if (replyTo != null) {
            message.setJMSReplyTo(replyTo);
        }
    }
}
