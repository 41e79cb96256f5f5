// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"q", "orders.eu/2026", "größe", "a b", "..", "C:\\x", "😀"})
    @DisplayName("A name may be anything that people write")
    void allowed(String name) {
        assertEquals(name, DestinationName.queue(name).name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "a\nb", "\u007F", "a\u0080", "\uD800"})
    @DisplayName("A name is not empty and has neither control characters nor half a surrogate pair")
    void refused(String name) {
        assertThrows(IllegalArgumentException.class, () -> DestinationName.topic(name));
    }

    @Test
    @DisplayName("A name has at most 255 bytes of UTF-8, whatever its characters")
    void length() {
        assertDoesNotThrow(() -> DestinationName.queue("x".repeat(255)));
        assertDoesNotThrow(() -> DestinationName.queue("€".repeat(85)));
        assertThrows(IllegalArgumentException.class, () -> DestinationName.queue("x".repeat(256)));
        assertThrows(IllegalArgumentException.class, () -> DestinationName.queue("€".repeat(86)));
        assertThrows(IllegalArgumentException.class, () -> DestinationName.queue("😀".repeat(64)));
    }

    @Test
    @DisplayName("Queues and topics of one name are different; people see which it is")
    void kinds() {
        assertNotEquals(DestinationName.queue("x"), DestinationName.topic("x"));
        assertEquals("queue \"x\"", DestinationName.queue("x").toString());
        assertEquals("temporary-topic \"x\"", new DestinationName(DestinationKind.TEMPORARY_TOPIC, "x").toString());
        assertTrue(DestinationKind.TEMPORARY_QUEUE.isQueue() && DestinationKind.TEMPORARY_QUEUE.isTemporary());
    }
}
