// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClientIdTest {
    @Test
    @DisplayName("M-51: a client id of 1 to 255 bytes without control characters is allowed")
    void allowed() {
        assertNull(ClientId.problemOf("a"));
        assertNull(ClientId.problemOf("Ölförderung & Söhne: 1/2"));
        assertNull(ClientId.problemOf("x".repeat(ClientId.BYTES_MAX)));
    }

    @Test
    @DisplayName("M-51: what is not allowed as a client id is named")
    void notAllowed() {
        assertTrue(problemOf(null).contains("not null"));
        assertTrue(problemOf("").contains("not empty"));
        assertTrue(problemOf("é".repeat(128)).contains("has 256"));
        assertTrue(problemOf("a\u0000b").contains("U+0000 at index 1"));
        assertTrue(problemOf("a\uD800").contains("surrogate"));
    }

    private static String problemOf(String clientId) {
        String problem = ClientId.problemOf(clientId);
        assertNotNull(problem);
        return problem;
    }
}
