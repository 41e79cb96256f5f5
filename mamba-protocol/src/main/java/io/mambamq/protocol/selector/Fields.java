// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.PropertyVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header fields and properties that one selector names, each once. Reads them from an encoded message in one pass
 * over its properties, however many they are; a property that is not named is stepped over without being built.
 */
final class Fields {
    private static final String DELIVERY_COUNT = "JMSXDeliveryCount";

    private final List<@Nullable HeaderField> headers;
    private final int deliveryCountSlot;
    private final Map<Integer, List<Property>> propertiesByHash;

    private static final class Property {
        final byte[] nameUtf8;
        final int slot;

        Property(byte[] nameUtf8, int slot) {
            this.nameUtf8 = nameUtf8;
            this.slot = slot;
        }
    }

    private Fields(Map<String, Integer> slots) {
        headers = new ArrayList<>();
        propertiesByHash = new HashMap<>();
        deliveryCountSlot = slots.getOrDefault(DELIVERY_COUNT, -1);
        slots.forEach(this::add);
    }

    private void add(String name, int slot) {
        HeaderField header = HeaderField.ofIdentifier(name);
        headers.add(header);
        if (header == null && slot != deliveryCountSlot) {
            byte[] utf8 = name.getBytes(UTF_8);
            propertiesByHash
                    .computeIfAbsent(hash(utf8, 0, utf8.length), hash -> new ArrayList<>())
                    .add(new Property(utf8, slot));
        }
    }

    FieldValues read(EncodedMessage message, int deliveryCount) {
        @Nullable Object[] values = new @Nullable Object[headers.size()];
        for (int slot = 0; slot < values.length; slot++) {
            HeaderField header = headers.get(slot);
            if (header != null) {
                values[slot] = header.read(message);
            }
        }
        if (deliveryCountSlot >= 0) {
            values[deliveryCountSlot] = deliveryCount;
        }
        if (!propertiesByHash.isEmpty()) {
            message.visitProperties(new Reading(values));
        }
        return slot -> values[slot];
    }

    private int slotOf(byte[] array, int offset, int length) {
        List<Property> candidates = propertiesByHash.get(hash(array, offset, length));
        if (candidates == null) {
            return -1;
        }
        for (Property property : candidates) {
            if (Arrays.equals(property.nameUtf8, 0, property.nameUtf8.length, array, offset, offset + length)) {
                return property.slot;
            }
        }
        return -1;
    }

    private static int hash(byte[] array, int offset, int length) {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    private final class Reading implements PropertyVisitor {
        private final @Nullable Object[] values;
        private int slot;

        Reading(@Nullable Object[] values) {
            this.values = values;
        }

        @Override
        public boolean wants(byte[] array, int nameOffset, int nameLength) {
            slot = slotOf(array, nameOffset, nameLength);
            return slot >= 0;
        }

        @Override
        public void value(@Nullable Object value) {
            values[slot] = value;
        }
    }

    /** Gives each name its place while a selector is parsed. */
    static final class Builder {
        private final Map<String, Integer> slots = new LinkedHashMap<>();

        Value.Field field(String name) {
            Integer known = slots.putIfAbsent(name, slots.size());
            return new Value.Field(name, known == null ? slots.size() - 1 : known);
        }

        Fields build() {
            return new Fields(slots);
        }
    }
}
