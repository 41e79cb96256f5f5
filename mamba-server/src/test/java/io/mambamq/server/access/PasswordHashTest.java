// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    private static final int FEW = 1_000;

    @Test
    void onlyThePasswordMatches() {
        PasswordHash hash = PasswordHash.of("s3cret pässword".toCharArray(), FEW);

        assertTrue(hash.matches("s3cret pässword".toCharArray()));
        assertFalse(hash.matches("s3cret passwörd".toCharArray()));
        assertFalse(hash.matches("".toCharArray()));
        assertFalse(hash.matches("x".repeat(PasswordHash.PASSWORD_CHARS_MAX + 1).toCharArray()));
    }

    @Test
    void nobodysMatchesNothing() {
        assertFalse(PasswordHash.nobodys(FEW).matches("".toCharArray()));
        assertFalse(PasswordHash.nobodys(FEW).matches("guest".toCharArray()));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        PasswordHash hash =
                PasswordHash.parse(PasswordHash.of("secret".toCharArray(), FEW).format());

        assertEquals(FEW, hash.iterations());
        assertTrue(hash.matches("secret".toCharArray()));
    }

    @Test
    @DisplayName("A hash that another implementation made of \"secret\" is understood")
    void knownHash() {
        // python3 -c "hashlib.pbkdf2_hmac('sha256', b'secret', bytes(range(16)), 1000)"
        PasswordHash hash = PasswordHash.parse(
                "pbkdf2-sha256:1000:AAECAwQFBgcICQoLDA0ODw==:Tvsru20utY6o3q7VRBeuL9h/1QqKhWhwk2PaYNRWBgY=");

        assertTrue(hash.matches("secret".toCharArray()));
    }

    @Test
    void twoOfOnePasswordAreNotAlike() {
        assertNotEquals(
                PasswordHash.of("secret".toCharArray(), FEW).format(),
                PasswordHash.of("secret".toCharArray(), FEW).format());
    }

    @Test
    void itsTextShowsNothing() {
        PasswordHash hash = PasswordHash.of("secret".toCharArray(), FEW);

        assertEquals("PasswordHash[pbkdf2-sha256, 1000 iterations]", hash.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "md5:1:AAECAwQFBgcICQoLDA0ODw==:AAAA",
                "pbkdf2-sha256:0:AAECAwQFBgcICQoLDA0ODw==:AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8=",
                "pbkdf2-sha256:10000001:AAECAwQFBgcICQoLDA0ODw==:AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8=",
                "pbkdf2-sha256:x:AAECAwQFBgcICQoLDA0ODw==:AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8=",
                "pbkdf2-sha256:1000:AAEC:AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8=",
                "pbkdf2-sha256:1000:AAECAwQFBgcICQoLDA0ODw==:",
                "pbkdf2-sha256:1000:!:!"
            })
    void whatIsNoneIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse(text));
    }
}
