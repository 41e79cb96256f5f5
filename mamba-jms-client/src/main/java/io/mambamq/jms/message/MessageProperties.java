// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named, typed values (JMS 3.1 §3.5): a message's properties, or those that a producer adds to its messages. The getters
 * convert by table 3-2; a name that is not there reads as null.
 */
public final class MessageProperties {
    private final Map<String, @Nullable Object> values;
    private boolean readOnly;

    public MessageProperties() {
        this(new LinkedHashMap<>(), false);
    }

    /** Takes the map over. */
    MessageProperties(Map<String, @Nullable Object> values, boolean readOnly) {
        this.values = values;
        this.readOnly = readOnly;
    }

    /**
     * Sets a property.
     *
     * @throws IllegalArgumentException if it cannot be called that ({@link PropertyNames#require})
     * @throws MessageFormatException if the value is neither null nor a String nor a boxed primitive other than Character
     * @throws MessageNotWriteableException if the message was received and its properties were not cleared since
     */
    public void set(@Nullable String name, @Nullable Object value) throws JMSException {
        PropertyNames.require(name);
        if (readOnly) {
            throw new MessageNotWriteableException(
                    "property " + name + " cannot be set: the properties of a received message"
                            + " are read-only until clearProperties()");
        }
        if (value != null && !ValueConversion.isPropertyValue(value)) {
            throw new MessageFormatException("property " + name + " cannot be a "
                    + value.getClass().getName() + ", only a String or a boxed primitive other than Character");
        }
        values.put(name, value);
    }

    public void clear() {
        values.clear();
        readOnly = false;
    }

    public boolean contains(@Nullable String name) {
        return values.containsKey(name);
    }

    /** A snapshot, in the order in which the properties were set first. */
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    public @Nullable Object get(@Nullable String name) {
        return values.get(name);
    }

    public boolean getBoolean(@Nullable String name) throws JMSException {
        return ValueConversion.toBoolean(values.get(name), String.valueOf(name));
    }

    public byte getByte(@Nullable String name) throws JMSException {
        return ValueConversion.toByte(values.get(name), String.valueOf(name));
    }

    public short getShort(@Nullable String name) throws JMSException {
        return ValueConversion.toShort(values.get(name), String.valueOf(name));
    }

    public int getInt(@Nullable String name) throws JMSException {
        return ValueConversion.toInt(values.get(name), String.valueOf(name));
    }

    public long getLong(@Nullable String name) throws JMSException {
        return ValueConversion.toLong(values.get(name), String.valueOf(name));
    }

    public float getFloat(@Nullable String name) throws JMSException {
        return ValueConversion.toFloat(values.get(name), String.valueOf(name));
    }

    public double getDouble(@Nullable String name) throws JMSException {
        return ValueConversion.toDouble(values.get(name), String.valueOf(name));
    }

    public @Nullable String getText(@Nullable String name) throws JMSException {
        return ValueConversion.toText(values.get(name), String.valueOf(name));
    }

    /** Sets all of them on a message, in order; a message of any provider. */
    public void copyTo(Message message) throws JMSException {
        for (Map.Entry<String, @Nullable Object> property : values.entrySet()) {
            message.setObjectProperty(property.getKey(), property.getValue());
        }
    }

    /** What is sent of them: not the delivery count, which belongs to one delivery. */
    Map<String, @Nullable Object> toSend() {
        if (!values.containsKey(PropertyNames.DELIVERY_COUNT)) {
            return values;
        }
        Map<String, @Nullable Object> sent = new LinkedHashMap<>(values);
        sent.remove(PropertyNames.DELIVERY_COUNT);
        return sent;
    }
}
