// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mambamq.core.command.ClientKey;
import io.mambamq.protocol.frame.Connect;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClientKeysTest {
    private static final ClientKey KEY = ClientKeys.of(connect(1, 2, 3, 4, "user"));

    @Test
    @DisplayName("whoever repeats client, secret and user is the same, whatever else it says")
    void theSame() {
        Connect again = new Connect(1, 2, 3, 4, 7_000, 1, 0, "user", "another password", "another id", "newer");

        assertNotNull(KEY);
        assertEquals(KEY, ClientKeys.of(again));
    }

    @Test
    @DisplayName("whoever differs in one of them is another client")
    void others() {
        for (Connect other : List.of(
                connect(9, 2, 3, 4, "user"),
                connect(1, 9, 3, 4, "user"),
                connect(1, 2, 9, 4, "user"),
                connect(1, 2, 3, 9, "user"),
                connect(1, 2, 4, 3, "user"),
                connect(1, 2, 3, 4, "other"),
                connect(1, 2, 3, 4, ""),
                connect(1, 2, 3, 4, null))) {
            assertNotEquals(KEY, ClientKeys.of(other), other::toString);
        }
    }

    @Test
    @DisplayName("whoever has no secret is known by nothing")
    void noSecret() {
        assertNull(ClientKeys.of(connect(1, 2, 0, 0, "user")));
    }

    @Test
    @DisplayName("neither the key nor the text of a frame tells the secret")
    void secret() {
        Connect connect = connect(1, 2, 0x1234567890ABCDEFL, 4, "user");

        assertFalse(connect.toString().contains("234567890"), connect::toString);
        assertNotEquals(0x1234567890ABCDEFL, KEY.high());
    }

    private static Connect connect(long high, long low, long secretHigh, long secretLow, String user) {
        return new Connect(high, low, secretHigh, secretLow, 0, 1 << 20, 0, user, "password", null, "test");
    }
}
