// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PrefaceTest {
    @Test
    @DisplayName("The preface is MAMBA, a zero, and the version")
    void golden() {
        assertArrayEquals(new byte[] {'M', 'A', 'M', 'B', 'A', 0, 1, 0}, Preface.bytes());
        assertDoesNotThrow(() -> Preface.require(Preface.bytes()));
    }

    @Test
    @DisplayName("Another protocol is told apart by as many bytes as there are")
    void otherProtocols() {
        assertTrue(Preface.matches("MAM".getBytes(US_ASCII), 3));
        assertTrue(Preface.matches(new byte[0], 0));
        assertFalse(Preface.matches("AMQP".getBytes(US_ASCII), 4));
        assertFalse(Preface.matches("MAMBO".getBytes(US_ASCII), 5));
        assertThrows(ProtocolException.class, () -> Preface.require("GET / HT".getBytes(US_ASCII)));
    }

    @Test
    @DisplayName("Another major version is refused, another minor one is not")
    void versions() {
        byte[] major = Preface.bytes();
        major[6] = 2;
        byte[] minor = Preface.bytes();
        minor[7] = 9;

        ProtocolException refusal = assertThrows(ProtocolException.class, () -> Preface.require(major));

        assertEquals(ErrorCode.VERSION_NOT_SUPPORTED, refusal.code());
        assertDoesNotThrow(() -> Preface.require(minor));
    }
}
