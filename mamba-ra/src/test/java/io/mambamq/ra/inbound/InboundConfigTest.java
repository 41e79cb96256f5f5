// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.ra.connection.ReconnectDelays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InboundConfigTest {
    @Test
    @DisplayName("Delays that make no sense are refused")
    void senseless() {
        assertThrows(IllegalArgumentException.class, () -> new ReconnectDelays(10, 9));
        assertThrows(IllegalArgumentException.class, () -> new InboundConfig(ReconnectDelays.DEFAULT, -1));
    }
}
