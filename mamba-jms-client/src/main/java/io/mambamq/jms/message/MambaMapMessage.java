// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.BodyKind;
import io.mambamq.protocol.message.MessageEncoder;
import io.mambamq.protocol.message.TypedValue;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Named values, in the order in which they were set first. Converts by JMS 3.1 table 3-7; copies arrays in and out. */
public final class MambaMapMessage extends MambaMessage implements MapMessage {
    private final Map<String, @Nullable Object> entries = new LinkedHashMap<>();

    public MambaMapMessage() {
        super(BodyKind.MAP);
    }

    // ---- reading

    private @Nullable Object entry(@Nullable String name) throws JMSException {
        requireDecodedBody();
        return entries.get(name);
    }

    @Override
    public boolean getBoolean(@Nullable String name) throws JMSException {
        return ValueConversion.toBoolean(entry(name), String.valueOf(name));
    }

    @Override
    public byte getByte(@Nullable String name) throws JMSException {
        return ValueConversion.toByte(entry(name), String.valueOf(name));
    }

    @Override
    public short getShort(@Nullable String name) throws JMSException {
        return ValueConversion.toShort(entry(name), String.valueOf(name));
    }

    @Override
    public char getChar(@Nullable String name) throws JMSException {
        return ValueConversion.toChar(entry(name), String.valueOf(name));
    }

    @Override
    public int getInt(@Nullable String name) throws JMSException {
        return ValueConversion.toInt(entry(name), String.valueOf(name));
    }

    @Override
    public long getLong(@Nullable String name) throws JMSException {
        return ValueConversion.toLong(entry(name), String.valueOf(name));
    }

    @Override
    public float getFloat(@Nullable String name) throws JMSException {
        return ValueConversion.toFloat(entry(name), String.valueOf(name));
    }

    @Override
    public double getDouble(@Nullable String name) throws JMSException {
        return ValueConversion.toDouble(entry(name), String.valueOf(name));
    }

    @Override
    public @Nullable String getString(@Nullable String name) throws JMSException {
        return ValueConversion.toText(entry(name), String.valueOf(name));
    }

    @Override
    public byte @Nullable [] getBytes(@Nullable String name) throws JMSException {
        byte[] bytes = ValueConversion.toBytes(entry(name), String.valueOf(name));
        return bytes == null ? null : bytes.clone();
    }

    @Override
    public @Nullable Object getObject(@Nullable String name) throws JMSException {
        return ValueConversion.copyOfBodyValue(entry(name), String.valueOf(name));
    }

    /** A snapshot. */
    @Override
    public Enumeration<String> getMapNames() throws JMSException {
        requireDecodedBody();
        return Collections.enumeration(List.copyOf(entries.keySet()));
    }

    @Override
    public boolean itemExists(@Nullable String name) throws JMSException {
        requireDecodedBody();
        return entries.containsKey(name);
    }

    // ---- writing

    private void put(@Nullable String name, @Nullable Object value) throws JMSException {
        requireWritableBody();
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException(
                    "a map entry needs a name, this one is " + (name == null ? "null" : "empty"));
        }
        entries.put(name, ValueConversion.copyOfBodyValue(value, name));
    }

    @Override
    public void setBoolean(@Nullable String name, boolean value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setByte(@Nullable String name, byte value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setShort(@Nullable String name, short value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setChar(@Nullable String name, char value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setInt(@Nullable String name, int value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setLong(@Nullable String name, long value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setFloat(@Nullable String name, float value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setDouble(@Nullable String name, double value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setString(@Nullable String name, @Nullable String value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setBytes(@Nullable String name, byte @Nullable [] value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setBytes(@Nullable String name, byte[] value, int offset, int length) throws JMSException {
        Objects.checkFromIndexSize(offset, length, value.length);
        put(name, Arrays.copyOfRange(value, offset, offset + length));
    }

    @Override
    public void setObject(@Nullable String name, @Nullable Object value) throws JMSException {
        put(name, value);
    }

    // ---- the body as a whole

    @Override
    MessageEncoder.Body encodeBody() {
        return this::encodeEntries;
    }

    private void encodeEntries(ByteSink sink) {
        sink.putInt(entries.size());
        entries.forEach((name, value) -> {
            sink.putString16(name);
            TypedValue.encode(value, sink);
        });
    }

    @Override
    long bodyBytesEstimated() {
        return ValueConversion.bytesEstimated(entries.values());
    }

    @Override
    void decodeBody(ByteReader body) {
        int count = body.readInt();
        if (count < 0) {
            throw ProtocolException.malformedMessage("a map of " + Integer.toUnsignedString(count) + " entries");
        }
        for (int i = 0; i < count; i++) {
            entries.put(body.readString16(), TypedValue.decode(body));
        }
        body.requireEnd();
    }

    @Override
    void dropBody() {
        entries.clear();
    }

    @Override
    boolean hasNoBody() {
        return entries.isEmpty();
    }

    @Override
    boolean isBodyA(Class<?> type) {
        return type == Map.class || type == Object.class;
    }

    @Override
    @Nullable
    Object bodyAs(Class<?> type) throws JMSException {
        if (!isBodyA(type)) {
            return null;
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> entry : entries.entrySet()) {
            copy.put(entry.getKey(), ValueConversion.copyOfBodyValue(entry.getValue(), entry.getKey()));
        }
        return copy;
    }
}
