// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import io.mambamq.protocol.message.EncodedMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All of a message but its body: header fields and properties. Both are decoded when they are first asked for, in a received
 * message, whose properties are read-only until they are cleared (JMS 3.1 §3.5.3).
 */
public abstract sealed class MessageHead implements Message permits MambaMessage {
    // Each null until it is looked at, in a received message.
    private @Nullable HeaderFields headers;
    private @Nullable MessageProperties properties;

    private @Nullable EncodedMessage received;
    private boolean redelivered;
    private int deliveryCount;
    private Acknowledger acknowledger = Acknowledger.NONE;

    MessageHead() {}

    final void receiveHead(EncodedMessage encoded, int count, MessageContext context) {
        received = encoded;
        deliveryCount = count;
        redelivered = count > 1;
        acknowledger = context.acknowledger();
    }

    /** The bytes that a received message came as; null in a new one. */
    final @Nullable EncodedMessage received() {
        return received;
    }

    @Override
    public final void acknowledge() throws JMSException {
        acknowledger.acknowledge();
    }

    // ---- headers

    final HeaderFields headers() {
        HeaderFields known = headers;
        if (known == null) {
            known = received == null ? new HeaderFields() : HeaderFields.decode(received);
            headers = known;
        }
        return known;
    }

    @Override
    public final @Nullable String getJMSMessageID() {
        return headers().messageId();
    }

    @Override
    public final void setJMSMessageID(@Nullable String id) {
        headers().messageId(id);
    }

    @Override
    public final long getJMSTimestamp() {
        return headers().timestampMs();
    }

    @Override
    public final void setJMSTimestamp(long timestampMs) {
        headers().timestampMs(timestampMs);
    }

    @Override
    public final byte @Nullable [] getJMSCorrelationIDAsBytes() {
        return headers().correlationIdBytes();
    }

    @Override
    public final void setJMSCorrelationIDAsBytes(byte @Nullable [] correlationId) {
        headers().correlationIdBytes(correlationId);
    }

    @Override
    public final @Nullable String getJMSCorrelationID() {
        return headers().correlationId();
    }

    @Override
    public final void setJMSCorrelationID(@Nullable String correlationId) {
        headers().correlationId(correlationId);
    }

    @Override
    public final @Nullable Destination getJMSReplyTo() {
        return headers().replyTo();
    }

    @Override
    public final void setJMSReplyTo(@Nullable Destination replyTo) {
        headers().replyTo(replyTo);
    }

    @Override
    public final @Nullable Destination getJMSDestination() {
        return headers().destination();
    }

    @Override
    public final void setJMSDestination(@Nullable Destination destination) {
        headers().destination(destination);
    }

    @Override
    public final int getJMSDeliveryMode() {
        return headers().deliveryMode();
    }

    @Override
    public final void setJMSDeliveryMode(int deliveryMode) {
        headers().deliveryMode(deliveryMode);
    }

    @Override
    public final boolean getJMSRedelivered() {
        return redelivered;
    }

    @Override
    public final void setJMSRedelivered(boolean value) {
        redelivered = value;
    }

    @Override
    public final @Nullable String getJMSType() {
        return headers().type();
    }

    @Override
    public final void setJMSType(@Nullable String type) {
        headers().type(type);
    }

    @Override
    public final long getJMSExpiration() {
        return headers().expirationMs();
    }

    @Override
    public final void setJMSExpiration(long expirationMs) {
        headers().expirationMs(expirationMs);
    }

    @Override
    public final long getJMSDeliveryTime() {
        return headers().deliveryTimeMs();
    }

    @Override
    public final void setJMSDeliveryTime(long deliveryTimeMs) {
        headers().deliveryTimeMs(deliveryTimeMs);
    }

    @Override
    public final int getJMSPriority() {
        return headers().priority();
    }

    @Override
    public final void setJMSPriority(int priority) {
        headers().priority(priority);
    }

    // ---- properties

    final MessageProperties properties() {
        MessageProperties known = properties;
        if (known == null) {
            known = received == null ? new MessageProperties() : receivedProperties(received);
            properties = known;
        }
        return known;
    }

    private MessageProperties receivedProperties(EncodedMessage encoded) {
        Map<String, @Nullable Object> values = encoded.properties();
        values.put(PropertyNames.DELIVERY_COUNT, deliveryCount);
        return new MessageProperties(values, true);
    }

    @Override
    public final void clearProperties() {
        properties().clear();
    }

    @Override
    public final boolean propertyExists(@Nullable String name) {
        return properties().contains(name);
    }

    @Override
    public final Enumeration<String> getPropertyNames() {
        return Collections.enumeration(properties().names());
    }

    @Override
    public final boolean getBooleanProperty(@Nullable String name) throws JMSException {
        return properties().getBoolean(name);
    }

    @Override
    public final byte getByteProperty(@Nullable String name) throws JMSException {
        return properties().getByte(name);
    }

    @Override
    public final short getShortProperty(@Nullable String name) throws JMSException {
        return properties().getShort(name);
    }

    @Override
    public final int getIntProperty(@Nullable String name) throws JMSException {
        return properties().getInt(name);
    }

    @Override
    public final long getLongProperty(@Nullable String name) throws JMSException {
        return properties().getLong(name);
    }

    @Override
    public final float getFloatProperty(@Nullable String name) throws JMSException {
        return properties().getFloat(name);
    }

    @Override
    public final double getDoubleProperty(@Nullable String name) throws JMSException {
        return properties().getDouble(name);
    }

    @Override
    public final @Nullable String getStringProperty(@Nullable String name) throws JMSException {
        return properties().getText(name);
    }

    @Override
    public @Nullable Object getObjectProperty(@Nullable String name) throws JMSException {
        return properties().get(name);
    }

    @Override
    public final void setBooleanProperty(@Nullable String name, boolean value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public final void setByteProperty(@Nullable String name, byte value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public final void setShortProperty(@Nullable String name, short value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public final void setIntProperty(@Nullable String name, int value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public final void setLongProperty(@Nullable String name, long value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public final void setFloatProperty(@Nullable String name, float value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public final void setDoubleProperty(@Nullable String name, double value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public final void setStringProperty(@Nullable String name, @Nullable String value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public void setObjectProperty(@Nullable String name, @Nullable Object value) throws JMSException {
        properties().set(name, value);
    }
}
