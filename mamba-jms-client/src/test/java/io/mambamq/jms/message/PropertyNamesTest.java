// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "_type",
                "$price",
                "größe",
                "名前",
                "x1",
                "Nullable",
                "JMSXGroupID",
                "JMSXanything",
                "JMS_MAMBA_origin",
                "JMS_IBM_Format",
                "jmsfoo"
            })
    @DisplayName("M-11 a property is called like a selector's identifier")
    void allowed(String name) {
        assertDoesNotThrow(() -> new MambaPlainMessage().setIntProperty(name, 1));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "1a",
                "a.b",
                "a-b",
                "a b",
                "a\"",
                " ",
                "NULL",
                "true",
                "False",
                "not",
                "And",
                "OR",
                "between",
                "like",
                "in",
                "is",
                "escape",
                "JMSPriority",
                "JMSfoo",
                "JMS"
            })
    @DisplayName("M-11 every other name is an IllegalArgumentException that says why, and sets nothing")
    void refused(String name) {
        MambaMessage message = new MambaPlainMessage();

        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> message.setStringProperty(name, "v"));

        assertTrue(refusal.getMessage().contains(name == null ? "null" : name), refusal.getMessage());
        assertTrue(!message.getPropertyNames().hasMoreElements());
    }
}
