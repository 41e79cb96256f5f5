// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import static io.mambamq.ra.outbound.Unchecked.get;
import static io.mambamq.ra.outbound.Unchecked.getOrNull;
import static io.mambamq.ra.outbound.Unchecked.run;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import java.io.Serializable;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A producer in the simplified API's words. What is set here for every message is kept in a message that is never sent: it
 * knows the rules for names and conversions.
 */
final class ContextProducer implements JMSProducer {
    private final SessionHandle session;
    private final ProducerHandle producer;
    private final Message settings;

    ContextProducer(SessionHandle session, ProducerHandle producer, Message settings) {
        this.session = session;
        this.producer = producer;
        this.settings = settings;
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, @Nullable Message message) {
        if (destination == null) {
            throw new InvalidDestinationRuntimeException("the destination is null");
        }
        if (message == null) {
            throw new MessageFormatRuntimeException("the message is null");
        }
        return set(() -> {
            apply(message);
            producer.send(destination, message);
        });
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, @Nullable String body) {
        return send(destination, get(() -> session.createTextMessage(body)));
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, @Nullable Map<String, Object> body) {
        return send(destination, get(() -> {
            MapMessage message = session.createMapMessage();
            if (body != null) {
                for (Map.Entry<String, Object> entry : body.entrySet()) {
                    message.setObject(entry.getKey(), entry.getValue());
                }
            }
            return message;
        }));
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, byte @Nullable [] body) {
        return send(destination, get(() -> {
            BytesMessage message = session.createBytesMessage();
            if (body != null) {
                message.writeBytes(body);
            }
            return message;
        }));
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, @Nullable Serializable body) {
        return send(destination, get(() -> session.createObjectMessage(body)));
    }

    /** What is set here wins over what the message says (Jakarta Messaging 3.1 §7.12). */
    private void apply(Message message) throws JMSException {
        for (String name : getPropertyNames()) {
            message.setObjectProperty(name, settings.getObjectProperty(name));
        }
        if (settings.getJMSCorrelationID() != null) {
            message.setJMSCorrelationID(settings.getJMSCorrelationID());
        } else if (settings.getJMSCorrelationIDAsBytes() != null) {
            message.setJMSCorrelationIDAsBytes(settings.getJMSCorrelationIDAsBytes());
        }
        if (settings.getJMSType() != null) {
            message.setJMSType(settings.getJMSType());
        }
        if (settings.getJMSReplyTo() != null) {
            message.setJMSReplyTo(settings.getJMSReplyTo());
        }
    }

    @Override
    public JMSProducer setDisableMessageID(boolean disabled) {
        return set(() -> producer.setDisableMessageID(disabled));
    }

    @Override
    public boolean getDisableMessageID() {
        return get(producer::getDisableMessageID);
    }

    @Override
    public JMSProducer setDisableMessageTimestamp(boolean disabled) {
        return set(() -> producer.setDisableMessageTimestamp(disabled));
    }

    @Override
    public boolean getDisableMessageTimestamp() {
        return get(producer::getDisableMessageTimestamp);
    }

    @Override
    public JMSProducer setDeliveryMode(int mode) {
        return set(() -> producer.setDeliveryMode(mode));
    }

    @Override
    public int getDeliveryMode() {
        return get(producer::getDeliveryMode);
    }

    @Override
    public JMSProducer setPriority(int priority) {
        return set(() -> producer.setPriority(priority));
    }

    @Override
    public int getPriority() {
        return get(producer::getPriority);
    }

    @Override
    public JMSProducer setTimeToLive(long ms) {
        return set(() -> producer.setTimeToLive(ms));
    }

    @Override
    public long getTimeToLive() {
        return get(producer::getTimeToLive);
    }

    @Override
    public JMSProducer setDeliveryDelay(long ms) {
        return set(() -> producer.setDeliveryDelay(ms));
    }

    @Override
    public long getDeliveryDelay() {
        return get(producer::getDeliveryDelay);
    }

    /** {@inheritDoc} Not in an application server (§12.2). */
    @Override
    public JMSProducer setAsync(@Nullable CompletionListener listener) {
        throw new IllegalStateRuntimeException("not allowed in an application server: asynchronous sending");
    }

    @Override
    public @Nullable CompletionListener getAsync() {
        return null;
    }

    @Override
    public JMSProducer setProperty(String name, boolean value) {
        return set(() -> settings.setBooleanProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, byte value) {
        return set(() -> settings.setByteProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, short value) {
        return set(() -> settings.setShortProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, int value) {
        return set(() -> settings.setIntProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, long value) {
        return set(() -> settings.setLongProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, float value) {
        return set(() -> settings.setFloatProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, double value) {
        return set(() -> settings.setDoubleProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, @Nullable String value) {
        return set(() -> settings.setStringProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, @Nullable Object value) {
        return set(() -> settings.setObjectProperty(name, value));
    }

    @Override
    public JMSProducer clearProperties() {
        return set(settings::clearProperties);
    }

    @Override
    public boolean propertyExists(String name) {
        return get(() -> settings.propertyExists(name));
    }

    @Override
    public boolean getBooleanProperty(String name) {
        return get(() -> settings.getBooleanProperty(name));
    }

    @Override
    public byte getByteProperty(String name) {
        return get(() -> settings.getByteProperty(name));
    }

    @Override
    public short getShortProperty(String name) {
        return get(() -> settings.getShortProperty(name));
    }

    @Override
    public int getIntProperty(String name) {
        return get(() -> settings.getIntProperty(name));
    }

    @Override
    public long getLongProperty(String name) {
        return get(() -> settings.getLongProperty(name));
    }

    @Override
    public float getFloatProperty(String name) {
        return get(() -> settings.getFloatProperty(name));
    }

    @Override
    public double getDoubleProperty(String name) {
        return get(() -> settings.getDoubleProperty(name));
    }

    @Override
    public @Nullable String getStringProperty(String name) {
        return getOrNull(() -> settings.getStringProperty(name));
    }

    @Override
    public @Nullable Object getObjectProperty(String name) {
        return getOrNull(() -> settings.getObjectProperty(name));
    }

    @Override
    public Set<String> getPropertyNames() {
        return get(() -> {
            Set<String> names = new LinkedHashSet<>();
            for (Enumeration<?> all = settings.getPropertyNames(); all.hasMoreElements(); ) {
                names.add((String) all.nextElement());
            }
            return Collections.unmodifiableSet(names);
        });
    }

    @Override
    public JMSProducer setJMSCorrelationIDAsBytes(byte[] correlationId) {
        return set(() -> settings.setJMSCorrelationIDAsBytes(correlationId));
    }

    @Override
    public byte @Nullable [] getJMSCorrelationIDAsBytes() {
        return getOrNull(settings::getJMSCorrelationIDAsBytes);
    }

    @Override
    public JMSProducer setJMSCorrelationID(@Nullable String correlationId) {
        return set(() -> settings.setJMSCorrelationID(correlationId));
    }

    @Override
    public @Nullable String getJMSCorrelationID() {
        return getOrNull(settings::getJMSCorrelationID);
    }

    @Override
    public JMSProducer setJMSType(@Nullable String type) {
        return set(() -> settings.setJMSType(type));
    }

    @Override
    public @Nullable String getJMSType() {
        return getOrNull(settings::getJMSType);
    }

    @Override
    public JMSProducer setJMSReplyTo(@Nullable Destination replyTo) {
        return set(() -> settings.setJMSReplyTo(replyTo));
    }

    @Override
    public @Nullable Destination getJMSReplyTo() {
        return getOrNull(settings::getJMSReplyTo);
    }

    private JMSProducer set(Unchecked.Action setting) {
        run(setting);
        return this;
    }
}
