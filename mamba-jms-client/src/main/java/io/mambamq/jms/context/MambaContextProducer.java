// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.context;

import io.mambamq.jms.MambaDestination;
import io.mambamq.jms.message.MambaBytesMessage;
import io.mambamq.jms.message.MambaMapMessage;
import io.mambamq.jms.message.MambaObjectMessage;
import io.mambamq.jms.message.MambaTextMessage;
import io.mambamq.jms.producer.SendOptions;
import io.mambamq.jms.session.SessionCore;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JMS 3.1 §7.2. Properties and header fields set here override those of each message sent. */
final class MambaContextProducer implements JMSProducer {
    private final SessionCore session;
    private final MessageOverrides overrides = new MessageOverrides();

    private SendOptions options = SendOptions.DEFAULT;
    private @Nullable CompletionListener completionListener;

    MambaContextProducer(SessionCore session) {
        this.session = session;
    }

    // ---- sending

    @Override
    public JMSProducer send(@Nullable Destination destination, @Nullable Message message) {
        if (message == null) {
            throw new MessageFormatRuntimeException("the message is null");
        }
        Unchecked.run(() -> {
            session.requireOpen();
            MambaDestination to = MambaDestination.from(destination);
            overrides.applyTo(message);
            CompletionListener listener = completionListener;
            if (listener == null) {
                session.sender().send(to, message, options);
            } else {
                session.sender().sendAsync(to, message, options, listener, this);
            }
        });
        return this;
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, @Nullable String body) {
        return send(destination, new MambaTextMessage(body));
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, @Nullable Map<String, Object> body) {
        return send(destination, Unchecked.get(() -> mapMessage(body)));
    }

    private static MapMessage mapMessage(@Nullable Map<String, Object> body) throws JMSException {
        MapMessage message = new MambaMapMessage();
        if (body != null) {
            for (Map.Entry<String, Object> entry : body.entrySet()) {
                message.setObject(entry.getKey(), entry.getValue());
            }
        }
        return message;
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, byte @Nullable [] body) {
        return send(destination, Unchecked.get(() -> bytesMessage(body)));
    }

    private static BytesMessage bytesMessage(byte @Nullable [] body) throws JMSException {
        BytesMessage message = new MambaBytesMessage();
        if (body != null) {
            message.writeBytes(body);
        }
        return message;
    }

    @Override
    public JMSProducer send(@Nullable Destination destination, @Nullable Serializable body) {
        return send(destination, Unchecked.get(() -> new MambaObjectMessage(body)));
    }

    // ---- what it adds to messages

    @Override
    public JMSProducer setDisableMessageID(boolean disable) {
        options = options.withDisableMessageId(disable);
        return this;
    }

    @Override
    public boolean getDisableMessageID() {
        return options.disableMessageId();
    }

    @Override
    public JMSProducer setDisableMessageTimestamp(boolean disable) {
        options = options.withDisableTimestamp(disable);
        return this;
    }

    @Override
    public boolean getDisableMessageTimestamp() {
        return options.disableTimestamp();
    }

    @Override
    public JMSProducer setDeliveryMode(int deliveryMode) {
        options = Unchecked.get(() -> options.withDeliveryMode(deliveryMode));
        return this;
    }

    @Override
    public int getDeliveryMode() {
        return options.deliveryMode();
    }

    @Override
    public JMSProducer setPriority(int priority) {
        options = Unchecked.get(() -> options.withPriority(priority));
        return this;
    }

    @Override
    public int getPriority() {
        return options.priority();
    }

    @Override
    public JMSProducer setTimeToLive(long timeToLiveMs) {
        options = Unchecked.get(() -> options.withTimeToLive(timeToLiveMs));
        return this;
    }

    @Override
    public long getTimeToLive() {
        return options.timeToLiveMs();
    }

    @Override
    public JMSProducer setDeliveryDelay(long deliveryDelayMs) {
        options = Unchecked.get(() -> options.withDeliveryDelay(deliveryDelayMs));
        return this;
    }

    @Override
    public long getDeliveryDelay() {
        return options.deliveryDelayMs();
    }

    @Override
    public JMSProducer setAsync(@Nullable CompletionListener listener) {
        completionListener = listener;
        return this;
    }

    @Override
    public @Nullable CompletionListener getAsync() {
        return completionListener;
    }

    // ---- properties

    @Override
    public JMSProducer setProperty(@Nullable String name, boolean value) {
        return property(name, value);
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, byte value) {
        return property(name, value);
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, short value) {
        return property(name, value);
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, int value) {
        return property(name, value);
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, long value) {
        return property(name, value);
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, float value) {
        return property(name, value);
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, double value) {
        return property(name, value);
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, @Nullable String value) {
        return property(name, value);
    }

    @Override
    public JMSProducer setProperty(@Nullable String name, @Nullable Object value) {
        return property(name, value);
    }

    private JMSProducer property(@Nullable String name, @Nullable Object value) {
        Unchecked.run(() -> overrides.carrier().setObjectProperty(name, value));
        return this;
    }

    @Override
    public JMSProducer clearProperties() {
        overrides.carrier().clearProperties();
        return this;
    }

    @Override
    public boolean propertyExists(@Nullable String name) {
        return overrides.carrier().propertyExists(name);
    }

    @Override
    public boolean getBooleanProperty(@Nullable String name) {
        return Unchecked.get(() -> overrides.carrier().getBooleanProperty(name));
    }

    @Override
    public byte getByteProperty(@Nullable String name) {
        return Unchecked.get(() -> overrides.carrier().getByteProperty(name));
    }

    @Override
    public short getShortProperty(@Nullable String name) {
        return Unchecked.get(() -> overrides.carrier().getShortProperty(name));
    }

    @Override
    public int getIntProperty(@Nullable String name) {
        return Unchecked.get(() -> overrides.carrier().getIntProperty(name));
    }

    @Override
    public long getLongProperty(@Nullable String name) {
        return Unchecked.get(() -> overrides.carrier().getLongProperty(name));
    }

    @Override
    public float getFloatProperty(@Nullable String name) {
        return Unchecked.get(() -> overrides.carrier().getFloatProperty(name));
    }

    @Override
    public double getDoubleProperty(@Nullable String name) {
        return Unchecked.get(() -> overrides.carrier().getDoubleProperty(name));
    }

    @Override
    public @Nullable String getStringProperty(@Nullable String name) {
        return Unchecked.getNullable(() -> overrides.carrier().getStringProperty(name));
    }

    @Override
    public @Nullable Object getObjectProperty(@Nullable String name) {
        return Unchecked.getNullable(() -> overrides.carrier().getObjectProperty(name));
    }

    @Override
    public Set<String> getPropertyNames() {
        return overrides.propertyNames();
    }

    // ---- header fields

    @Override
    public JMSProducer setJMSCorrelationIDAsBytes(byte @Nullable [] correlationId) {
        overrides.carrier().setJMSCorrelationIDAsBytes(correlationId);
        return this;
    }

    @Override
    public byte @Nullable [] getJMSCorrelationIDAsBytes() {
        return overrides.carrier().getJMSCorrelationIDAsBytes();
    }

    @Override
    public JMSProducer setJMSCorrelationID(@Nullable String correlationId) {
        overrides.carrier().setJMSCorrelationID(correlationId);
        return this;
    }

    @Override
    public @Nullable String getJMSCorrelationID() {
        return overrides.carrier().getJMSCorrelationID();
    }

    @Override
    public JMSProducer setJMSType(@Nullable String type) {
        overrides.carrier().setJMSType(type);
        return this;
    }

    @Override
    public @Nullable String getJMSType() {
        return overrides.carrier().getJMSType();
    }

    @Override
    public JMSProducer setJMSReplyTo(@Nullable Destination replyTo) {
        overrides.carrier().setJMSReplyTo(replyTo);
        return this;
    }

    @Override
    public @Nullable Destination getJMSReplyTo() {
        return overrides.carrier().getJMSReplyTo();
    }
}
