// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.frame.Received;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReceivedInputTest {
    private final ReceivedInput input = new ReceivedInput();

    @Test
    @DisplayName("The other side hears of each 64 KiB")
    void due() {
        input.add(ReceivedInput.UNTOLD_BYTES_MAX - 1);
        assertFalse(input.isDue());

        input.add(1);
        assertTrue(input.isDue());
        assertEquals(new Received(ReceivedInput.UNTOLD_BYTES_MAX), input.tell());

        assertFalse(input.isDue());
        input.add(ReceivedInput.UNTOLD_BYTES_MAX);
        assertTrue(input.isDue());
    }

    @Test
    @DisplayName("What the other side has heard is no news")
    void news() {
        assertFalse(input.hasNews());

        input.add(12);
        assertTrue(input.hasNews());
        assertEquals(new Received(12), input.tell());

        assertFalse(input.hasNews());
        assertEquals(12, input.bytes());
    }
}
